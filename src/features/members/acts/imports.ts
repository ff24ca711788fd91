import type { AccountRole } from '../../../core/roles.ts';
import type { Locale } from '../../../core/locale.ts';
import { fullName } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';
import { elevationOf, type MemberActor } from '../../../server/actor.ts';
import { announce, announceMany, type Teller } from '../../../server/announce.ts';
import { withCopied } from '../../../server/copying.ts';
import { type Database, inAccount } from '../../../server/db.ts';
import { askMails } from '../../../server/mail.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { InvitationSent, InvitationWithdrawn, invitationDays, MemberRemoved, RoleNotYours } from '../contract.ts';
import { ImportNotInState, ImportNotUndoable, ImportRunning, ImportUndone, importUndoDays, PeopleImported } from '../contract/imports.ts';
import { invitationMail } from '../mails.ts';
import type { RowRead } from '../policy/imports.ts';
import { invitableRoles } from '../policy.ts';
import { findImportForUpdate, type ImportSeen, listImportedPeople, listImportedRoles } from '../queries/imports.ts';
import { belongsElsewhere } from '../queries/leaving.ts';
import { endTheirSessions } from './leaving.ts';

const days = 86_400_000;
const set = (tx: Tx, importId: string) =>
  tx
    .updateTable('imports')
    .where('accountId', '=', (eb) => eb.fn('current_account'))
    .where('importId', '=', importId);

/** Keeps a file until it has been read. */
export async function keepImport(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { name, text, givable }: { readonly name: string; readonly text: string; readonly givable: readonly AccountRole[] },
): Promise<string> {
  const { importId } = await tx
    .insertInto('imports')
    .values({
      accountId: actor.accountId,
      createdBy: actor.personId,
      createdByName: actor.name,
      createdAt: now,
      fileName: name,
      locale: actor.locale,
      givable: [...givable],
      content: text,
    })
    .returning('importId')
    .executeTakeFirstOrThrow();
  return importId;
}

/**
 * Whose address, of those that were read, belongs or is invited already. Joined as sets: a look-up for each row would go
 * through all people of the company ten thousand times.
 */
const whoIsThere = `belonging as materialized (
    select distinct r.email_folded from read_rows r join members m on lower(m.email) = r.email_folded where m.account_id = current_account() and m.state <> 'removed'),
  waiting as materialized (
    select distinct r.email_folded from read_rows r join invitations i on i.email_folded = r.email_folded
     where i.account_id = current_account() and i.state = 'open' and i.expires_at > $2)`;

/** Writes down what was read, with what would become of each row; run twice, it changes nothing. */
export async function keepRows(
  db: Database,
  now: Date,
  { accountId, importId }: { readonly accountId: string; readonly importId: string },
  rows: readonly RowRead[],
): Promise<void> {
  const copied = {
    table: 'read_rows',
    columns: [
      'row integer',
      'given_name text',
      'family_name text',
      'email text',
      'email_folded text',
      'roles_text text',
      'roles text[]',
      'locale text',
      'locale_text text',
      'faults jsonb',
    ],
    rows: (function* () {
      for (const r of rows)
        yield [
          r.row,
          r.givenName,
          r.familyName,
          r.email,
          r.emailFolded,
          r.rolesText,
          `{${r.roles.join(',')}}`,
          r.locale,
          r.localeText,
          JSON.stringify(r.faults),
        ];
    })(),
  };
  await withCopied(db, accountId, copied, async (tx) => {
    const file = await findImportForUpdate(tx, importId);
    if (file?.state !== 'checking') return;
    await run(tx, 'analyze read_rows');
    await run(
      tx,
      `with ${whoIsThere}
       insert into import_rows (account_id, import_id, row, given_name, family_name, email, email_folded, roles_text, roles, locale, locale_text, faults, outcome)
       select current_account(), $1, r.row, r.given_name, r.family_name, r.email, r.email_folded, r.roles_text, r.roles, r.locale, r.locale_text, r.faults,
              case when r.faults <> '[]' then 'wrong' when b.email_folded is not null then 'already_member' when w.email_folded is not null then 'already_invited' else 'invite' end
         from read_rows r left join belonging b on b.email_folded = r.email_folded left join waiting w on w.email_folded = r.email_folded`,
      [importId, now],
    );
    await set(tx, importId).set({ state: 'ready', rowCount: rows.length, progress: rows.length, content: null }).execute();
  });
}

/** What could not be read after all; nothing was done. */
export const failImport = (tx: Tx, now: Date, importId: string) => set(tx, importId).set({ state: 'failed', content: null, endedAt: now }).execute();

async function lock(tx: Tx, importId: string): Promise<ImportSeen> {
  await getAccountForUpdate(tx);
  const file = await findImportForUpdate(tx, importId);
  if (!file) throw new NotFound({});
  return file;
}

/** Says yes to a file. @throws ImportNotInState, ImportRunning, RoleNotYours, ChangedMeanwhile */
export async function confirmImport(tx: Tx, actor: MemberActor, now: Date, importId: string, version: number): Promise<void> {
  const file = await lock(tx, importId);
  if (file.state !== 'ready') throw new ImportNotInState({ state: file.state });
  if (file.version !== version) throw new ChangedMeanwhile({});
  const running = await tx.selectFrom('imports').select('importId').where('accountId', '=', actor.accountId).where('state', '=', 'adding').executeTakeFirst();
  if (running) throw new ImportRunning({});
  const able = invitableRoles(actor, { isGuest: false });
  const refused = (await listImportedRoles(tx, importId)).find((role) => !able.includes(role as AccountRole));
  if (refused) throw new RoleNotYours({ role: refused });
  await set(tx, importId)
    .set((eb) => ({
      state: 'adding',
      confirmed: JSON.stringify({ ...tellerOf(actor), elevationId: elevationOf(actor) }),
      confirmedAt: now,
      progress: 0,
      version: eb('version', '+', 1),
    }))
    .execute();
}
const tellerOf = ({ kind, accountId, personId, name, address, userAgent, requestId }: MemberActor): Teller => ({
  kind,
  accountId,
  personId,
  name,
  address,
  userAgent,
  requestId,
});

interface Place {
  readonly accountId: string;
  readonly importId: string;
}

/** Carries out a file that was said yes to. Whoever begins anew after a crash goes on where it stopped. */
export async function carryOutImport(db: Database, now: Date, place: Place): Promise<void> {
  await inAccount(db, place.accountId, (tx) => inviteAll(tx, now, place.importId));
  while (await inAccount(db, place.accountId, (tx) => askNextMails(tx, now, place.importId)));
}

/** The one transaction in which everybody is invited, or nobody. */
export async function inviteAll(tx: Tx, now: Date, importId: string): Promise<void> {
  const file = await lock(tx, importId);
  if (file.state !== 'adding' || file.addedAt) return;
  const teller = file.confirmed as Teller & { readonly elevationId?: string | null };
  await leaveOutWhoCameMeanwhile(tx, now, importId);
  // Ids first: an INSERT that is joined to what it returned would be planned for a handful of rows, and take minutes for 10,000.
  await run(tx, "update import_rows set invitation_id = gen_random_uuid() where account_id = current_account() and import_id = $1 and outcome = 'invite'", [
    importId,
  ]);
  const { rows } = await run(
    tx,
    `insert into invitations (account_id, invitation_id, email, email_folded, given_name, family_name, roles, locale, invited_by, invited_by_name, created_at, expires_at, elevation_id)
     select current_account(), r.invitation_id, r.email, r.email_folded, r.given_name, r.family_name, r.roles, coalesce(r.locale, $2), $3, $4, $5, $6, $7
       from import_rows r where r.account_id = current_account() and r.import_id = $1 and r.outcome = 'invite' order by r.row
     on conflict (account_id, email_folded) where state = 'open' do nothing
     returning invitation_id, email, given_name, family_name, locale, roles`,
    [importId, file.locale, teller.personId, teller.name, now, new Date(now.getTime() + invitationDays * days), teller.elevationId ?? null],
  );
  await run(
    tx,
    `update import_rows r set outcome = 'already_invited', invitation_id = null
      where r.account_id = current_account() and r.import_id = $1 and r.outcome = 'invite' and r.invitation_id <> all($2)`,
    [importId, (rows as unknown as SentRow[]).map((row) => row.invitation_id)],
  );
  await run(tx, 'select void_temporary_passwords(null, lower(e), $2) from unnest($1::text[]) e', [
    (rows as unknown as SentRow[]).map(({ email }) => email),
    now,
  ]);
  await announceMany(
    tx,
    teller,
    now,
    InvitationSent,
    (rows as unknown as SentRow[]).map(({ invitation_id, email, given_name, family_name, locale, roles }) => ({
      subjectId: invitation_id,
      details: { email, roles },
      after: { givenName: given_name, familyName: family_name, email, locale, roles },
    })),
  );
  await set(tx, importId).set({ addedAt: now }).execute();
}

/** Since the preview somebody may have joined, or let an invitation run out. Addresses go as one array, which is looked up by hash. */
async function leaveOutWhoCameMeanwhile(tx: Tx, now: Date, importId: string): Promise<void> {
  const read = await run(tx, "select email_folded from import_rows where account_id = current_account() and import_id = $1 and outcome = 'invite'", [importId]);
  const { rows } = await run(
    tx,
    "select lower(email) as email from members where account_id = current_account() and state <> 'removed' and lower(email) = any($1)",
    [read.rows.map((row) => row['email_folded'])],
  );
  if (rows.length)
    await run(
      tx,
      "update import_rows set outcome = 'already_member' where account_id = current_account() and import_id = $1 and outcome = 'invite' and email_folded = any($2)",
      [importId, rows.map((row) => row['email'])],
    );
  await run(
    tx,
    `update invitations set state = 'withdrawn', ended_at = $2 where account_id = current_account() and state = 'open' and expires_at <= $2 and email_folded = any($1)`,
    [read.rows.map((row) => row['email_folded']), now],
  );
}

interface SentRow {
  readonly invitation_id: string;
  readonly email: string;
  readonly given_name: string;
  readonly family_name: string;
  readonly locale: Locale;
  readonly roles: string[];
}

/** Few and large: once the first are asked for, the mails themselves are at work on the same machine. */
const mailedAtOnce = 2_500;
/** Asks for the next mails; whether there may be more. Ends the import with the last of them. */
export async function askNextMails(tx: Tx, now: Date, importId: string): Promise<boolean> {
  const file = await findImportForUpdate(tx, importId);
  if (file?.state !== 'adding' || !file.addedAt) return false;
  const { rows } = await run(
    tx,
    `select row, invitation_id, email, coalesce(locale, $2) as locale from import_rows
      where account_id = current_account() and import_id = $1 and invitation_id is not null and not mailed order by row limit ${mailedAtOnce}`,
    [importId, file.locale],
  );
  await run(tx, 'update import_rows set mailed = true where account_id = current_account() and import_id = $1 and row = any($2)', [
    importId,
    rows.map((row) => row['row']),
  ]);
  const accountId = file.accountId;
  await askMails(
    tx,
    now,
    invitationMail,
    accountId,
    (rows as unknown as SentRow[]).map(({ invitation_id, email, locale }) => ({ to: email, locale, ids: { accountId, invitationId: invitation_id } })),
  );
  const progress = file.progress + rows.length;
  const more = rows.length === mailedAtOnce;
  await set(tx, importId)
    .set((eb) => (more ? { progress } : { progress, state: 'done', endedAt: now, version: eb('version', '+', 1) }))
    .execute();
  if (!more)
    await announceMany(tx, file.confirmed as Teller, now, PeopleImported, [{ subjectId: importId, details: { file: file.fileName, count: progress } }]);
  return more;
}

/** Throws away what was not confirmed. @throws ImportNotInState */
export async function discardImport(tx: Tx, importId: string): Promise<void> {
  const file = await lock(tx, importId);
  if (file.state !== 'ready' && file.state !== 'failed') throw new ImportNotInState({ state: file.state });
  await tx.deleteFrom('imports').where('accountId', '=', file.accountId).where('importId', '=', importId).execute();
}

/** @throws ImportNotInState, ImportNotUndoable */
export function checkUndoable({ state, endedAt }: Pick<ImportSeen, 'state' | 'endedAt'>, now: Date): void {
  if (state !== 'done' || !endedAt) throw new ImportNotInState({ state });
  if (now.getTime() > endedAt.getTime() + importUndoDays * days) throw new ImportNotUndoable({});
}

/** Takes back what the file did, as far as nobody has changed anything about it since. @throws ImportNotInState, ImportNotUndoable */
export async function undoImport(tx: Tx, actor: MemberActor, now: Date, importId: string): Promise<void> {
  const file = await lock(tx, importId);
  checkUndoable(file, now);
  const withdrawn = await withdrawUntouched(tx, actor, now, importId);
  const people = await listImportedPeople(tx, importId, { personId: actor.personId, gives: [...actor.rights.gives], locks: true });
  const going = people.filter(({ goes }) => goes);
  const ids = going.map(({ personId }) => personId);
  await run(
    tx,
    `update members set state = 'removed', removed_at = $2, version = version + 1, rights_version = rights_version + 1
      where account_id = current_account() and person_id = any($1)`,
    [ids, now],
  );
  await run(tx, "update import_rows set undone = 'removed' where account_id = current_account() and import_id = $1 and email_folded = any($2)", [
    importId,
    going.map(({ emailFolded }) => emailFolded),
  ]);
  await announceMany(
    tx,
    actor,
    now,
    MemberRemoved,
    going.map((person) => ({
      personId: person.personId,
      subjectId: person.personId,
      details: { name: fullName(person) },
      before: { state: 'active' },
      after: { state: 'removed' },
    })),
  );
  // Whoever was here and nowhere else is signed out, as when somebody leaves.
  for (const personId of ids) if (!(await belongsElsewhere(tx, now, personId))) await endTheirSessions(tx, actor, now, personId);
  await set(tx, importId)
    .set((eb) => ({ state: 'undone', undoneAt: now, undoneByName: actor.name, version: eb('version', '+', 1) }))
    .execute();
  await announce(tx, actor, now, ImportUndone, {
    subjectId: importId,
    details: { file: file.fileName, count: withdrawn + going.length, withdrawn, removed: going.length },
  });
}

async function withdrawUntouched(tx: Tx, actor: MemberActor, now: Date, importId: string): Promise<number> {
  const { rows } = await run(
    tx,
    `update invitations i set state = 'withdrawn', ended_at = $2, proof_hash = null, proved_until = null, version = i.version + 1 from import_rows r
      where r.account_id = current_account() and r.import_id = $1 and i.account_id = r.account_id and i.invitation_id = r.invitation_id and i.state = 'open' and i.version = 1
     returning i.invitation_id, i.email, i.roles`,
    [importId, now],
  );
  await run(tx, "update import_rows set undone = 'withdrawn' where account_id = current_account() and import_id = $1 and invitation_id = any($2)", [
    importId,
    (rows as unknown as SentRow[]).map((row) => row.invitation_id),
  ]);
  await announceMany(
    tx,
    actor,
    now,
    InvitationWithdrawn,
    (rows as unknown as SentRow[]).map(({ invitation_id, email, roles }) => ({
      subjectId: invitation_id,
      details: { email },
      before: { state: 'open', roles },
      after: { state: 'withdrawn' },
    })),
  );
  return rows.length;
}
