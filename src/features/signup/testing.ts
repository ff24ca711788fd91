import { as, mailsTo, type World } from '../../../test/world.ts';
import type { Locale } from '../../core/locale.ts';
import { type Answers, signup } from './contract.ts';

/** Long enough, and nothing of the people or companies of the tests in it. */
export const password = 'cobalt harbor twelve anvils';
let serial = 0;
export const newEmail = (name = 'claire.moreau') => `${name}@firm-${++serial}.example`;

export const french: Answers = {
  country: 'FR',
  company: {
    name: 'Fournil Roux SAS',
    address: { line1: '12 rue des Lices', postalCode: '35000', city: 'Rennes' },
    registrationNumber: '552 100 554',
    vatNumber: 'FR 12 552100554',
    website: 'fournil-roux.example',
  },
  contact: { givenName: 'Claire', familyName: 'Moreau', phone: '02 99 28 55 55', primary: 'me' },
};

/** What a test of sign-ups does over and over, in one world. */
export function visitors(world: World) {
  /** The code and the link of the newest mail of a kind. */
  async function mailed(email: string, template = 'signup.code') {
    const mail = (await mailsTo(world, email)).find((each) => each.template === template);
    return { code: mail?.code ?? '', link: mail?.action?.url.split('#')[1] ?? '', mail };
  }
  /** A mailbox proved by its code. */
  async function proved(email: string, locale: Locale = 'en') {
    const { signUpId } = await as(world, signup, { locale }).start({ email, locale });
    return as(world, signup, { locale }).confirm({ signUpId, code: (await mailed(email)).code });
  }
  async function accepted(locale: Locale) {
    const { version, hash } = await as(world, signup).getTerms({ locale });
    return { version, hash, locale };
  }
  /** All steps but the last. */
  async function filled(token: string, answers: Answers = french, locale: Locale = 'fr') {
    const client = as(world, signup, { locale });
    await client.save({ token, step: 'country', answers });
    await client.save({ token, step: 'company', answers });
    await client.save({ token, step: 'contact', answers });
    return client.save({ token, step: 'terms', answers: { terms: await accepted(locale) } });
  }
  const rows = async (sql: string, values: unknown[] = []) => (await world.admin.query<Record<string, unknown>>(sql, values)).rows;
  return {
    mailed,
    proved,
    accepted,
    filled,
    rows,
    accountOf: async (accountId: string) => (await rows('select * from accounts where account_id = $1', [accountId]))[0],
    minutesLater: (minutes: number) => {
      world.now = new Date(world.now.getTime() + minutes * 60_000);
    },
  };
}
