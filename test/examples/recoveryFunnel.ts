import { generate } from 'otplib';
import type { funnelEndpoints } from '../../src/features/recovery/contract/funnel.ts';
import { funnelEndpoints as funnel } from '../../src/features/recovery/contract/funnel.ts';
import { identity } from '../../src/features/identity/contract.ts';
import { human } from '../human.ts';
import { softPasskey } from '../passkey.ts';
import { as, runJobs, type TestPerson } from '../world.ts';
import { type ExamplesOf, type ExampleWorld, mailed, newEmailOf, password, someone } from './world.ts';

const visiting = <Input>(input: Input) => ({ input, as: null });
const visitor = ({ world }: ExampleWorld) => as(world, { ...funnel, ...identity }, { address: crypto.randomUUID() });
const own = ({ world }: ExampleWorld, who: TestPerson) => as(world, identity, { ...who, address: who.personId });

async function stuck(w: ExampleWorld): Promise<TestPerson> {
  const who = await someone(w);
  await own(w, who).setPassword({ password });
  return who;
}
async function begun(w: ExampleWorld, email: string): Promise<string> {
  const { token } = await visitor(w).startRecovery({ email, trouble: 'password', human: await human(w.world), locale: 'en' });
  await runJobs(w.world);
  return token;
}
/** A recovery whose mailbox is proved. */
async function proved(w: ExampleWorld): Promise<string> {
  const { email } = await stuck(w);
  const token = await begun(w, email);
  const { code } = await mailed(w, email, 'recovery.code');
  await visitor(w).proveByCode({ token, way: 'mailbox', code });
  return token;
}

export const funnelExamples: ExamplesOf<typeof funnelEndpoints> = {
  startRecovery: async (w) => visiting({ email: newEmailOf(w), trouble: 'password', human: await human(w.world), locale: 'en' }),
  getRecovery: async (w) => visiting({ token: await begun(w, newEmailOf(w)) }),
  sendRecoveryCode: async (w) => visiting({ token: await begun(w, newEmailOf(w)), way: 'typed', value: newEmailOf(w) }),
  async proveByCode(w) {
    const { email } = await stuck(w);
    const token = await begun(w, email);
    return visiting({ token, way: 'mailbox', code: (await mailed(w, email, 'recovery.code')).code });
  },
  async proveByTotp(w) {
    const who = await stuck(w);
    const { attempt, secret } = await own(w, who).startAuthenticator({});
    const now = Math.floor(w.world.now.getTime() / 1000);
    await own(w, who).confirmAuthenticator({ attempt, code: await generate({ secret, epoch: now - 30 }) });
    return visiting({ token: await begun(w, who.email), code: await generate({ secret, epoch: now }) });
  },
  async proveByRecoveryCode(w) {
    const who = await stuck(w);
    const { codes } = await own(w, who).makeRecoveryCodes({});
    return visiting({ token: await begun(w, who.email), code: codes[0] ?? '' });
  },
  recoveryPasskeyOptions: async (w) => visiting({ token: await begun(w, newEmailOf(w)) }),
  async proveByPasskey(w) {
    const who = await stuck(w),
      key = softPasskey();
    await own(w, who).addPasskey({ response: key.make((await own(w, who).startPasskey({})).passkey), name: `${w.mark} key` });
    const token = await begun(w, who.email);
    return visiting({ token, response: key.show((await visitor(w).recoveryPasskeyOptions({ token })).passkey) });
  },
  askMyAdmins: async (w) => visiting({ token: await proved(w) }),
  finishRecovery: async (w) => visiting({ token: await proved(w), password: 'seven pelicans read maps' }),
};
