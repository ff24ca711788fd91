import { expect, test } from 'vitest';
import { announced, as, buildWorld, mailsTo, operator, person, refusal, runJobs, session } from '../../../test/world.ts';
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

test('a mail in another language leads to its English, without the code; the code in the mail is the one that counts', async () => {
  const reader = await person(world, { locale: 'zh-TW' });
  const nobody = as(world, identity);
  const { attempt } = await nobody.requestMailCode({ email: reader.email });
  const [mailed] = await mailsTo(world, reader.email);
  const token = new URL(mailed?.english?.url ?? '').searchParams.get('token') ?? '';
  const told = await as(world, center).readMailInEnglish({ token });
  expect(told).toMatchObject({ locale: 'zh-TW', own: { subject: mailed?.subject }, english: { subject: expect.stringMatching(/^[\x20-\x7e]+$/) } });
  expect(JSON.stringify(told)).not.toContain(mailed?.code);
  expect(await nobody.signInWithMailCode({ attempt, code: mailed?.code ?? '' })).toMatchObject({ signedIn: true });
});

test('only the link in the mail opens its English, and a mail in English has none', async () => {
  const [first, second] = [await person(world, { locale: 'fr' }), await person(world, { locale: 'fr' })];
  for (const { email } of [first, second]) await as(world, identity).requestMailCode({ email });
  // One after the other: who runs the jobs beside another does not wait for those that the other has taken.
  const tokenTo = async (email: string) => (await mailsTo(world, email))[0]?.english?.url.split('token=')[1] ?? '';
  const one = await tokenTo(first.email);
  const other = await tokenTo(second.email);
  expect(await as(world, center).readMailInEnglish({ token: one })).toMatchObject({ locale: 'fr' });
  const mixed = `${one.split('.')[0]}.${other.split('.')[1]}`;
  expect(await refusal(as(world, center).readMailInEnglish({ token: mixed }))).toMatchObject({ code: 'not_found' });
  expect(await refusal(as(world, center).readMailInEnglish({ token: '' }))).toMatchObject({ code: 'not_found' });
  const english = await person(world);
  await as(world, identity).requestMailCode({ email: english.email });
  expect((await mailsTo(world, english.email))[0]?.english).toBeUndefined();
});
