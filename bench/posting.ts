import { type Agent, request } from 'node:http';

/** How often a second `work` is done, `atOnce` of it under way at any time. */
export async function perSecond(work: () => Promise<void>, atOnce: number, seconds: number): Promise<number> {
  const began = performance.now(),
    until = began + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < until) {
        await work();
        done++;
      }
    }),
  );
  return done / ((performance.now() - began) / 1000);
}

/** Sends a body and reads the answer to its end. @throws Error when it is any other than 200 */
export function post(agent: Agent, url: string, body: string, headers: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers: { 'content-length': Buffer.byteLength(body), ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${url}: ${answer.statusCode} ${text}`))));
    });
    sent.on('error', reject).end(body);
  });
}
