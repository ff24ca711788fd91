import { useEffect, useState } from 'react';
import type { HumanCheck } from '../../contract/humanChecks.ts';
import type { Told } from './workWorker.ts';

export interface Work {
  readonly state: 'waiting' | 'going' | 'done' | 'stopped' | 'failed';
  /** From 0 to 1. */
  readonly share: number;
  readonly payload: string | null;
  stop(): void;
  start(): void;
}

/** The browser's own work for a check: begun by itself, because it asks nothing of the person, and stopped when they say so. */
export function useWork(check: HumanCheck | null): Work {
  const [wanted, want] = useState(true);
  const [at, setAt] = useState<Pick<Work, 'state' | 'share' | 'payload'>>({ state: 'waiting', share: 0, payload: null });

  useEffect(() => {
    setAt({ state: wanted ? 'waiting' : 'stopped', share: 0, payload: null });
    if (!check || !wanted) return;
    const fail = () => setAt({ state: 'failed', share: 0, payload: null });
    const worker = hire(fail);
    if (!worker) return;
    worker.onmessage = ({ data: told }: MessageEvent<Told>) => {
      if ('failed' in told) fail();
      else if ('payload' in told) setAt({ state: 'done', share: 1, payload: told.payload });
      else setAt({ state: 'going', share: Math.min(0.99, told.tried / check.workMost), payload: null });
    };
    worker.onerror = fail;
    worker.postMessage(check.work);
    return () => worker.terminate();
  }, [check, wanted]);

  return { ...at, stop: () => want(false), start: () => want(true) };
}

function hire(fail: () => void): Worker | undefined {
  try {
    return new Worker(new URL('./workWorker.ts', import.meta.url), { type: 'module' });
  } catch {
    fail();
    return undefined;
  }
}
