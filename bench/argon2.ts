import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hashPassword, verifyPassword } from '../src/features/identity/passwords.ts';
import { password } from './people.ts';

/** Argon2 alone, as sign-in uses it: each request verifies one password, and nothing else happens. */
const hash = await hashPassword(password);
const server = createServer((request, response) => {
  request.resume();
  verifyPassword(hash, password).then(
    (right) => response.writeHead(right ? 200 : 500).end(),
    () => response.writeHead(500).end(),
  );
});
server.listen(0, '127.0.0.1', () => console.log(`Argon2 is at http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.once('SIGTERM', () => process.exit(0));
