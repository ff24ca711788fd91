import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from './db.ts';

export interface Metrics {
  /** Notes one answered request. @param ms how long it took, in milliseconds */
  observe(route: string, method: string, status: number, ms: number): void;
  /** Everything in Prometheus' text form. */
  text(): Promise<string>;
}

/** Figures for Prometheus: requests by route, database connections, and the process's own. */
export function openMetrics(db: Database): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const requests = new Histogram({
    name: 'entente_http_request_seconds',
    help: 'Time to answer',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [register],
  });
  new Gauge({
    name: 'entente_database_connections',
    help: 'Open connections for requests',
    registers: [register],
    collect() {
      this.set(db.pool.totalCount);
    },
  });
  new Gauge({
    name: 'entente_database_waiting',
    help: 'Requests waiting for a connection',
    registers: [register],
    collect() {
      this.set(db.pool.waitingCount);
    },
  });
  return {
    observe: (route, method, status, ms) => requests.observe({ route, method, status: String(status) }, ms / 1000),
    text: () => register.metrics(),
  };
}
