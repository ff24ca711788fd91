import type { Readable } from 'node:stream';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { expect, test } from 'vitest';
import { as, buildWorld, mailsTo, refusal, runJobs } from '../../../test/world.ts';
import type { Context } from '../../server/call.ts';
import { inNobody } from '../../server/db.ts';
import type { Download } from '../../server/http.ts';
import { secretsOf } from '../../server/secrets.ts';
import { proveHuman } from './humanCheck.ts';
import type { HumanCheck, HumanProof } from './contract.ts';
import { humanChecks } from './contract/humanChecks.ts';
import { drawPicture } from './humanCheck/picture.ts';
import { clipsOf, drawSound } from './humanCheck/sound.ts';
import { RATE } from './humanCheck/wav.ts';
import { forgetProofs } from './jobs.ts';

const world = await buildWorld();
const secrets = secretsOf(Buffer.alloc(32, 7));
const visitor = as(world, humanChecks, { address: '198.51.100.7' });
const email = 'ana@contoso.example';

/** As a form of a later feature does it. */
function prove(proof: HumanProof, address = '198.51.100.7', typed = email) {
  const apart: Context['apart'] = (work) => inNobody(world.app.db, work);
  return proveHuman(
    { apart, now: world.now, request: { requestId: 'test', address, userAgent: null, locale: 'en', sessionToken: null, accountId: null, now: world.now } },
    secrets,
    proof,
    typed,
  );
}
const begin = (locale: 'en' | 'fr' | 'es' | 'zh-CN' | 'zh-TW' = 'en') => visitor.newHumanCheck({ locale });
async function answerOf(checkId: string): Promise<string> {
  const { rows } = await world.admin.query<{ answer: Buffer }>('select answer from human_checks where check_id = $1', [checkId]);
  return secrets.open(rows[0]?.answer ?? Buffer.alloc(0));
}
async function worked(work: HumanCheck['work']): Promise<string> {
  const challenge = work as Parameters<typeof solveChallenge>[0]['challenge'];
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}
const bytesOf = async (answer: unknown): Promise<Buffer> =>
  Buffer.concat(await Array.fromAsync((answer as Download).body as Readable, (part) => Buffer.from(part as Uint8Array)));
const wrong = { code: 'identity.human_check_wrong', status: 422 };

// ── characters ─────────────────────────────────────────────────────────────────────────────────────────────────────

test('the right characters show that somebody is there, once', async () => {
  const { checkId } = await begin();
  const characters = await answerOf(checkId);
  expect(characters).toMatch(/^\d{6}$/);
  expect(await prove({ kind: 'characters', checkId, characters })).toEqual({ mailbox: false });
  expect(await refusal(prove({ kind: 'characters', checkId, characters }))).toMatchObject(wrong);
});

test('full-width digits, spaces and dashes are the same characters', async () => {
  const { checkId } = await begin('zh-CN');
  const wide = [...(await answerOf(checkId))].map((digit) => String.fromCodePoint(0xff10 + Number(digit)));
  expect(await prove({ kind: 'characters', checkId, characters: `${wide.slice(0, 3).join(' ')} – ${wide.slice(3).join('')}` })).toEqual({ mailbox: false });
});

test('a wrong guess uses the check up: the right answer comes too late', async () => {
  const { checkId } = await begin();
  const right = await answerOf(checkId);
  const guess = right === '000000' ? '000001' : '000000';
  expect(await refusal(prove({ kind: 'characters', checkId, characters: guess }))).toMatchObject(wrong);
  expect(await refusal(prove({ kind: 'characters', checkId, characters: right }))).toMatchObject(wrong);
});

test('after five minutes it is over, and the picture is gone', async () => {
  const { checkId, expiresAt } = await begin();
  expect(expiresAt).toEqual(new Date(world.now.getTime() + 5 * 60_000));
  const began = world.now;
  world.now = new Date(expiresAt);
  expect(await refusal(prove({ kind: 'characters', checkId, characters: await answerOf(checkId) }))).toMatchObject(wrong);
  expect(await refusal(visitor.getHumanPicture({ checkId }))).toMatchObject({ code: 'not_found' });
  world.now = began;
});

test('another check’s answer is wrong, and so is an answer to a check that never was', async () => {
  const [one, other] = [await begin(), await begin()];
  const characters = await answerOf(other.checkId);
  if (characters !== (await answerOf(one.checkId))) expect(await refusal(prove({ kind: 'characters', checkId: one.checkId, characters }))).toMatchObject(wrong);
  expect(await refusal(prove({ kind: 'characters', checkId: crypto.randomUUID(), characters }))).toMatchObject(wrong);
});

test('two who send the same answer at the same instant do not both get in', async () => {
  const { checkId } = await begin();
  const characters = await answerOf(checkId);
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => prove({ kind: 'characters', checkId, characters })));
  expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
});

test('who keeps guessing from one place has to wait, and others have not', async () => {
  const refused = { code: 'request.too_many' };
  let last: unknown;
  for (let n = 0; n < 55; n++) last = await refusal(prove({ kind: 'characters', checkId: crypto.randomUUID(), characters: '000000' }, '203.0.113.9'));
  expect(last).toMatchObject(refused);
  const { checkId } = await begin();
  expect(await prove({ kind: 'characters', checkId, characters: await answerOf(checkId) }, '203.0.113.10')).toEqual({ mailbox: false });
});

// ── picture and sound ──────────────────────────────────────────────────────────────────────────────────────────────

test('the picture is a PNG and the sound a WAV, neither is kept by anybody', async () => {
  const { checkId } = await begin('fr');
  const headers = async (what: string) => {
    const answer = await world.app.http.inject(`/api/public/human-check/${checkId}/${what}`);
    return [answer.statusCode, answer.headers['content-type'], answer.headers['cache-control'], answer.rawPayload.subarray(0, 4).toString('latin1')];
  };
  expect(await headers('picture')).toEqual([200, 'image/png', 'no-store', '\x89PNG']);
  expect(await headers('sound')).toEqual([200, 'audio/wav', 'no-store', 'RIFF']);
});

test('asked for again, a check’s picture and sound are the same: many drawings of one answer would help a reader of them', async () => {
  const { checkId } = await begin();
  expect((await bytesOf(await visitor.getHumanPicture({ checkId }))).equals(await bytesOf(await visitor.getHumanPicture({ checkId })))).toBe(true);
  expect((await bytesOf(await visitor.getHumanSound({ checkId }))).equals(await bytesOf(await visitor.getHumanSound({ checkId })))).toBe(true);
});

test('the same characters never look or sound the same in two checks', async () => {
  const sounds = ['a', 'b', 'c', 'd'].map((seed) => drawSound('314159', 'es', seed));
  expect(new Set(sounds.map((sound) => sound.length)).size).toBe(4);
  expect((await drawPicture('314159', 'a')).equals(await drawPicture('314159', 'b'))).toBe(false);
});

test('every language has ten digits by several speakers, and Chinese is Mandarin on both sides of the strait', () => {
  for (const language of ['en', 'fr', 'es', 'zh'] as const)
    for (const speaker of clipsOf(language)) {
      expect(speaker).toHaveLength(10);
      for (const clip of speaker) expect(clip.length / RATE).toBeGreaterThan(0.15);
    }
  expect(drawSound('123456', 'zh-TW', 'x').equals(drawSound('123456', 'zh-CN', 'x'))).toBe(true);
});

test('a used or unknown check has neither picture nor sound', async () => {
  const { checkId } = await begin();
  await prove({ kind: 'characters', checkId, characters: await answerOf(checkId) });
  for (const id of [checkId, crypto.randomUUID()]) {
    expect(await refusal(visitor.getHumanPicture({ checkId: id }))).toMatchObject({ code: 'not_found', status: 404 });
    expect(await refusal(visitor.getHumanSound({ checkId: id }))).toMatchObject({ code: 'not_found', status: 404 });
  }
});

test('what a check answers with does not hold its characters, and the row holds them sealed', async () => {
  const check = await begin();
  const characters = await answerOf(check.checkId);
  expect(JSON.stringify({ ...check, work: null })).not.toContain(characters);
  const { rows } = await world.admin.query<{ answer: Buffer }>('select answer from human_checks where check_id = $1', [check.checkId]);
  expect(rows[0]?.answer.toString('latin1')).not.toContain(characters);
});

// ── work ───────────────────────────────────────────────────────────────────────────────────────────────────────────

test('a browser’s work stands for the characters, once, and ends the check for them too', async () => {
  const { checkId, work } = await begin();
  const payload = await worked(work);
  expect(await prove({ kind: 'work', payload })).toEqual({ mailbox: false });
  expect(await refusal(prove({ kind: 'work', payload }))).toMatchObject(wrong);
  expect(await refusal(prove({ kind: 'characters', checkId, characters: await answerOf(checkId) }))).toMatchObject(wrong);
});

test('work that was made easier, signed by nobody, or not done, is wrong', async () => {
  const { work } = await begin();
  const payload = JSON.parse(Buffer.from(await worked(work), 'base64').toString()) as {
    challenge: HumanCheck['work'];
    solution: { counter: number; derivedKey: string };
  };
  const send = (changed: unknown) => refusal(prove({ kind: 'work', payload: Buffer.from(JSON.stringify(changed)).toString('base64') }));
  const { challenge, solution } = payload;
  expect(await send({ challenge: { ...challenge, parameters: { ...challenge.parameters, cost: 1 } }, solution })).toMatchObject(wrong);
  expect(
    await send({ challenge: { ...challenge, parameters: { ...challenge.parameters, data: { checkId: (await begin()).checkId } } }, solution }),
  ).toMatchObject(wrong);
  expect(await send({ challenge: { ...challenge, signature: '00'.repeat(32) }, solution })).toMatchObject(wrong);
  expect(await send({ challenge, solution: { ...solution, derivedKey: challenge.parameters.keyPrefix.padEnd(64, '0') } })).toMatchObject(wrong);
  expect(await send('nonsense')).toMatchObject(wrong);
  expect(await refusal(prove({ kind: 'work', payload: '%%%' }))).toMatchObject(wrong);
});

test('work that took longer than the check lives is worth nothing', async () => {
  const { work, expiresAt } = await begin();
  const payload = await worked(work);
  const began = world.now;
  world.now = new Date(expiresAt.getTime() + 1);
  expect(await refusal(prove({ kind: 'work', payload }))).toMatchObject(wrong);
  world.now = began;
});

// ── a code to the mailbox ──────────────────────────────────────────────────────────────────────────────────────────

test('a mailed code also proves the mailbox, and only that one', async () => {
  const stranger = 'nobody.here@elsewhere.example';
  const { attempt } = await visitor.requestHumanCode({ email: stranger });
  const mail = (await mailsTo(world, stranger)).find((each) => each.template === 'identity.human_code');
  const code = mail?.code ?? '';
  expect(mail?.paragraphs.join(' ')).toContain('asked for a code');
  expect(await prove({ kind: 'mail_code', attempt, code }, '198.51.100.7', ' Nobody.Here@elsewhere.example ')).toEqual({ mailbox: true });
  expect(await refusal(prove({ kind: 'mail_code', attempt, code }, '198.51.100.7', stranger))).toMatchObject(wrong);
});

test('a code for one address does not stand for another', async () => {
  const mine = 'mine@elsewhere.example';
  const { attempt } = await visitor.requestHumanCode({ email: mine });
  const code = (await mailsTo(world, mine))[0]?.code ?? '';
  expect(await refusal(prove({ kind: 'mail_code', attempt, code }, '198.51.100.7', 'victim@contoso.example'))).toMatchObject(wrong);
});

test('a mistyped code may be typed again, five times in all', async () => {
  const to = 'typo@elsewhere.example';
  const { attempt } = await visitor.requestHumanCode({ email: to });
  const code = (await mailsTo(world, to))[0]?.code ?? '';
  const other = code === '000000' ? '000001' : '000000';
  expect(await refusal(prove({ kind: 'mail_code', attempt, code: other }, '198.51.100.8', to))).toMatchObject(wrong);
  expect(await prove({ kind: 'mail_code', attempt, code }, '198.51.100.8', to)).toEqual({ mailbox: true });
  world.now = new Date(world.now.getTime() + 61_000);
  const again = await visitor.requestHumanCode({ email: to });
  const second = (await mailsTo(world, to))[0]?.code ?? '';
  for (let n = 0; n < 5; n++)
    await refusal(prove({ kind: 'mail_code', attempt: again.attempt, code: second === other ? '000002' : other }, '198.51.100.8', to));
  expect(await refusal(prove({ kind: 'mail_code', attempt: again.attempt, code: second }, '198.51.100.8', to))).toMatchObject(wrong);
});

test('one mailbox gets one code a minute and five an hour, whoever asks from wherever', async () => {
  const victim = 'flooded@elsewhere.example';
  const ask = (n: number) => as(world, humanChecks, { address: `203.0.113.${100 + n}` }).requestHumanCode({ email: victim });
  await ask(0);
  await runJobs(world);
  expect(await refusal(ask(1))).toMatchObject({ code: 'request.too_many' });
  for (let n = 2; n < 12; n++) {
    world.now = new Date(world.now.getTime() + 300_000);
    await ask(n).catch(() => undefined);
    await runJobs(world);
  }
  expect(await mailsTo(world, victim)).toHaveLength(5);
});

// ── afterwards ─────────────────────────────────────────────────────────────────────────────────────────────────────

test('checks are forgotten a day after they are over', async () => {
  await begin();
  world.now = new Date(world.now.getTime() + 25 * 3_600_000);
  await begin();
  await forgetProofs.run({ ...jobContext(), now: world.now }, {});
  await runJobs(world);
  const { rows } = await world.admin.query<{ n: number }>('select count(*)::int as n from human_checks');
  expect(rows[0]?.n).toBe(1);
});

const jobContext = () => ({ db: world.app.db, config: world.config, secrets }) as Parameters<typeof forgetProofs.run>[0];
