import { noRights } from '../../core/access.ts';
import type { Locale } from '../../core/locale.ts';
import { fullName } from '../../core/person.ts';
import { NotFound, TooManyRequests } from '../../core/problems.ts';
import { domainOf, foldEmail } from '../../core/text.ts';
import type { Actor, Origin, PersonActor } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { askMail } from '../../server/mail.ts';
import { hashToken, newToken } from '../../server/secrets.ts';
import type { Tx } from '../../server/tx.ts';
import { addAccount } from '../accounts/acts.ts';
import { addPerson, keepPassword, openSession, startChallenge } from '../identity/acts.ts';
import { findPersonByEmail, getPerson } from '../identity/queries.ts';
import { addMember, askToJoin } from '../members/acts.ts';
import {
  type Answers,
  CompanyKnown,
  codeMinutes,
  IdentityExists,
  keptDays,
  resendSeconds,
  SignUpGone,
  StepMissing,
  type Terms,
  TermsAccepted,
} from './contract.ts';
import { isFreeMail } from '../../core/freeMail.ts';
import { codeMail, linkMail, welcomeMail } from './mails.ts';
import { type CheckedCompany, type CheckedContact, checkCompany, checkContact, checkCountry, doneSteps, type Ground, nextStep } from './policy.ts';
import { answersOf, countCodes, findHalfDone, findSignUpByToken, findSignUpForUpdate, listCompaniesByDomain, lockWords, type SignUpRow } from './queries.ts';

export const challengePurpose = 'sign_up';
/** Codes that one mailbox gets in an hour: nobody can be written to without end by typing their address. */
const codesAnHour = 8;

const minutesLater = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000);
const kept = (now: Date) => minutesLater(now, keptDays * 24 * 60);

/** Begins a sign-up and mails its code. Does the same for every address. @throws TooManyRequests */
export async function startSignUp(tx: Tx, now: Date, given: { readonly email: string; readonly locale: Locale }): Promise<SignUpRow> {
  const emailFolded = foldEmail(given.email);
  await demandFewCodes(tx, now, emailFolded);
  const signUpId = crypto.randomUUID();
  const challengeId = await startChallenge(tx, now, { purpose: challengePurpose, email: given.email, data: { signUpId }, minutes: codeMinutes });
  const row = await tx
    .insertInto('signUps')
    .values({
      signUpId,
      email: given.email,
      emailFolded,
      locale: given.locale,
      challengeId,
      codeSentAt: now,
      createdAt: now,
      updatedAt: now,
      expiresAt: kept(now),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await askMail(tx, now, codeMail, { to: row.email, locale: given.locale, ids: { signUpId, challengeId } });
  return row;
}

/** Mails another code, which replaces the one before. @throws TooManyRequests · SignUpGone */
export async function sendCodeAgain(tx: Tx, now: Date, signUpId: string): Promise<SignUpRow> {
  const row = await findSignUpForUpdate(tx, signUpId);
  if (!row || row.expiresAt <= now || row.confirmedAt) throw new SignUpGone({});
  await demandFewCodes(tx, now, row.emailFolded);
  const challengeId = await startChallenge(tx, now, { purpose: challengePurpose, email: row.email, data: { signUpId }, minutes: codeMinutes });
  await tx
    .updateTable('signUps')
    .set({ challengeId, codeSentAt: now, codesSent: row.codesSent + 1 })
    .where('signUpId', '=', signUpId)
    .execute();
  await askMail(tx, now, codeMail, { to: row.email, locale: row.locale as Locale, ids: { signUpId, challengeId } });
  return row;
}

async function demandFewCodes(tx: Tx, now: Date, emailFolded: string): Promise<void> {
  const { sent, last } = await countCodes(tx, emailFolded, minutesLater(now, -60));
  if (Number(sent) >= codesAnHour && last)
    throw new TooManyRequests({ retryAfterSeconds: Math.ceil((minutesLater(last, 60).getTime() - now.getTime()) / 1000) });
}

/** The mailbox is proved: notes it, or goes on with what the same mailbox had left half done. Returns the sign-up that stays. */
export async function proveMailbox(tx: Tx, now: Date, row: SignUpRow): Promise<SignUpRow> {
  await lockWords(tx, row.emailFolded);
  const halfDone = await findHalfDone(tx, now, row);
  if (halfDone) {
    await tx.updateTable('signUpTokens').set({ signUpId: halfDone.signUpId }).where('signUpId', '=', row.signUpId).execute();
    await tx.deleteFrom('signUps').where('signUpId', '=', row.signUpId).execute();
  }
  return tx
    .updateTable('signUps')
    .set({ confirmedAt: halfDone?.confirmedAt ?? now, locale: row.locale, expiresAt: kept(now) })
    .where('signUpId', '=', halfDone?.signUpId ?? row.signUpId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Gives a browser what opens the sign-up; only its hash is kept. */
export async function giveToken(tx: Tx, now: Date, { signUpId }: SignUpRow): Promise<string> {
  const token = newToken();
  await tx
    .insertInto('signUpTokens')
    .values({ tokenHash: hashToken(token), signUpId, createdAt: now })
    .execute();
  return token;
}

/** The sign-up of a token. A mailed link proves the mailbox like the code beside it does. @throws SignUpGone */
export async function openSignUp(tx: Tx, now: Date, token: string): Promise<SignUpRow> {
  const row = await findSignUpByToken(tx, now, token);
  if (!row) throw new SignUpGone({});
  return row.confirmedAt ? row : proveMailbox(tx, now, row);
}

/** Keeps what was typed, right or wrong, and keeps the sign-up for another fortnight. */
export const keepAnswers = (tx: Tx, now: Date, { signUpId }: SignUpRow, answers: Answers): Promise<SignUpRow> =>
  tx
    .updateTable('signUps')
    .set({ answers: JSON.stringify(answers), updatedAt: now, expiresAt: kept(now) })
    .where('signUpId', '=', signUpId)
    .returningAll()
    .executeTakeFirstOrThrow();

/** Mails a link with which the sign-up goes on elsewhere. @throws TooManyRequests */
export async function sendLink(tx: Tx, now: Date, row: SignUpRow, locale: Locale): Promise<void> {
  const seconds = row.linkSentAt ? resendSeconds - (now.getTime() - row.linkSentAt.getTime()) / 1000 : 0;
  if (seconds > 0) throw new TooManyRequests({ retryAfterSeconds: Math.ceil(seconds) });
  await tx.updateTable('signUps').set({ linkSentAt: now, locale }).where('signUpId', '=', row.signUpId).execute();
  await askMail(tx, now, linkMail, { to: row.email, locale, ids: { signUpId: row.signUpId } });
}

/** The domain that says something of the company: none when anyone can have an address there. */
export const companyDomain = (email: string): string | undefined => (isFreeMail(domainOf(email)) ? undefined : domainOf(email));

/** Asks the people of a known company to be let in. @throws NotFound when the company does not stand under the proved mail domain · AlreadyAsked */
export async function askKnownCompany(
  tx: Tx,
  actor: Actor,
  now: Date,
  row: SignUpRow,
  given: { readonly accountId: string; readonly givenName: string; readonly familyName: string; readonly message: string | null; readonly locale: Locale },
): Promise<void> {
  const domain = companyDomain(row.email);
  const known = domain ? await listCompaniesByDomain(tx, domain) : [];
  if (!known.some(({ accountId }) => accountId === given.accountId)) throw new NotFound({});
  await askToJoin(tx, actor, now, { email: row.email, ...given });
}

interface Ready {
  readonly company: CheckedCompany & { readonly country: string };
  readonly contact: CheckedContact;
}

/** Everything that the account will be made of. @throws StepMissing naming the first step that is not done */
export function readyFor(row: SignUpRow, ground: Ground): Ready {
  const answers = answersOf(row);
  const next = nextStep(doneSteps(answers, ground));
  const rule = checkCountry(answers, ground).value;
  const company = rule && checkCompany(answers.company, rule).value;
  const contact = rule && checkContact(answers.contact, rule.iso2, ground).value;
  if (next !== 'credentials' || !rule || !company || !contact) throw new StepMissing({ step: next });
  return { company: { ...company, country: rule.iso2 }, contact };
}

export interface Finishing {
  readonly signUpId: string;
  readonly ground: Ground;
  /** The very text that was agreed to. */
  readonly terms: Terms;
  readonly locale: Locale;
  /** Someone new with the hash of their password, or the one who is signed in under the proved address. */
  readonly who: { readonly passwordHash: string } | PersonActor;
}
export interface Outcome {
  readonly accountId: string;
  readonly personId: string;
  readonly session: { readonly token: string; readonly until: Date } | null;
  readonly already: boolean;
}

/**
 * Makes the account with everything that belongs to it, in the caller's one transaction: person, company, membership as global
 * admin, acceptance of the terms, session, welcome. Done once: whoever comes second, or again, is given the first one's outcome.
 * @throws StepMissing · CompanyKnown when a colleague was faster · IdentityExists
 */
export async function finishSignUp(tx: Tx, origin: Origin, now: Date, given: Finishing): Promise<Outcome> {
  const row = await findSignUpForUpdate(tx, given.signUpId);
  if (!row) throw new SignUpGone({});
  if (row.finishedAccountId && row.finishedPersonId) return { accountId: row.finishedAccountId, personId: row.finishedPersonId, session: null, already: true };
  const { company, contact } = readyFor(row, given.ground);
  const domain = companyDomain(row.email);
  await lockWords(tx, row.emailFolded, ...(domain ? [`@${domain}`] : []));
  if (domain && !answersOf(row).newCompany && (await listCompaniesByDomain(tx, domain)).length) throw new CompanyKnown({});

  const actor = await whoFinishes(tx, origin, now, row, contact, given);
  const account = await addAccount(tx, actor, now, {
    ...company,
    primaryContact: contact.primaryContact,
    termsAcceptedBy: actor.personId,
    provedEmail: row.email,
    ...(domain ? { domain } : {}),
  });
  const { accountId } = account;
  await acceptTerms(tx, { ...actor, accountId }, now, given.terms);
  const person = await getPerson(tx, actor.personId);
  await addMember(tx, actor, now, {
    personId: person.personId,
    givenName: person.givenName,
    familyName: person.familyName,
    email: person.email,
    roles: ['global_admin'],
  });
  await tx
    .updateTable('signUps')
    .set({ finishedAt: now, updatedAt: now, expiresAt: kept(now), finishedAccountId: accountId, finishedPersonId: person.personId })
    .where('signUpId', '=', row.signUpId)
    .execute();
  await askMail(tx, now, welcomeMail, {
    to: row.email,
    locale: given.locale,
    accountId,
    personId: person.personId,
    ids: { accountId, personId: person.personId },
  });
  const session =
    'passwordHash' in given.who
      ? await openSession(tx, actor, now, {
          personId: person.personId,
          proofs: ['password', 'mail_code'],
          secondFactor: false,
          address: origin.address,
          userAgent: origin.userAgent,
        })
      : null;
  return { accountId, personId: person.personId, session, already: false };
}

/** The person in whose name all of it happens: they stand in the log from the first line on. */
async function whoFinishes(tx: Tx, origin: Origin, now: Date, row: SignUpRow, { person }: CheckedContact, { who, locale }: Finishing): Promise<PersonActor> {
  if ('personId' in who) return who;
  if (await findPersonByEmail(tx, row.email)) throw new IdentityExists({});
  const nobody: Actor = { ...origin, kind: 'nobody', rights: noRights, accountId: null };
  const { personId } = await addPerson(tx, nobody, now, { ...person, email: row.email, locale });
  const actor: PersonActor = {
    ...origin,
    kind: 'person',
    personId,
    sessionId: '',
    name: fullName(person),
    email: row.email,
    locale,
    seeing: null,
    proofs: ['password'],
    secondFactorAt: null,
    hasSecondFactor: false,
    rights: noRights,
    accountId: null,
  };
  await keepPassword(tx, actor, now, personId, who.passwordHash);
  return actor;
}

/** Keeps which text was agreed to, by whom, and the text itself under its hash. */
async function acceptTerms(
  tx: Tx,
  actor: Actor & { readonly personId: string; readonly accountId: string },
  now: Date,
  { hash, version, locale, introduction, sections }: Terms,
): Promise<void> {
  await tx
    .insertInto('termsTexts')
    .values({ textHash: hash, version, locale, text: JSON.stringify({ introduction, sections }) })
    .onConflict((oc) => oc.doNothing())
    .execute();
  await tx
    .insertInto('termsAcceptances')
    .values({ accountId: actor.accountId, textHash: hash, version, acceptedBy: actor.personId, acceptedAt: now })
    .execute();
  await announce(tx, actor as Actor, now, TermsAccepted, { accountId: actor.accountId, details: { version } });
}
