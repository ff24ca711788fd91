import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const file = join(import.meta.dirname, '../../docs/reference/openapi.json');

/** As it leaves: without the line breaks that only people want, and pressed once rather than for each reader. */
async function readDocument() {
  const text = JSON.stringify(JSON.parse(await readFile(file, 'utf8')));
  const pressed = await promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } });
  return { text, pressed, tag: hash('sha256', text, 'base64url').slice(0, 22) };
}

/** `/api/openapi.json`, the contracts as OpenAPI: what `npm run docs` wrote, which a test holds to the contracts. The same for everyone. */
export function addApiDocument(app: FastifyInstance): void {
  let read: ReturnType<typeof readDocument> | undefined;
  app.get('/api/openapi.json', { config: { rateLimit: { max: 120, timeWindow: '1 minute' } } }, async (request, reply) => {
    const { text, pressed, tag } = await (read ??= readDocument());
    const isPressed = /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
    // One tag for each form: what is kept on the way must not be given to a reader of the other.
    const etag = `"${tag}${isPressed ? '-br' : ''}"`;
    // Any page may read it, as tools for APIs do; it holds nothing of anybody.
    reply.headers({ etag, vary: 'accept-encoding', 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' });
    if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)) return reply.status(304).send();
    reply.type('application/json; charset=utf-8');
    return isPressed ? reply.header('content-encoding', 'br').send(pressed) : text;
  });
}
