import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
/** What a receiver answers; `hang`: nothing, until it is closed. */
export type Answering = number | 'hang' | { readonly status: number; readonly location: string };

/** A program of others that takes webhooks, and answers by its path or as it is told. */
export async function startReceiver() {
  const received: Received[] = [];
  const receiver = {
    received,
    /** By path; 200 unless said. */
    answers: new Map<string, Answering>(),
    host: '',
    at: (path: string) => `http://${receiver.host}${path}`,
    /** What came to a path. */
    of: (path: string) => received.filter((each) => each.path === path),
    /** Whoever hangs is let go, without an answer. */
    drop: () => server.closeAllConnections(),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  const server = createServer((request, response) => {
    bodyOf(request).then(
      (body) => {
        const path = request.url ?? '/';
        received.push({ path, headers: request.headers, body });
        const answer = receiver.answers.get(path) ?? 200;
        if (answer === 'hang') return;
        if (typeof answer === 'number') response.writeHead(answer).end(`answer of ${path}`);
        else response.writeHead(answer.status, { location: answer.location }).end();
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  receiver.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return receiver;
}
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** One for a test file, closed behind its tests. */
export async function receiverFor(): Promise<Receiver> {
  const receiver = await startReceiver();
  afterAll(() => receiver.close());
  return receiver;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
