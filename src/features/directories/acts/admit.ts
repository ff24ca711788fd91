import { fullName } from '../../../core/person.ts';
import type { Locale } from '../../../core/locale.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { hashToken, newToken } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { addPerson } from '../../identity/acts.ts';
import { findPersonByEmail } from '../../identity/queries.ts';
import { addMember } from '../../members/acts.ts';
import { lockMember } from '../../members/queries.ts';
import { PersonLinked, type Refusal } from '../contract/directories.ts';
import { SignOnRefused } from '../contract/signOn.ts';
import { type DirectoryRow, findIdentityForUpdate, findLinkOf, type IdentityRow, speaksFor } from '../queries/identities.ts';

/** What a provider says of somebody; checked by whoever speaks its language, so that all of it is truly the provider's word. */
export interface Claimed {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  /** Only a clear "no" counts against it: the domain is proved, and many providers say nothing. */
  readonly emailVerified: boolean | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly locale: Locale;
}
export type Admission =
  | { readonly kind: 'admitted'; readonly personId: string; readonly isNew: boolean }
  /** The address is an identity's that is not linked yet: its person shows first, by a way of their own, that it is theirs. */
  | { readonly kind: 'own_way_first'; readonly personId: string; readonly email: string; readonly linkToken: string };

const LINK_MINUTES = 30;

/** What a provider said must be said of an address for which the directory speaks. @throws SignOnRefused */
export async function domainSpokenFor(tx: Tx, directory: DirectoryRow, company: string, claimed: Claimed): Promise<string> {
  const refuse = refuser(company);
  if (directory.state !== 'on') throw refuse('turned_off');
  if (!claimed.email) throw refuse('no_email');
  if (claimed.emailVerified === false) throw refuse('email_not_verified');
  const domain = await speaksFor(tx, directory.directoryId, claimed.email);
  if (!domain) throw refuse('foreign_domain');
  return domain;
}
export const refuser =
  (company: string) =>
  (reason: Refusal, said: string | null = null) =>
    new SignOnRefused({ reason, company, said });

/**
 * Lets in whom the provider means: by issuer and subject, never by address. Someone new becomes a member with default_user, where the
 * directory lets new people in; an identity that has the address already is linked only after its own sign-in. `tx` must be in the
 * account, and is the person's afterwards when somebody was added. Never touches an identity's address, credentials or other
 * memberships. @throws SignOnRefused
 */
export async function admitFromProvider(tx: Tx, actor: Actor, now: Date, directory: DirectoryRow, claimed: Claimed): Promise<Admission> {
  const { accountId, name: company } = await getAccountForUpdate(tx);
  const domain = await domainSpokenFor(tx, directory, company, claimed);
  const email = claimed.email as string;
  const known = await findIdentityForUpdate(tx, directory.directoryId, claimed.issuer, claimed.subject);
  if (known?.state === 'linked') {
    const { isMember } = await refuseFormerMember(tx, company, known.personId);
    if (!isMember) throw refuser(company)('not_a_member');
    await noteUse(tx, accountId, known.identityId, { email, domain, lastUsedAt: now });
    return { kind: 'admitted', personId: known.personId, isNew: false };
  }
  const personId = await findPersonByEmail(tx, email);
  if (personId)
    return {
      kind: 'own_way_first',
      personId,
      email,
      linkToken: await inviteToLink(tx, now, { accountId, company, directory, known, personId, email, domain, claimed }),
    };
  if (!directory.admitsNew) throw refuser(company)('not_a_member');
  const named = namesOf(claimed, email);
  const added = await addPerson(tx, actor, now, { ...named, email, locale: claimed.locale });
  await addMember(tx, actor, now, { personId: added.personId, ...named, email, roles: ['default_user'] });
  const row = { personId: added.personId, email, domain, state: 'linked', linkedAt: now, lastUsedAt: now, linkHash: null, linkUntil: null };
  await writeIdentity(tx, accountId, directory.directoryId, now, known, claimed, row);
  await announce(tx, actor, now, PersonLinked, {
    accountId,
    personId: added.personId,
    subjectId: directory.directoryId,
    details: { name: fullName(named), directory: directory.name },
  });
  return { kind: 'admitted', personId: added.personId, isNew: true };
}

/** A name as well as the provider gives one: an address has at least the part before the @. */
function namesOf({ givenName, familyName }: Claimed, email: string): { givenName: string; familyName: string } {
  const [local = ''] = email.split('@');
  const given = givenName?.trim().slice(0, 50),
    family = familyName?.trim().slice(0, 50);
  return { givenName: given || family || local.slice(0, 50), familyName: (given ? family : null) || local.slice(0, 50) };
}

/** Whom an admin has deactivated or removed, no provider brings back; who was never here is let in by whoever may. @throws SignOnRefused */
async function refuseFormerMember(tx: Tx, company: string, personId: string): Promise<{ readonly isMember: boolean }> {
  const member = await lockMember(tx, personId);
  if (member && member.state !== 'active') throw refuser(company)('deactivated');
  return { isMember: member !== undefined };
}

interface ToLink {
  readonly accountId: string;
  readonly company: string;
  readonly directory: DirectoryRow;
  readonly known: IdentityRow | undefined;
  readonly personId: string;
  readonly email: string;
  readonly domain: string;
  readonly claimed: Claimed;
}

/** Keeps who is meant until the person has shown that the identity is theirs; the token stays in the browser. @throws SignOnRefused */
async function inviteToLink(tx: Tx, now: Date, { accountId, company, directory, known, personId, email, domain, claimed }: ToLink): Promise<string> {
  const { isMember } = await refuseFormerMember(tx, company, personId);
  if (!isMember && !directory.admitsNew) throw refuser(company)('not_a_member');
  // The same address under another subject is somebody else until an admin has ended the old link.
  if (await findLinkOf(tx, directory.directoryId, personId)) throw refuser(company)('other_subject');
  const token = newToken();
  const row = {
    personId,
    email,
    domain,
    state: 'invited',
    linkHash: hashToken(token),
    linkUntil: new Date(now.getTime() + LINK_MINUTES * 60_000),
    linkedAt: null,
  };
  await writeIdentity(tx, accountId, directory.directoryId, now, known, claimed, row);
  return token;
}

async function writeIdentity(
  tx: Tx,
  accountId: string,
  directoryId: string,
  now: Date,
  known: IdentityRow | undefined,
  { issuer, subject }: Claimed,
  row: Written,
) {
  if (known) await noteUse(tx, accountId, known.identityId, row);
  else
    await tx
      .insertInto('externalIdentities')
      .values({ accountId, directoryId, issuer, subject, createdAt: now, ...row })
      .execute();
}
interface Written {
  readonly personId: string;
  readonly email: string;
  readonly domain: string;
  readonly state: string;
  readonly linkHash: string | null;
  readonly linkUntil: Date | null;
  readonly linkedAt: Date | null;
  readonly lastUsedAt?: Date | null;
}
const noteUse = (tx: Tx, accountId: string, identityId: string, set: Partial<Written>) =>
  tx.updateTable('externalIdentities').set(set).where('accountId', '=', accountId).where('identityId', '=', identityId).execute();
