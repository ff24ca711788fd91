import { ConsentMissing, ApplicationLetIn, ProgramLetIn, ProgramShutOut, RequestOver, ScopesChanged } from './contract.ts';
import { NotFound } from '../../core/problems.ts';
import type { MemberActor, PersonActor, SystemActor } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { enter } from '../../server/db.ts';
import { hashToken, newToken, type Secrets } from '../../server/secrets.ts';
import { run, type Tx } from '../../server/tx.ts';
import type { Ask } from '../applications/contract.ts';
import { sameAsks } from '../applications/policy.ts';
import type { Client } from './clients.ts';
import { findGrantForUpdate } from './queries.ts';
import { answerRecord, grantName, idleDays, oidcScopes, resourceScope } from './records.ts';
import type { Requested } from './requests.ts';

/** What the application may in the company at most; null: the company has not consented to it. */
export const scopesFor = (client: Client, accountId: string): readonly Ask[] | null =>
  ((client.ownerId === accountId ? client.asks : client.consented) as readonly Ask[] | null) ?? null;

/** Lets an application work in the running account by itself; what stood before under another consent ends. */
export async function letApplicationIn(tx: Tx, actor: SystemActor, now: Date, client: Client): Promise<void> {
  await run(tx, "select pg_advisory_xact_lock(hashtextextended('app grant ' || $1 || $2, 0))", [client.applicationId, actor.accountId]);
  const { rowCount } = await run(
    tx,
    `update access_grants g set ended_at = $2, ended_by = 'replaced', version = version + 1
      where account_id = current_account() and application_id = $1 and kind = 'app' and token_hash is null and ended_at is null
        and not exists (select from check_grant(g.account_id, g.grant_id, $2))`,
    [client.applicationId, now],
  );
  const { rowCount: made } = await run(
    tx,
    `insert into access_grants (kind, application_id, application_account_id, consent_id, name, created_at, created_by)
     select 'app', $1, $2, $3, $4, $5, $4
      where not exists (select from access_grants where account_id = current_account() and application_id = $1 and kind = 'app' and token_hash is null and ended_at is null)`,
    [client.applicationId, client.ownerId, client.ownerId === actor.accountId ? null : client.consentId, client.name, now],
  );
  // Once is enough for the log, however often it had to be renewed.
  if (made && !rowCount) await announce(tx, actor, now, ApplicationLetIn, { subjectId: client.applicationId, details: { application: client.name } });
}

/** Of two answers to one request the first counts. @throws RequestOver, ConsentMissing, ScopesChanged */
export async function agree(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  secrets: Secrets,
  {
    requested,
    client,
    scopes,
    resources,
  }: { readonly requested: Requested; readonly client: Client; readonly scopes: readonly Ask[]; readonly resources: readonly string[] },
): Promise<{ readonly goOn: string | null }> {
  const offered = scopesFor(client, actor.accountId);
  if (!offered) throw new ConsentMissing({ application: client.name, company: client.company });
  if (!sameAsks(offered, scopes)) throw new ScopesChanged({});
  const grantId = crypto.randomUUID();
  await tx
    .insertInto('accessGrants')
    .values({
      grantId,
      kind: 'person',
      personId: actor.personId,
      applicationId: client.applicationId,
      applicationAccountId: client.ownerId,
      consentId: client.ownerId === actor.accountId ? null : client.consentId,
      scopes: JSON.stringify(scopes),
      name: client.name,
      proofs: [...actor.proofs],
      secondFactorAt: actor.secondFactorAt,
      createdAt: now,
      createdBy: actor.name,
      expiresAt: new Date(now.getTime() + idleDays * 86_400_000),
    })
    .execute();
  await announce(tx, actor, now, ProgramLetIn, {
    subjectId: grantId,
    personId: actor.personId,
    details: { application: client.name },
    after: { permissions: scopes.map(({ permission }) => permission) },
  });
  return answered(tx, secrets, requested, { personId: actor.personId, grant: grantName(actor.accountId, grantId), now, resources });
}

/** @throws RequestOver */
export async function refuseRequest(tx: Tx, secrets: Secrets, requested: Requested): Promise<{ readonly goOn: string | null }> {
  return answered(tx, secrets, requested, null);
}

/** Writes the answer where the program's next question finds it. */
async function answered(
  tx: Tx,
  secrets: Secrets,
  { model, record, returnTo }: Requested,
  yes: { readonly personId: string; readonly grant: string; readonly now: Date; readonly resources: readonly string[] } | null,
): Promise<{ readonly goOn: string | null }> {
  if (model === 'DeviceCode') {
    const answer = yes
      ? {
          accountId: yes.personId,
          grantId: yes.grant,
          scope: `${oidcScopes} ${resourceScope}`,
          authTime: Math.floor(yes.now.getTime() / 1000),
          resource: yes.resources,
        }
      : { error: 'access_denied', errorDescription: 'The person refused.' };
    if (!(await answerRecord(tx, secrets, model, record, { ...record.payload, ...answer }))) throw new RequestOver({});
    return { goOn: null };
  }
  // Only the browser in which the person answered can go on, and only if it is the one that began (its cookie).
  const proof = newToken();
  const result = yes
    ? { login: { accountId: yes.personId, remember: false }, consent: { grantId: yes.grant }, proof: hashToken(proof) }
    : { error: 'access_denied', error_description: 'The person refused.', proof: hashToken(proof) };
  if (!(await answerRecord(tx, secrets, model, record, { ...record.payload, result }))) throw new RequestOver({});
  return { goOn: `${returnTo}?proof=${proof}` };
}

/** Ends a grant of the running account. @throws NotFound */
export async function endGrant(tx: Tx, actor: MemberActor, now: Date, grantId: string): Promise<void> {
  const row = await findGrantForUpdate(tx, grantId);
  if (!row || row.accountId !== actor.accountId) throw new NotFound({});
  await end(tx, actor, now, row);
}
/** Ends a grant of the running person, in whichever company. @throws NotFound */
export async function endOwnGrant(tx: Tx, actor: PersonActor, now: Date, grantId: string): Promise<void> {
  const row = await findGrantForUpdate(tx, grantId);
  if (!row || row.personId !== actor.personId) throw new NotFound({});
  await enter(tx, { accountId: row.accountId });
  await end(tx, actor, now, row);
}

type Row = NonNullable<Awaited<ReturnType<typeof findGrantForUpdate>>>;
async function end(tx: Tx, actor: MemberActor | PersonActor, now: Date, { accountId, grantId, name, personId, endedAt }: Row): Promise<void> {
  if (endedAt) return;
  await tx
    .updateTable('accessGrants')
    .set((eb) => ({ endedAt: now, endedBy: actor.name, version: eb('version', '+', 1) }))
    .where('accountId', '=', accountId)
    .where('grantId', '=', grantId)
    .execute();
  await announce(tx, actor, now, ProgramShutOut, { accountId, subjectId: grantId, personId, details: { application: name } });
}
