import { countryRule } from '../../core/countries.ts';
import { type Locale, locales, type Translate } from '../../core/locale.ts';
import { RequestInvalid } from '../../core/problems.ts';
import { domainOf } from '../../core/text.ts';
import type { Actor } from '../../server/actor.ts';
import type { Asked, HandlersOf } from '../../server/call.ts';
import { enter } from '../../server/db.ts';
import { parsePhone } from '../../server/phone.ts';
import type { Secrets } from '../../server/secrets.ts';
import type { Tx } from '../../server/tx.ts';
import { getAccount } from '../accounts/queries.ts';
import { type CenterRow, getCenter } from '../center/queries.ts';
import { answerChallenge, hashPassword, passwordFault } from '../identity/acts.ts';
import { findPersonByEmail } from '../identity/queries.ts';
import { listMyAccounts } from '../members/queries/myAccounts.ts';
import {
  askKnownCompany,
  challengePurpose,
  companyDomain,
  finishSignUp,
  giveToken,
  keepAnswers,
  type Outcome,
  openSignUp,
  proveMailbox,
  readyFor,
  sendCodeAgain,
  sendLink,
  startSignUp,
} from './acts.ts';
import {
  codeMinutes,
  type Finished,
  FreeMailRefused,
  IdentityExists,
  OtherIdentity,
  resendSeconds,
  SharedMailboxRefused,
  type SignUp,
  SignUpGone,
  type signup,
  steps,
  type Terms,
  TermsChanged,
} from './contract.ts';
import { isFreeMail, isSharedMailbox } from '../../core/freeMail.ts';
import { areTermsAccepted, checkCompany, checkContact, checkCountry, doneSteps, type Faults, type Ground, mergeAnswers, nextStep } from './policy.ts';
import { answersOf, findLatestRequest, findSignUp, findSignUpForUpdate, listCompaniesByDomain, type SignUpRow } from './queries.ts';
import { termsIn, termsVersion } from './terms.ts';

export interface SignupParts {
  readonly secrets: Secrets;
  translator(locale: Locale): Translate;
}

export const signupHandlers = ({ secrets, translator }: SignupParts): HandlersOf<typeof signup> => {
  const termsOf = (locale: Locale, center: CenterRow): Terms => termsIn(locale, translator(locale), center.name);
  const groundOf = (row: SignUpRow, center: CenterRow): Ground => ({
    email: row.email,
    refuseFreeMail: center.refuseFreeMail,
    terms: { version: termsVersion, hashes: Object.fromEntries(locales.map((locale) => [locale, termsOf(locale, center).hash])) },
    ruleOf: countryRule,
    isPhone: (text, country) => parsePhone(text, country) !== undefined,
  });
  const presentIn = async (tx: Tx, now: Date, row: SignUpRow, actor: Actor): Promise<SignUp> =>
    present(tx, now, row, actor, groundOf(row, await getCenter(tx)));

  return {
    async start({ tx, now }, { email, locale }) {
      const { refuseFreeMail } = await getCenter(tx);
      if (refuseFreeMail && isFreeMail(domainOf(email))) throw new FreeMailRefused({ domain: domainOf(email) });
      if (isSharedMailbox(email)) throw new SharedMailboxRefused({ name: email.split('@')[0] ?? '' });
      return sent(await startSignUp(tx, now, { email, locale }));
    },
    resend: async ({ tx, now }, { signUpId }) => sent(await sendCodeAgain(tx, now, signUpId)),

    async confirm({ tx, now, actor, apart }, { signUpId, code }) {
      const row = await apart((early) => findSignUp(early, signUpId));
      await answerChallenge(apart, secrets, now, { id: row?.challengeId ?? crypto.randomUUID(), purpose: challengePurpose, code });
      const begun = await findSignUpForUpdate(tx, signUpId);
      if (!begun) throw new SignUpGone({});
      const proved = await proveMailbox(tx, now, begun);
      return { token: await giveToken(tx, now, proved), signUp: await presentIn(tx, now, proved, actor) };
    },

    get: async ({ tx, now, actor }, { token }) => presentIn(tx, now, await openSignUp(tx, now, token), actor),

    async save({ tx, now, actor, apart }, { token, step, answers: typed, check }) {
      // Apart: what was typed stays also when it is refused.
      const { row, ground, faults } = await apart(async (early) => {
        const [opened, center] = [await openSignUp(early, now, token), await getCenter(early)];
        const before = (await findSignUpForUpdate(early, opened.signUpId)) ?? opened;
        const rules = groundOf(before, center);
        if (before.finishedAt) return { row: before, ground: rules, faults: {} };
        const answers = mergeAnswers(answersOf(before), step, typed);
        if (step === 'terms' && !areTermsAccepted(answers, rules)) throw new TermsChanged({});
        return { row: await keepAnswers(early, now, before, answers), ground: rules, faults: check ? faultsOf(step, answers, rules) : {} };
      });
      if (Object.keys(faults).length) throw new RequestInvalid({ fields: faults });
      return present(tx, now, row, actor, ground);
    },

    async mailLink({ tx, now, request }, { token }) {
      const row = await openSignUp(tx, now, token);
      await sendLink(tx, now, row, request.locale);
      return { sentTo: row.email };
    },

    async askToJoin({ tx, now, actor, request }, { token, accountId, givenName, familyName, message }) {
      const row = await openSignUp(tx, now, token);
      await askKnownCompany(tx, actor, now, row, { accountId, givenName, familyName, message: message || null, locale: request.locale });
      return presentIn(tx, now, row, actor);
    },

    getTerms: async ({ tx }, { locale }) => termsOf(locale, await getCenter(tx)),

    async finish({ tx, now, actor, request, apart }, { token, password }) {
      const { row, center, isKnown } = await apart(async (early) => {
        const opened = await openSignUp(early, now, token);
        return { row: opened, center: await getCenter(early), isKnown: (await findPersonByEmail(early, opened.email)) !== undefined };
      });
      if (row.finishedAt) return presentFinished(tx, { accountId: row.finishedAccountId ?? '', personId: row.finishedPersonId ?? '' }, actor);
      const ground = groundOf(row, center);
      const { company, contact } = readyFor(row, ground);
      if (isKnown) throw new IdentityExists({});
      const words = [row.email, contact.person.givenName, contact.person.familyName, company.name];
      const fault = await passwordFault(password, { hasSecondFactor: false, words });
      if (fault) throw new RequestInvalid({ fields: { password: fault } });
      const passwordHash = await hashPassword(password);
      const done = await finishSignUp(tx, request, now, {
        signUpId: row.signUpId,
        ground,
        terms: termsOf(answersOf(row).terms?.locale ?? request.locale, center),
        locale: request.locale,
        who: { passwordHash },
      });
      return welcome(tx, done, actor, request);
    },

    async finishAs({ tx, now, actor, request, apart }, { token }) {
      const { row, center, personId } = await apart(async (early) => {
        const opened = await openSignUp(early, now, token);
        return { row: opened, center: await getCenter(early), personId: await findPersonByEmail(early, opened.email) };
      });
      if (personId !== actor.personId) throw new OtherIdentity({ email: row.email });
      const terms = termsOf(answersOf(row).terms?.locale ?? request.locale, center);
      const done = await finishSignUp(tx, request, now, { signUpId: row.signUpId, ground: groundOf(row, center), terms, locale: actor.locale, who: actor });
      return presentFinished(tx, done, actor);
    },
  };
};

const sent = ({ signUpId, email }: SignUpRow) => ({ signUpId, email, resendAfterSeconds: resendSeconds, codeMinutes });

function faultsOf(step: string, answers: ReturnType<typeof answersOf>, ground: Ground): Faults {
  const country = checkCountry(answers, ground);
  if (step === 'country' || !country.value) return step === 'country' || step === 'company' || step === 'contact' ? country.faults : {};
  if (step === 'company') return checkCompany(answers.company, country.value).faults;
  return step === 'contact' ? checkContact(answers.contact, country.value.iso2, ground).faults : {};
}

async function welcome(tx: Tx, done: Outcome, actor: Actor, request: Asked): Promise<Finished> {
  const finished = await presentFinished(tx, done, actor);
  if (done.session) request.giveSession?.(done.session.token, done.session.until);
  return { ...finished, signedIn: finished.signedIn || done.session !== null };
}

async function presentFinished(tx: Tx, { accountId, personId }: Pick<Outcome, 'accountId' | 'personId'>, actor: Actor): Promise<Finished> {
  await enter(tx, { accountId });
  const { partnerId, name } = await getAccount(tx);
  return { accountId, partnerId, name, signedIn: 'personId' in actor && actor.personId === personId };
}

/** Only for who holds the token, hence has proved the mailbox: what is known of its domain and of its person. */
async function present(tx: Tx, now: Date, row: SignUpRow, actor: Actor, ground: Ground): Promise<SignUp> {
  const answers = answersOf(row);
  const done = doneSteps(answers, ground);
  const personId = await findPersonByEmail(tx, row.email);
  const domain = companyDomain(row.email);
  const companies = domain && !row.finishedAt ? await listCompaniesByDomain(tx, domain) : [];
  const mine = companies.length && personId ? await accountsOf(tx, now, personId) : [];
  return {
    email: row.email,
    answers,
    steps: steps.map((name) => ({ name, done: done.has(name) || row.finishedAt !== null })),
    next: nextStep(done),
    known: answers.newCompany ? [] : companies.map((company) => ({ ...company, isMember: mine.includes(company.accountId) })),
    request: row.finishedAt ? null : await findLatestRequest(tx, row),
    identity: personId ? 'existing' : 'new',
    signedInAs: 'email' in actor ? actor.email : null,
    finished: row.finishedAccountId ? await presentFinished(tx, { accountId: row.finishedAccountId, personId: row.finishedPersonId ?? '' }, actor) : null,
    keptUntil: row.expiresAt,
  };
}

async function accountsOf(tx: Tx, now: Date, personId: string): Promise<string[]> {
  await enter(tx, { personId });
  return (await listMyAccounts(tx, now)).map(({ accountId }) => accountId);
}
