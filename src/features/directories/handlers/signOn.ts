import { domainOf, foldEmail } from '../../../core/text.ts';
import { companyOfSignOn, signOnProof } from '../../../core/signOn.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { enter } from '../../../server/db.ts';
import { hashToken } from '../../../server/secrets.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import { openSession } from '../../identity/acts.ts';
import { admitFromProvider, type Claimed, refuser } from '../acts/admit.ts';
import { type Attempt, beginAttempt, takeAttempt } from '../acts/attempts.ts';
import { keepTest } from '../acts/directories.ts';
import { linkIdentity } from '../acts/links.ts';
import { type directories, OidcSettings, SamlSettings, type TestResult } from '../contract.ts';
import { LinkNotYours, returnPathOf, SignOnExpired } from '../contract/signOn.ts';
import type { DirectoriesParts } from '../handlers.ts';
import { askProvider, hearProvider, type Provider } from '../oidc.ts';
import { askSaml, samlPlaces } from '../saml.ts';
import { takeSaml } from './saml.ts';
import { cameBack, countsAsSecondFactor, freshSeconds, safeNext } from '../policy.ts';
import { type DirectoryRow, findDirectory } from '../queries/identities.ts';

type Part = 'offerSignOn' | 'startSignOn' | 'finishSignOn' | 'linkSignOn';
type Entering = Pick<Context, 'actor' | 'tx' | 'now' | 'request'>;
export type SignOnAnswer = Awaited<ReturnType<HandlersOf<typeof directories>['finishSignOn']>>;

/** What was said of the one who came back, besides who it is. */
export interface Circumstances {
  readonly secondFactor: boolean | null;
  readonly signedInAt: Date | null;
  readonly next: string | null;
}

/**
 * Lets somebody in on a provider's word, by whichever language it was spoken: opens the session, or answers that a sign-in by a way of
 * one's own comes first. @throws SignOnRefused, IdentityFrozen
 */
export async function letIn({ tx, actor, now, request }: Entering, directory: DirectoryRow, claimed: Claimed, around: Circumstances): Promise<SignOnAnswer> {
  const { accountId, directoryId } = directory;
  await enter(tx, { accountId });
  const admission = await admitFromProvider(tx, actor, now, directory, claimed);
  const next = around.next ?? `/a/${accountId}`;
  if (admission.kind === 'own_way_first')
    return { outcome: 'link', accountId, next, link: { token: admission.linkToken, email: admission.email, directory: directory.name }, test: null };
  const { token, until } = await openSession(tx, actor, now, {
    personId: admission.personId,
    proofs: [signOnProof(accountId, directoryId)],
    secondFactor: countsAsSecondFactor(directory, around, now),
    address: request.address,
    userAgent: request.userAgent,
  });
  request.giveSession?.(token, until);
  return { outcome: 'in', accountId, next, link: null, test: null };
}

/** Notes what a tried sign-in has shown; opens and links nothing. */
export async function tryOut({ tx, now }: Entering, { directory, personId }: Pick<Attempt, 'directory' | 'personId'>, said: Tried): Promise<SignOnAnswer> {
  const { accountId, directoryId } = directory;
  await enter(tx, { accountId });
  const { claimed } = said;
  const result: TestResult = {
    issuer: claimed.issuer,
    subject: claimed.subject,
    email: claimed.email,
    name: [claimed.givenName, claimed.familyName].filter(Boolean).join(' ') || null,
    secondFactor: said.secondFactor,
    refused: await refusedFor(tx, directory, claimed),
  };
  await keepTest(tx, now, directory, personId, result);
  return { outcome: 'tested', accountId, next: `/a/${accountId}/directories/${directoryId}`, link: null, test: { directoryId, result } };
}
interface Tried {
  readonly claimed: Claimed;
  readonly secondFactor: boolean | null;
}

/** Why it would not be let in if the directory were turned on; only what the provider says, not who is a member. */
async function refusedFor(tx: Tx, directory: DirectoryRow, claimed: Claimed): Promise<TestResult['refused']> {
  if (!claimed.email) return 'no_email';
  if (claimed.emailVerified === false) return 'email_not_verified';
  const spoken = await tx
    .selectFrom('directoryDomains')
    .select('domain')
    .where('accountId', '=', directory.accountId)
    .where('directoryId', '=', directory.directoryId)
    .where('domain', '=', domainOf(claimed.email))
    .where('lostAt', 'is', null)
    .executeTakeFirst();
  return spoken ? null : 'foreign_domain';
}

/** The provider of a directory, with its secret. */
export const providerOf = (directory: DirectoryRow, secret: string | null): Provider => ({
  ...OidcSettings.parse(directory.settings),
  clientSecret: secret ?? '',
});

export function signOnHandlers({ config, secrets, outgoing }: DirectoriesParts): Pick<HandlersOf<typeof directories>, Part> {
  const returnUrlOf = (accountId: string) => config.publicUrl + returnPathOf(accountId);
  return {
    // By the domain alone: nothing depends on whether anybody has the address.
    async offerSignOn({ tx }, { email }) {
      const { rows } = await run(tx, 'select directory_id, name from find_sign_on($1)', [domainOf(email)], 'directories.find_sign_on');
      return { offers: rows.map((row) => ({ directoryId: row['directory_id'] as string, name: row['name'] as string })) };
    },

    async startSignOn({ tx, now, apart }, { directoryId, email, next }) {
      const directory = await apart((t) => findOn(t, directoryId));
      if (!directory) throw new SignOnExpired({});
      const { url, kept } =
        directory.kind === 'saml'
          ? await askSaml(samlPlaces(config.publicUrl, directoryId), SamlSettings.parse(directory.settings))
          : await askProvider(outgoing, providerOf(directory, directory.secret && secrets.open(directory.secret)), {
              returnUrl: returnUrlOf(directory.accountId),
              email: email && foldEmail(email),
              maxAge: freshSeconds(directory),
            });
      await enter(tx, { accountId: directory.accountId });
      const attempt = await beginAttempt(tx, secrets, now, {
        accountId: directory.accountId,
        directoryId,
        purpose: 'sign_in',
        kept: { ...kept },
        next: safeNext(next),
      });
      return { attempt, url };
    },

    async finishSignOn(context, { attempt, answer }) {
      const { now, apart, request } = context;
      const begun = await takeAttempt(apart, secrets, now, attempt);
      const { directory, secret, kept } = begun;
      const company = await apart(async (t) => {
        await enter(t, { accountId: begun.accountId });
        return (await getAccount(t)).name;
      });
      const refuse = refuser(company);
      const back = cameBack(answer);
      if (directory.kind === 'saml') {
        const said =
          SamlSettings.parse(directory.settings).issuer === kept['issuer']
            ? await takeSaml(apart, { config, secrets, outgoing }, now, begun, back.query)
            : null;
        if (!said) throw refuse('answer_wrong');
        return begun.purpose === 'test' ? tryOut(context, begun, said) : letIn(context, directory, said.claimed, { ...said, next: begun.next });
      }
      const provider = providerOf(directory, secret);
      // Settings that changed meanwhile are another provider's; and a code that came to another company's address is not for this one.
      if (kept['issuer'] !== provider.issuer || back.to !== begun.accountId) throw refuse('answer_wrong');
      const { state = '', nonce = '', verifier = '' } = kept;
      const said = await hearProvider(outgoing, provider, {
        returnUrl: returnUrlOf(begun.accountId),
        answer: back.query,
        kept: { state, nonce, verifier },
        maxAge: freshSeconds(directory),
        fallback: request.locale,
      });
      if (!said) throw refuse('answer_wrong');
      if ('error' in said) throw refuse('provider_said_no', said.error);
      if (begun.purpose === 'test') return tryOut(context, begun, said);
      return letIn(context, directory, said.claimed, { ...said, next: begun.next });
    },

    async linkSignOn({ tx, actor, now }, { token }) {
      // A session that another directory opened is nobody's own word.
      if (companyOfSignOn(actor.proofs) !== null) throw new LinkNotYours({});
      const { rows } = await run(tx, 'select account_id, identity_id from find_external_link($1)', [hashToken(token)], 'directories.find_link');
      const found = rows[0];
      if (!found) throw new LinkNotYours({});
      const accountId = found['account_id'] as string;
      await enter(tx, { accountId });
      return { accountId, directory: await linkIdentity(tx, actor, now, found['identity_id'] as string) };
    },
  };
}

async function findOn(tx: Tx, directoryId: string): Promise<DirectoryRow | undefined> {
  const { rows } = await run(tx, 'select account_id from find_directory($1)', [directoryId], 'directories.find_directory');
  if (!rows[0]) return undefined;
  await enter(tx, { accountId: rows[0]['account_id'] as string });
  const directory = await findDirectory(tx, directoryId);
  return directory?.state === 'on' ? directory : undefined;
}
