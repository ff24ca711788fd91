import { generate } from 'otplib';
import { beforeEach, describe, expect, test } from 'vitest';
import { softPasskey } from '../../../test/passkey.ts';
import { announced, as, buildWorld, mailsTo, openAppIn, person, refusal, session, type TestPerson } from '../../../test/world.ts';
import { system } from '../../server/actor.ts';
import { inPerson } from '../../server/db.ts';
import { endSessions, openSession } from './acts.ts';
import { freeze, thaw } from './acts/freezing.ts';
import { identity } from './contract.ts';

const world = await buildWorld();
const start = world.now;
const by = (who: { token: string } | null, address = crypto.randomUUID()) => as(world, identity, { ...who, address });
const password = 'harbor lantern 48 cedar';
const later = (hours: number) => {
  world.now = new Date(world.now.getTime() + hours * 3_600_000);
};
beforeEach(() => {
  world.now = start;
});

/** The links "this was not me" in the messages to an address, the newest first. */
const linksTo = async (to: string) =>
  (await mailsTo(world, to)).filter((mail) => mail.action?.url.includes('/not-me#')).map((mail) => mail.action?.url.split('#')[1] ?? '');
/** Someone whose password was just changed, with the link of the mail about it. */
async function changed(): Promise<{ who: TestPerson; token: string }> {
  const who = await person(world);
  await by(who).setPassword({ password: 'window kettle 93 maple' });
  await by(who).setPassword({ password });
  return { who, token: (await linksTo(who.email))[0] ?? '' };
}
const frozenOf = async (who: TestPerson) =>
  (
    await world.admin.query<{ frozen_at: Date | null; frozen_change_at: Date | null }>('select frozen_at, frozen_change_at from people where person_id = $1', [
      who.personId,
    ])
  ).rows[0];

describe('this was not me', () => {
  test('a mail about a change carries the link, with 256 bits behind the #, of which only the hash is kept', async () => {
    const { who, token } = await changed();
    const [mail] = await mailsTo(world, who.email);
    expect(mail?.action).toEqual({ label: 'This was not me', url: `http://localhost:3000/not-me#${token}` });
    const [id = '', secret = ''] = token.split('.');
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    const { rows } = await world.admin.query('select * from challenges where challenge_id = $1', [id]);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test('the page says what it is about and uses nothing up', async () => {
    const { who, token } = await changed();
    for (let look = 0; look < 3; look++)
      expect(await by(null).openNotMe({ token })).toEqual({
        email: expect.stringMatching(/^a•••@c•••\.example$/),
        changeAt: start,
        expiresAt: new Date(start.getTime() + 72 * 3_600_000),
        isFrozen: false,
      });
    expect((await frozenOf(who))?.frozen_at).toBeNull();
    expect(await by(who).getMe({})).toMatchObject({ email: who.email });
  });

  test('pressed, every session ends in every process, and the person is told', async () => {
    const { who, token } = await changed();
    const there = await session(world, who.personId);
    const other = await openAppIn(world);
    const elsewhere = as(world, identity, { token: there, app: other });
    await elsewhere.getMe({});
    later(1);
    await by(null).sayNotMe({ token });
    expect(await refusal(elsewhere.getMe({}))).toMatchObject({ code: 'access.sign_in' });
    expect(await refusal(by(who).getMe({}))).toMatchObject({ code: 'access.sign_in' });
    await other.close();
    expect(await frozenOf(who)).toEqual({ frozen_at: world.now, frozen_change_at: start });
    const [mail] = await mailsTo(world, who.email);
    expect(mail).toMatchObject({ subject: 'Signing in to Entente as you is blocked', action: { label: 'Get back in', url: 'http://localhost:3000/recover' } });
    expect((await announced(world, 'identity.person_frozen')).length).toBeGreaterThan(0);
  });

  test('it gives nothing back: the changed password is still the password', async () => {
    const { who, token } = await changed();
    const before = await world.admin.query('select hash from passwords where person_id = $1', [who.personId]);
    await by(null).sayNotMe({ token });
    expect((await world.admin.query('select hash from passwords where person_id = $1', [who.personId])).rows).toEqual(before.rows);
  });

  test('it works until 72 hours after the change, and not later', async () => {
    const [first, second] = [await changed(), await changed()];
    later(71.9);
    await by(null).sayNotMe({ token: first.token });
    later(0.1);
    expect(await refusal(by(null).openNotMe({ token: second.token }))).toMatchObject({ code: 'identity.link_not_usable' });
    expect(await refusal(by(null).sayNotMe({ token: second.token }))).toMatchObject({ code: 'identity.link_not_usable' });
    expect((await frozenOf(second.who))?.frozen_at).toBeNull();
  });

  test('pressed twice, also at once, it happens once', async () => {
    const { who, token } = await changed();
    const told = (await announced(world, 'identity.person_frozen')).length;
    const outcomes = await Promise.allSettled([by(null).sayNotMe({ token }), by(null).sayNotMe({ token }), by(null).sayNotMe({ token })]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusal(by(null).sayNotMe({ token }))).toMatchObject({ code: 'identity.link_not_usable' });
    expect((await announced(world, 'identity.person_frozen')).length).toBe(told + 1);
    expect((await frozenOf(who))?.frozen_at).toEqual(world.now);
  });

  test('of several disputed changes the oldest counts, whichever is pressed first', async () => {
    const { who } = await changed();
    later(1);
    await by({ token: await session(world, who.personId) }).setPassword({ password: 'copper meadow 71 violin' });
    const [young = '', old = ''] = [(await linksTo(who.email))[0], (await linksTo(who.email)).at(-1)];
    later(1);
    await by(null).sayNotMe({ token: young });
    await by(null).sayNotMe({ token: old });
    expect(await frozenOf(who)).toEqual({ frozen_at: world.now, frozen_change_at: start });
  });

  test('its token opens nothing else, and no other token opens it', async () => {
    const { who, token } = await changed();
    expect(await refusal(by(null).openCredentialLink({ token }))).toMatchObject({ code: 'identity.link_not_usable' });
    expect(await refusal(by(null).setFirstPassword({ token, password: 'copper meadow 71 violin' }))).toMatchObject({ code: 'identity.link_not_usable' });
    expect(await refusal(by(null).signInWithTotp({ attempt: token, code: '123456' }))).toMatchObject({ code: 'identity.attempt_expired' });
    const [id = ''] = token.split('.');
    for (const wrong of [`${id}.${'A'.repeat(43)}`, id, `${crypto.randomUUID()}.${token.split('.')[1]}`, '.', 'x'])
      expect(await refusal(by(null).sayNotMe({ token: wrong }))).toMatchObject({ code: 'identity.link_not_usable' });
    expect((await frozenOf(who))?.frozen_at).toBeNull();
  });

  test('a text about a change carries a link of its own', async () => {
    const who = await person(world);
    const { key, attempt } = await by(who).addWay({ kind: 'phone', value: '+33612345611', country: 'FR' });
    const code = (await mailsTo(world, '+33612345611'))[0]?.code ?? '';
    await by(who).confirmWay({ key, attempt, code });
    await by(who).setPassword({ password: 'window kettle 93 maple' });
    await by(who).setPassword({ password });
    const [byText = '', byMail = ''] = [(await linksTo('+33612345611'))[0], (await linksTo(who.email))[0]];
    expect(byText).not.toBe(byMail);
    await by(null).sayNotMe({ token: byText });
    expect((await frozenOf(who))?.frozen_at).toEqual(world.now);
  });
});

describe('a frozen person', () => {
  const frozen = (who: TestPerson) => inPerson(world.app.db, who.personId, (tx) => freeze(tx, system('test'), world.now, who.personId, world.now));

  test('does not get in by password, by passkey, by a mailed code, or with a second factor, and learns why only after the right proof', async () => {
    const who = await person(world);
    await by(who).setPassword({ password });
    const key = softPasskey();
    await by(who).addPasskey({ response: key.make((await by(who).startPasskey({})).passkey) });
    await frozen(who);
    expect(await refusal(by(null).signInWithPassword({ email: who.email, password: 'not the password 12' }))).toMatchObject({ code: 'identity.sign_in_wrong' });
    // The password alone is not everything that is asked for: it leads to the second step, as ever.
    expect(await by(null).signInWithPassword({ email: who.email, password })).toMatchObject({ signedIn: false, second: { ways: ['passkey'] } });
    const { passkey } = await by(null).startSignIn({ email: who.email });
    expect(await refusal(by(null).signInWithPasskey({ response: key.show(passkey) }))).toMatchObject({ code: 'identity.frozen', status: 403 });

    const plain = await person(world);
    await by(plain).setPassword({ password });
    await frozen(plain);
    expect(await refusal(by(null).signInWithPassword({ email: plain.email, password }))).toMatchObject({ code: 'identity.frozen' });
    const { attempt } = await by(null).requestMailCode({ email: plain.email });
    const code = (await mailsTo(world, plain.email)).find(({ template }) => template === 'identity.sign_in_code')?.code ?? '';
    expect(await refusal(by(null).signInWithMailCode({ attempt, code }))).toMatchObject({ code: 'identity.frozen' });
  });

  test('does not get in by the app’s code either', async () => {
    const who = await person(world);
    await by(who).setPassword({ password });
    const { attempt, secret } = await by(who).startAuthenticator({});
    const epoch = Math.floor(world.now.getTime() / 1000);
    await by(who).confirmAuthenticator({ attempt, code: await generate({ secret, epoch: epoch - 30 }) });
    const { second } = await by(null).signInWithPassword({ email: who.email, password });
    await frozen(who);
    expect(await refusal(by(null).signInWithTotp({ attempt: second?.attempt ?? '', code: await generate({ secret, epoch }) }))).toMatchObject({
      code: 'identity.frozen',
    });
  });

  test('whoever is let in at the very moment is out again, or never was in', async () => {
    for (let round = 0; round < 12; round++) {
      const who = await person(world);
      const letIn = () =>
        inPerson(world.app.db, who.personId, (tx) =>
          openSession(tx, system('test'), world.now, { personId: who.personId, proofs: ['password'], secondFactor: false, address: null, userAgent: null }),
        );
      await Promise.allSettled([letIn(), letIn(), frozen(who), letIn(), letIn()]);
      const open = await inPerson(world.app.db, who.personId, (tx) => endSessions(tx, world.now, who.personId, {}));
      expect(open).toBe(0);
    }
  });

  test('thawed, signs in again and is told by every way; a second thaw says nothing', async () => {
    const who = await person(world);
    await by(who).setPassword({ password });
    await frozen(who);
    await inPerson(world.app.db, who.personId, (tx) => thaw(tx, system('test'), world.now, who.personId));
    await inPerson(world.app.db, who.personId, (tx) => thaw(tx, system('test'), world.now, who.personId));
    expect(await by(null).signInWithPassword({ email: who.email, password })).toMatchObject({ signedIn: true });
    expect((await mailsTo(world, who.email)).filter(({ subject }) => subject === 'You can sign in to Entente again')).toHaveLength(1);
    expect(await frozenOf(who)).toEqual({ frozen_at: null, frozen_change_at: null });
  });
});
