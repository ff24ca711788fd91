import { domainOf } from '../../src/core/text.ts';
import { type Answers, signup } from '../../src/features/signup/contract.ts';
import { as } from '../world.ts';
import { type ExamplesOf, type ExampleWorld, mailed, newEmailOf, password, someone } from './world.ts';

const asVisitor = ({ world }: ExampleWorld) => as(world, signup);

async function begun(w: ExampleWorld, email = newEmailOf(w)) {
  const { signUpId } = await asVisitor(w).start({ email, locale: 'en' });
  return { signUpId, email };
}
async function coded(w: ExampleWorld, email?: string) {
  const { signUpId, email: to } = await begun(w, email);
  return { signUpId, code: (await mailed(w, to, 'signup.code')).code };
}
/** A mailbox that was proved. */
const proved = async (w: ExampleWorld, email?: string) => ({ token: (await asVisitor(w).confirm(await coded(w, email))).token });

/** All steps but the last. */
async function filled(w: ExampleWorld, email?: string) {
  const { token } = await proved(w, email),
    client = asVisitor(w);
  const answers: Answers = {
    newCompany: true,
    country: 'FR',
    company: { name: `${w.mark} SAS`, address: { line1: '12 rue des Lices', postalCode: '35000', city: 'Rennes' } },
    contact: { givenName: w.mark, familyName: 'Moreau', phone: '02 99 28 55 55', primary: 'me' },
  };
  for (const step of ['known', 'country', 'company', 'contact'] as const) await client.save({ token, step, answers });
  const { version, hash, locale } = await client.getTerms({ locale: 'en' });
  await client.save({ token, step: 'terms', answers: { terms: { version, hash, locale } } });
  return { token };
}

export const signupExamples: ExamplesOf<typeof signup> = {
  start: async (w) => ({ input: { email: newEmailOf(w), locale: 'en' }, as: null }),
  async resend(w) {
    const { signUpId } = await begun(w);
    w.world.now = new Date(w.world.now.getTime() + 61_000);
    return { input: { signUpId }, as: null };
  },
  confirm: async (w) => ({ input: await coded(w), as: null }),
  get: async (w) => ({ input: await proved(w), as: null }),
  save: async (w) => ({ input: { ...(await proved(w)), step: 'country', answers: { country: 'FR' } }, as: null }),
  mailLink: async (w) => ({ input: await proved(w), as: null }),
  async askToJoin(w) {
    const { world, company } = w,
      email = newEmailOf(w);
    await world.admin.query('insert into account_domains (domain, account_id, proved_at) values ($1, $2, $3)', [domainOf(email), company.accountId, world.now]);
    return {
      input: { ...(await proved(w, email)), accountId: company.accountId, givenName: w.mark, familyName: 'Neuling', message: 'I sit next door.' },
      as: null,
    };
  },
  getTerms: async () => ({ input: { locale: 'en' }, as: null }),
  finish: async (w) => ({ input: { ...(await filled(w)), password }, as: null }),
  async finishAs(w) {
    const who = await someone(w);
    return { input: await filled(w, who.email), as: who };
  },
};
