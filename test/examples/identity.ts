import { generate } from 'otplib';
import { identity } from '../../src/features/identity/contract.ts';
import { members } from '../../src/features/members/contract.ts';
import { softPasskey } from '../passkey.ts';
import { as, session, type TestPerson } from '../world.ts';
import { humanCheckExamples } from './identityHumanChecks.ts';
import { asAdmin, byRoot, type ExamplesOf, type ExampleWorld, mailed, newEmailOf, password, someone, someoneIn } from './world.ts';

/** Everyone comes from an address of their own: no door that counts tries shuts for another's. */
const by = ({ world }: ExampleWorld, who: TestPerson | null) => as(world, identity, { ...who, address: who?.personId ?? crypto.randomUUID() });

const totp = ({ world }: ExampleWorld, secret: string, secondsAgo = 0) => generate({ secret, epoch: Math.floor(world.now.getTime() / 1000) - secondsAgo });

async function withPassword(w: ExampleWorld): Promise<TestPerson> {
  const who = await someone(w);
  await by(w, who).setPassword({ password });
  return who;
}
async function withPasskey(w: ExampleWorld) {
  const who = await someone(w),
    key = softPasskey();
  const { passkey } = await by(w, who).startPasskey({});
  const { passkeyId } = await by(w, who).addPasskey({ response: key.make(passkey), name: `${w.mark} laptop` });
  return { who, key, passkeyId };
}
async function withAuthenticator(w: ExampleWorld, who: TestPerson) {
  const { attempt, secret } = await by(w, who).startAuthenticator({});
  // By the code before this one, so that the present one is still good for an example.
  await by(w, who).confirmAuthenticator({ attempt, code: await totp(w, secret, 30) });
  return { who, secret };
}
/** A sign-in that waits for its second step. */
async function halfWay(w: ExampleWorld) {
  const { who, secret } = await withAuthenticator(w, await withPassword(w));
  const {
    codes: [code = ''],
  } = await by(w, who).makeRecoveryCodes({});
  const { second } = await by(w, null).signInWithPassword({ email: who.email, password });
  return { attempt: second?.attempt ?? '', secret, recovery: code };
}
/** The token of the link by which a new operator sets the first password. */
async function newOperator(w: ExampleWorld) {
  const email = `${crypto.randomUUID()}@operator.example`;
  const { personId } = await by(w, w.root).addOperator({ givenName: 'Wei', familyName: 'Wang', email, locale: 'en', role: 'op_auditor' });
  return { personId, token: (await mailed(w, email, 'identity.credential_link')).token };
}

/** A further address with the code that went there. */
async function withWayCode(w: ExampleWorld) {
  const who = await someone(w);
  const email = newEmailOf(w);
  const { key, attempt } = await by(w, who).addWay({ kind: 'email', value: email });
  return { who, key, attempt, code: (await mailed(w, email, 'identity.way_code')).code };
}
async function withWay(w: ExampleWorld) {
  const { who, key, attempt, code } = await withWayCode(w);
  await by(w, who).confirmWay({ key, attempt, code });
  return { who, key };
}
/** The token of the link by which someone says that a change was not theirs. */
async function notMe(w: ExampleWorld) {
  const { who } = await withPasskey(w);
  return { token: (await mailed(w, who.email, 'identity.security')).token };
}

const visiting = <Input>(input: Input) => ({ input, as: null });

export const identityExamples: ExamplesOf<typeof identity> = {
  startSignIn: async (w) => visiting({ email: w.admin.email }),
  passkeyOptions: async () => visiting({}),
  async signInWithPasskey(w) {
    const { who, key } = await withPasskey(w);
    return visiting({ response: key.show((await by(w, null).startSignIn({ email: who.email })).passkey) });
  },
  signInWithPassword: async (w) => visiting({ email: (await withPassword(w)).email, password }),
  requestMailCode: async (w) => visiting({ email: (await someone(w)).email }),
  async signInWithMailCode(w) {
    const { email } = await someone(w);
    const { attempt } = await by(w, null).requestMailCode({ email });
    return visiting({ attempt, code: (await mailed(w, email, 'identity.sign_in_code')).code });
  },
  async signInWithTotp(w) {
    const { attempt, secret } = await halfWay(w);
    return visiting({ attempt, code: await totp(w, secret) });
  },
  async signInWithRecoveryCode(w) {
    const { attempt, recovery } = await halfWay(w);
    return visiting({ attempt, code: recovery });
  },
  signOut: async (w) => ({ input: {}, as: await someone(w) }),
  checkPassword: async (w) => visiting({ password, email: newEmailOf(w), words: [w.mark] }),
  openCredentialLink: async (w) => visiting({ token: (await newOperator(w)).token }),
  async proveCredentialLink(w) {
    const { who, secret } = await withAuthenticator(w, await someoneIn(w, 'default_user'));
    await asAdmin(w, members).resetPassword({ personId: who.personId, how: 'link' });
    const { token } = await mailed(w, who.email, 'identity.reset_link');
    return visiting({ token, proof: { way: 'totp' as const, code: await totp(w, secret) } });
  },
  setFirstPassword: async (w) => visiting({ token: (await newOperator(w)).token, password }),

  getMe: async ({ admin }) => ({ input: {}, as: admin }),
  updateMe: async (w) => ({ input: { givenName: `${w.mark}b`, locale: 'fr', theme: 'dark' }, as: await someone(w) }),
  listSessions: async ({ admin }) => ({ input: {}, as: admin }),
  async endSession(w) {
    const who = await someone(w);
    await session(w.world, who.personId);
    const { items } = await by(w, who).listSessions({});
    return { input: { sessionId: items.find(({ current }) => !current)?.sessionId ?? '' }, as: who };
  },
  endOtherSessions: async (w) => ({ input: {}, as: await someone(w) }),
  getSecurityInfo: async (w) => ({ input: {}, as: (await withPasskey(w)).who }),
  setPassword: async (w) => ({ input: { password }, as: await someone(w) }),
  startPasskey: async (w) => ({ input: {}, as: await someone(w) }),
  async addPasskey(w) {
    const who = await someone(w);
    const { passkey } = await by(w, who).startPasskey({});
    return { input: { response: softPasskey().make(passkey), name: 'Key ring' }, as: who };
  },
  async renamePasskey(w) {
    const { who, passkeyId } = await withPasskey(w);
    return { input: { passkeyId, name: 'Key ring' }, as: who };
  },
  async removePasskey(w) {
    const { who, passkeyId } = await withPasskey(w);
    return { input: { passkeyId }, as: who };
  },
  startAuthenticator: async (w) => ({ input: {}, as: await someone(w) }),
  async confirmAuthenticator(w) {
    const who = await someone(w);
    const { attempt, secret } = await by(w, who).startAuthenticator({});
    return { input: { attempt, code: await totp(w, secret) }, as: who };
  },
  removeAuthenticator: async (w) => ({ input: {}, as: (await withAuthenticator(w, await someone(w))).who }),
  makeRecoveryCodes: async (w) => ({ input: {}, as: (await withPasskey(w)).who }),
  stepUpOptions: async (w) => ({ input: {}, as: (await withPasskey(w)).who }),
  async stepUpWithPasskey(w) {
    const { who, key } = await withPasskey(w);
    const { passkey } = await by(w, who).stepUpOptions({});
    return { input: { response: key.show(passkey ?? {}) }, as: who };
  },
  async stepUpWithTotp(w) {
    const { who, secret } = await withAuthenticator(w, await someone(w));
    return { input: { code: await totp(w, secret) }, as: who };
  },
  async stepUpWithRecoveryCode(w) {
    const { who } = await withPasskey(w);
    const {
      codes: [code = ''],
    } = await by(w, who).makeRecoveryCodes({});
    return { input: { code }, as: who };
  },

  listWays: async (w) => ({ input: {}, as: (await withWay(w)).who }),
  addWay: async (w) => ({ input: { kind: 'phone', value: '06 12 34 56 78', country: 'FR' }, as: await someone(w) }),
  sendWayCode: async (w) => ({ input: { key: 'sign_in' }, as: await someone(w) }),
  async confirmWay(w) {
    const { who, ...input } = await withWayCode(w);
    return { input, as: who };
  },
  async removeWay(w) {
    const { who, key } = await withWay(w);
    return { input: { key }, as: who };
  },
  async useForSignIn(w) {
    const { who, key } = await withWay(w);
    return { input: { key }, as: who };
  },
  openNotMe: async (w) => visiting(await notMe(w)),
  sayNotMe: async (w) => visiting(await notMe(w)),

  listOperators: async (w) => byRoot(w, {}),
  addOperator: async (w) =>
    byRoot(w, { givenName: 'Noor', familyName: 'Haddad', email: `${crypto.randomUUID()}@operator.example`, locale: 'en', role: 'op_verifier' }),
  removeOperator: async (w) => byRoot(w, { personId: (await newOperator(w)).personId, role: 'op_auditor' }),
  ...humanCheckExamples,
};
