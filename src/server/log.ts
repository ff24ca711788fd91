import { type Logger, pino } from 'pino';

export type Log = Logger;

/** The log: one JSON line an event, with request ids and nothing secret. Never hand it a body, a token or a mail. */
export function openLog(level: string, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    // Only what says where it broke: an error object may carry rows, settings, connections.
    serializers: { error: brief },
    redact: { paths: ['*.password', '*.token', '*.code', '*.secret', 'headers.cookie', 'headers.authorization'], censor: '·' },
  };
  return pino(options, destination ?? (standardError ??= inPieces(pino.destination({ fd: 2, sync: true }))));
}

/** One for all logs of a process, so that their lines stay in order. */
let standardError: { write(line: string): void } | undefined;

/**
 * Lines are written many at once: a write for each would cost a fifth of the time that an ordinary read takes. They wait 200 ms
 * at most, and none is left when the process ends. Pino's own `minLength` copies all that waits for each further line.
 */
function inPieces(destination: { write(text: string): unknown }): { write(line: string): void } {
  let waiting: string[] = [];
  let characters = 0;
  const flush = () => {
    if (!waiting.length) return;
    const text = waiting.join('');
    waiting = [];
    characters = 0;
    destination.write(text);
  };
  setInterval(flush, 200).unref();
  process.on('exit', flush);
  return {
    write(line) {
      waiting.push(line);
      if ((characters += line.length) >= 8_192) flush();
    },
  };
}

/** What the log says of a request that was answered; nothing in it is secret. */
export interface Visit {
  readonly requestId: string;
  readonly method: string;
  readonly route: string | undefined;
  readonly status: number;
  readonly ms: number;
}

/** Notes answered requests. Each line looks as pino's do, but is put together here: there is one for every request, and pino takes several times as long. */
export function visitsOf(log: Log): (visit: Visit) => void {
  const { [pino.symbols.streamSym]: stream } = log as unknown as Record<symbol, { write(line: string): void }>;
  const { info, error } = pino.levels.values;
  return (visit) => {
    const isBad = visit.status >= 500;
    if (!log.isLevelEnabled(isBad ? 'error' : 'info')) return;
    const { requestId, method, route, status, ms } = visit;
    stream?.write(`${JSON.stringify({ level: isBad ? error : info, time: new Date(), requestId, method, route, status, ms, msg: 'answered' })}\n`);
  };
}

function brief(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'string' ? { reason: code } : {}),
    ...(error.cause ? { cause: brief(error.cause) } : {}),
  };
}
