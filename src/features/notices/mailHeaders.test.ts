import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { account, as, buildWorld, member, runJobs } from '../../../test/world.ts';
import { members } from '../members/contract.ts';

/** What a mail server was handed, each mail as it came over the wire. */
const letters: string[] = [];
const smtp = createServer((socket) => {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let letter: string[] | null = null;
  say('220 test');
  createInterface({ input: socket }).on('line', (line) => {
    if (letter) {
      if (line !== '.') letter.push(line);
      else {
        letters.push(letter.join('\n'));
        letter = null;
        say('250 taken');
      }
    } else if (line === 'DATA') {
      letter = [];
      say('354 go on');
    } else say('250 ok');
  });
  socket.on('error', () => {});
});
smtp.listen(0, '127.0.0.1');
await once(smtp, 'listening');
afterAll(() => smtp.close());
const world = await buildWorld({ env: { SMTP_URL: `smtp://127.0.0.1:${(smtp.address() as AddressInfo).port}` } });

test('a notice by mail carries both headers of one-click unsubscribing, with an address that a form can be sent to', async () => {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  const clerk = await member(world, company, 'default_user');
  const inCompany = as(world, members, { ...admin, account: company });
  const { version } = await inCompany.getMember({ personId: clerk.personId });
  await inCompany.setRoles({ personId: clerk.personId, version, roles: [{ role: 'default_user' }, { role: 'billing_admin' }] });
  await runJobs(world);
  const unfolded = (letters.find((each) => each.includes(`To: ${clerk.email}`)) ?? '').replace(/\n[ \t]+/g, ' ');
  expect(unfolded).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  const [, url = ''] = /^List-Unsubscribe: <([^>]+)>/m.exec(unfolded) ?? [];
  const { pathname, search } = new URL(url.replaceAll(' ', ''));
  const answer = await world.app.http.inject({
    method: 'POST',
    url: pathname + search,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click',
  });
  expect(answer.json()).toEqual({ topic: 'my_roles', isOff: true });
});
