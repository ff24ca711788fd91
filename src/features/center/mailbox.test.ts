import { expect, test } from 'vitest';
import { announced, as, buildWorld, operator, person, refusal, runJobs, session } from '../../../test/world.ts';
import { identity } from '../identity/contract.ts';
import { center } from './contract.ts';

const world = await buildWorld();
const root = await operator(world, 'op_root');
const agent = await operator(world, 'op_support_agent');

async function mailedCode(): Promise<string> {
  const reader = await person(world);
  await as(world, identity).requestMailCode({ email: reader.email });
  await runJobs(world);
  const { items } = await as(world, center, agent).listMails({ search: reader.email });
  return items[0]?.mailId ?? '';
}

test('the mailbox lists mails, the newest first, page by page', async () => {
  await mailedCode();
  world.now = new Date(world.now.getTime() + 60_000);
  await mailedCode();
  const first = await as(world, center, agent).listMails({ limit: 1 });
  expect(first.items[0]).toMatchObject({ state: 'kept', template: 'identity.sign_in_code', subject: expect.stringContaining('Entente') });
  const second = await as(world, center, agent).listMails({ limit: 1, after: first.next ?? '' });
  expect(second.items[0]?.askedAt.getTime()).toBeLessThan(first.items[0]?.askedAt.getTime() ?? 0);
});

test('an opened mail hides its code from everyone', async () => {
  const mailId = await mailedCode();
  expect(await as(world, center, agent).getMail({ mailId })).toMatchObject({ isBlanked: true, content: { code: '••••••' }, can: { reveal: false } });
  expect(await as(world, center, root).getMail({ mailId })).toMatchObject({ isBlanked: true, content: { code: '••••••' }, can: { reveal: true } });
});

test('the operator’s owner sees the code after a second factor, and each look is announced', async () => {
  const mailId = await mailedCode();
  const seen = await as(world, center, root).revealMail({ mailId });
  expect(seen.content?.code).toMatch(/^\d{6}$/);
  expect(await announced(world, 'mails.revealed')).toMatchObject([{ details: { template: 'identity.sign_in_code' } }]);
  const plain = { token: await session(world, root.personId, { secondFactor: false }) };
  expect(await refusal(as(world, center, plain).revealMail({ mailId }))).toMatchObject({ code: 'access.step_up' });
  expect(await refusal(as(world, center, agent).revealMail({ mailId }))).toMatchObject({ code: 'access.denied', details: { needs: 'edit' } });
});

test('in the demo the code stands there for everyone who opens the mailbox', async () => {
  await world.admin.query('update center set is_demo = true');
  const opened = await as(world, center, agent).getMail({ mailId: await mailedCode() });
  expect(opened.content?.code).toMatch(/^\d{6}$/);
  await world.admin.query('update center set is_demo = false');
});
