import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export interface Texted {
  readonly to: string;
  readonly text: string;
  readonly authorization: string | undefined;
}

/** An operator's gateway for text messages: takes what it is sent, or refuses as often as it is told to. */
export async function smsGateway() {
  const gateway = { url: '', texts: [] as Texted[], refusals: 0 };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { to, text } = JSON.parse(Buffer.concat(parts).toString()) as { to: string; text: string };
      if (gateway.refusals-- > 0) response.writeHead(503).end(`cannot send “${text}”`);
      else {
        gateway.texts.push({ to, text, authorization: request.headers.authorization });
        response.writeHead(202).end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  gateway.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`;
  afterAll(() => server.close());
  return gateway;
}
