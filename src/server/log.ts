import { type Logger, pino } from 'pino';

export type Log = Logger;

/** The log: one JSON line an event, with request ids and nothing secret. Never hand it a body, a token or a mail. */
export function openLog(level: string, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: { paths: ['*.password', '*.token', '*.code', '*.secret', 'headers.cookie', 'headers.authorization'], censor: '·' },
  };
  return destination ? pino(options, destination) : pino(options, pino.destination({ fd: 2, sync: false }));
}
