import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { account, as, buildWorld, member, operator, refusal, runJobs } from '../../../test/world.ts';
import { secretsOf } from '../../server/secrets.ts';
import { center } from '../center/contract.ts';
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

test('a mail in French leads to its English; what it leads to holds no link and no token, and is gone after a week', async () => {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  const clerk = await member(world, company, 'default_user');
  await world.admin.query("update people set locale = 'fr' where person_id = $1", [clerk.personId]);
  const inCompany = as(world, members, { ...admin, account: company });
  const { version } = await inCompany.getMember({ personId: clerk.personId });
  await inCompany.setRoles({ personId: clerk.personId, version, roles: [{ role: 'default_user' }, { role: 'billing_admin' }] });
  await runJobs(world);
  const letter = letters.find((each) => each.includes(`To: ${clerk.email}`)) ?? '';
  const [, token = ''] = /\/mail\?token=([\w.-]+)/.exec(letter.replaceAll('=\n', '').replaceAll('=3D', '=')) ?? [];
  const told = await as(world, center).readMailInEnglish({ token });
  expect(told).toMatchObject({
    locale: 'fr',
    english: { subject: expect.stringContaining('Billing admin') },
    own: { subject: expect.stringContaining('facturation') },
  });
  expect(told.english.paragraphs).toHaveLength(told.own.paragraphs.length);
  expect(JSON.stringify(told)).not.toMatch(/https?:|token/);
  // Of what went out the operator reads nothing, and the row holds no address that lets anyone in.
  const agent = await operator(world, 'op_support_agent');
  const { items } = await as(world, center, agent).listMails({ search: clerk.email });
  expect(items[0]?.state).toBe('sent');
  expect(await as(world, center, agent).getMail({ mailId: items[0]?.mailId ?? '' })).toMatchObject({ content: null });
  const { rows } = await world.admin.query<{ content: Buffer }>('select content from mails where mail_id = $1', [items[0]?.mailId]);
  expect(secretsOf(Buffer.alloc(32, 7)).open(rows[0]?.content ?? Buffer.alloc(0))).not.toMatch(/https?:|token/);
  world.now = new Date(world.now.getTime() + 8 * 86_400_000);
  await world.app.queue.boss.send('mails.forget', {});
  await runJobs(world);
  expect(await refusal(as(world, center).readMailInEnglish({ token }))).toMatchObject({ status: 404 });
});
