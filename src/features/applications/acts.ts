import { NotFound, ChangedMeanwhile, RequestInvalid } from '../../core/problems.ts';
import { isLive, monthsOn } from '../../core/credential.ts';
import { type Actor, type MemberActor, type SystemActor, system } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { enter } from '../../server/db.ts';
import { hashToken, newToken } from '../../server/secrets.ts';
import type { Tx } from '../../server/tx.ts';
import { getAccount, getAccountForUpdate } from '../accounts/queries.ts';
import {
  AlreadyConsented,
  ApplicationChanged,
  ApplicationRegistered,
  ApplicationRetired,
  ApplicationUnknown,
  ApplicationWithdrawn,
  type Ask,
  AsksChanged,
  ConsentEnded,
  ConsentGiven,
  ConsentOver,
  KeyAdded,
  KeyEnded,
  keysAtOnce,
  OwnApplication,
  TooManyKeys,
} from './contract.ts';
import { certificateOf, redirectOf, sameAsks, tidyAsks } from './policy.ts';
import {
  type ApplicationRow,
  type ConsentRow,
  findApplicationForUpdate,
  findByClientId,
  findConsent,
  findConsentTo,
  holdConsent,
  listKeys,
  listOpenConsents,
} from './queries.ts';

export interface Described {
  readonly name: string;
  readonly description: string;
  readonly redirects: readonly string[];
  readonly asks: readonly Ask[];
}

/** Every address that will not do is named by its place. @throws RequestInvalid */
function checked({ name, description, redirects, asks }: Described) {
  const read = redirects.map(redirectOf);
  const fields = Object.fromEntries(read.flatMap((one, at) => ('wrong' in one ? [[`redirects.${at}`, one.wrong] as const] : [])));
  if (Object.keys(fields).length) throw new RequestInvalid({ fields });
  const urls = [...new Set(read.flatMap((one) => ('url' in one ? [one.url] : [])))];
  return { name, description, redirects: urls, asks: JSON.stringify(tidyAsks(asks)) };
}

/** For the company's own use; other partners find it only while the company is an integrator. @throws RequestInvalid */
export async function register(tx: Tx, actor: MemberActor, now: Date, described: Described): Promise<{ applicationId: string }> {
  const row = await tx
    .insertInto('applications')
    .values({ ...checked(described), createdAt: now, createdBy: actor.name })
    .returning('applicationId')
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, ApplicationRegistered, {
    subjectId: row.applicationId,
    details: { application: described.name },
    after: { permissions: described.asks.map(({ permission }) => permission) },
  });
  return row;
}

/** @throws NotFound, ApplicationRetired */
async function hold(tx: Tx, applicationId: string): Promise<ApplicationRow> {
  const row = await findApplicationForUpdate(tx, applicationId);
  if (!row) throw new NotFound({});
  if (row.state !== 'active') throw new ApplicationRetired({});
  return row;
}

/** What partners consented to stays what they consented to. @throws NotFound, ApplicationRetired, ChangedMeanwhile, RequestInvalid */
export async function change(tx: Tx, actor: MemberActor, now: Date, wanted: Described & { readonly applicationId: string; readonly version: number }) {
  const row = await hold(tx, wanted.applicationId);
  if (row.version !== wanted.version) throw new ChangedMeanwhile({});
  const values = checked(wanted);
  await tx
    .updateTable('applications')
    .set({ ...values, version: row.version + 1 })
    .where('accountId', '=', actor.accountId)
    .where('applicationId', '=', row.applicationId)
    .execute();
  const shown = (asks: readonly Ask[], { name, redirects }: { readonly name: string; readonly redirects: readonly string[] }) => ({
    name,
    redirects,
    permissions: asks.map(({ permission }) => permission),
  });
  await announce(tx, actor, now, ApplicationChanged, {
    subjectId: row.applicationId,
    details: { application: values.name },
    before: shown(row.asks as unknown as Ask[], row),
    after: shown(tidyAsks(wanted.asks), values),
  });
  return { version: row.version + 1 };
}

/** Ends the application with its keys and every consent. @throws NotFound, ApplicationRetired, ChangedMeanwhile */
export async function retire(
  tx: Tx,
  actor: MemberActor | SystemActor,
  now: Date,
  { applicationId, version }: { readonly applicationId: string; readonly version: number },
) {
  const row = await hold(tx, applicationId);
  if (row.version !== version) throw new ChangedMeanwhile({});
  const { accountId } = row;
  await tx
    .updateTable('applications')
    .set({ state: 'retired', retiredAt: now, version: version + 1 })
    .where('accountId', '=', accountId)
    .where('applicationId', '=', applicationId)
    .execute();
  await tx
    .updateTable('applicationKeys')
    .set({ endedAt: now })
    .where('accountId', '=', accountId)
    .where('applicationId', '=', applicationId)
    .where('endedAt', 'is', null)
    .execute();
  const open = await listOpenConsents(tx, applicationId);
  for (const { consentId } of open) {
    await holdConsent(tx, consentId);
    const consent = await findConsent(tx, consentId);
    if (consent && !consent.endedAt) await end(tx, actor, now, consent);
  }
  await announce(tx, actor, now, ApplicationWithdrawn, { subjectId: applicationId, details: { application: row.name } });
  return { consents: open.length };
}

/** Room for one more of a kind; the application is held. @throws TooManyKeys */
async function refuseThird(tx: Tx, now: Date, applicationId: string, kind: string): Promise<void> {
  const live = (await listKeys(tx, applicationId)).filter((key) => key.kind === kind && isLive(key, now));
  if (live.length >= keysAtOnce) throw new TooManyKeys({ most: keysAtOnce });
}

/** A new client secret: the only time that it is seen. @throws NotFound, ApplicationRetired, TooManyKeys */
export async function addSecret(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { applicationId, name, months }: { readonly applicationId: string; readonly name: string; readonly months: number },
) {
  const row = await hold(tx, applicationId);
  await refuseThird(tx, now, applicationId, 'secret');
  const value = `ents_${newToken()}`;
  const expiresAt = monthsOn(now, months);
  const { keyId } = await tx
    .insertInto('applicationKeys')
    .values({ applicationId, kind: 'secret', name, hint: value.slice(-4), valueHash: hashToken(value), createdAt: now, createdBy: actor.name, expiresAt })
    .returning('keyId')
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, KeyAdded, { subjectId: applicationId, details: { application: row.name, name } });
  return { keyId, value, expiresAt };
}

/** @throws NotFound, ApplicationRetired, TooManyKeys, RequestInvalid */
export async function addCertificate(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { applicationId, name, certificate }: { readonly applicationId: string; readonly name: string; readonly certificate: string },
) {
  const read = certificateOf(certificate, now);
  if ('wrong' in read) throw new RequestInvalid({ fields: { certificate: read.wrong } });
  const row = await hold(tx, applicationId);
  await refuseThird(tx, now, applicationId, 'certificate');
  const { hint, expiresAt, pem } = read;
  const { keyId } = await tx
    .insertInto('applicationKeys')
    .values({ applicationId, kind: 'certificate', name, hint, certificate: pem, createdAt: now, createdBy: actor.name, expiresAt })
    .returning('keyId')
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, KeyAdded, { subjectId: applicationId, details: { application: row.name, name } });
  return { keyId, hint, expiresAt };
}

/** @throws NotFound */
export async function endKey(tx: Tx, actor: MemberActor, now: Date, { applicationId, keyId }: { readonly applicationId: string; readonly keyId: string }) {
  const row = await findApplicationForUpdate(tx, applicationId);
  const ended = await tx
    .updateTable('applicationKeys')
    .set((eb) => ({ endedAt: eb.fn.coalesce('endedAt', eb.val(now)) }))
    .where('accountId', '=', actor.accountId)
    .where('applicationId', '=', applicationId)
    .where('keyId', '=', keyId)
    .returning(['name'])
    .executeTakeFirst();
  if (!row || !ended) throw new NotFound({});
  await announce(tx, actor, now, KeyEnded, { subjectId: applicationId, details: { application: row.name, name: ended.name } });
}

/**
 * Consents to an application with exactly what one was shown; what was granted to it before ends with that.
 * @throws ApplicationUnknown, AsksChanged, OwnApplication, AlreadyConsented
 */
export async function giveConsent(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { applicationId, grants }: { readonly applicationId: string; readonly grants: readonly Ask[] },
) {
  // Of two who consent at once for a company, the second is told.
  const mine = await getAccountForUpdate(tx);
  const found = await findByClientId(tx, applicationId);
  if (!found) throw new ApplicationUnknown({});
  if (found.accountId === actor.accountId) throw new OwnApplication({});
  const before = await findConsentTo(tx, applicationId);
  await enter(tx, { accountId: found.accountId });
  const held = await findApplicationForUpdate(tx, applicationId);
  if (held?.state !== 'active') throw new ApplicationUnknown({});
  if (!sameAsks(held.asks as unknown as Ask[], grants)) throw new AsksChanged({});
  await enter(tx, { accountId: actor.accountId });
  if (before && sameAsks(before.grants as unknown as Ask[], grants)) throw new AlreadyConsented({});
  if (before) await settle(tx, now, before, 'partner');
  const shared = { consentId: crypto.randomUUID(), applicationId, applicationName: held.name, grants: JSON.stringify(tidyAsks(grants)), givenAt: now };
  const permissions = grants.map(({ permission }) => permission);
  await tx
    .insertInto('applicationConsents')
    .values({
      ...shared,
      side: 'partner',
      otherAccountId: found.accountId,
      otherPartnerId: found.company.partnerId,
      otherName: found.company.name,
      givenBy: actor.name,
    })
    .execute();
  const told = { subjectId: shared.consentId, after: { permissions } };
  await announce(tx, actor, now, ConsentGiven, { ...told, details: { application: held.name, counterpart: found.company.name, side: 'partner' } });
  await enter(tx, { accountId: found.accountId });
  await tx
    .insertInto('applicationConsents')
    .values({ ...shared, side: 'integrator', otherAccountId: actor.accountId, otherPartnerId: mine.partnerId, otherName: mine.name })
    .execute();
  await announce(tx, forOther(found.accountId), now, ConsentGiven, {
    ...told,
    details: { application: held.name, counterpart: mine.name, side: 'integrator' },
  });
  await enter(tx, { accountId: actor.accountId });
  return { consentId: shared.consentId };
}

/** @throws NotFound, ConsentOver */
export async function revokeConsent(tx: Tx, actor: MemberActor, now: Date, consentId: string): Promise<void> {
  await holdConsent(tx, consentId);
  const row = await findConsent(tx, consentId);
  if (row?.side !== 'partner') throw new NotFound({});
  if (row.endedAt) throw new ConsentOver({});
  await end(tx, actor, now, row);
}

/** Ends a consent because one of its companies becomes part of another; from whichever side the row is. */
export async function endForMerge(tx: Tx, now: Date, row: ConsentRow): Promise<void> {
  await enter(tx, { accountId: row.accountId });
  await end(tx, forOther(row.accountId), now, row);
}

/** Retires every application of the running company and revokes every consent that it has given: it closes its account. */
export async function endEverything(tx: Tx, actor: SystemActor, now: Date): Promise<void> {
  const mine = () => tx.selectFrom('applications').select(['applicationId', 'version']).where('accountId', '=', actor.accountId).where('state', '=', 'active');
  for (const application of await mine().execute()) await retire(tx, actor, now, application);
  const given = await tx
    .selectFrom('applicationConsents')
    .select('consentId')
    .where('accountId', '=', actor.accountId)
    .where('side', '=', 'partner')
    .where('endedAt', 'is', null)
    .execute();
  for (const { consentId } of given) {
    await holdConsent(tx, consentId);
    const row = await findConsent(tx, consentId);
    if (row && !row.endedAt) await end(tx, actor, now, row);
  }
}

/** In the other company's log nobody stands by name: it is told by the center. */
const forOther = (accountId: string) => system('applications', accountId);

/** Ends a consent on both sides, and says so in both logs. */
async function end(tx: Tx, actor: Actor, now: Date, row: ConsentRow): Promise<void> {
  const side = row.side as 'partner' | 'integrator';
  const mine = await getAccount(tx);
  await settle(tx, now, row, side);
  const told = { subjectId: row.consentId };
  await announce(tx, actor, now, ConsentEnded, { ...told, details: { application: row.applicationName, counterpart: row.otherName, side } });
  await enter(tx, { accountId: row.otherAccountId });
  const theirs = side === 'partner' ? ('integrator' as const) : ('partner' as const);
  await announce(tx, forOther(row.otherAccountId), now, ConsentEnded, {
    ...told,
    details: { application: row.applicationName, counterpart: mine.name, side: theirs },
  });
  await enter(tx, { accountId: row.accountId });
}

/** Writes the end to both rows; comes back. */
async function settle(tx: Tx, now: Date, row: ConsentRow, endedBy: 'partner' | 'integrator'): Promise<void> {
  for (const accountId of [row.otherAccountId, row.accountId]) {
    await enter(tx, { accountId });
    await tx
      .updateTable('applicationConsents')
      .set((eb) => ({ endedAt: now, endedBy, version: eb('version', '+', 1) }))
      .where('accountId', '=', accountId)
      .where('consentId', '=', row.consentId)
      .execute();
  }
}
