import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importPKCS8, SignJWT } from 'jose';

/** RS256 alone, as tokens use it: each request signs one token of the usual size, and nothing else happens. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = await importPKCS8(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'RS256');
const claims = {
  aud: 'https://api.partnercenter.microsoft.com',
  iss: 'http://localhost/t/v2.0',
  roles: ['customers.edit', 'customers.billing.edit'],
  tid: crypto.randomUUID(),
};
const server = createServer((request, response) => {
  request.resume();
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'bench' })
    .sign(key)
    .then(
      (token) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ access_token: token })),
      () => response.writeHead(500).end(),
    );
});
server.listen(0, '127.0.0.1', () => console.log(`Signing is at http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.once('SIGTERM', () => process.exit(0));
