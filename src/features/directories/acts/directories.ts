import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import { fullName } from '../../../core/person.ts';
import { type Actor, personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import {
  DirectoryAdded,
  DirectoryChanged,
  DirectoryRemoved,
  DirectoryTurnedOff,
  DirectoryTurnedOn,
  LocalWaysChanged,
  NoLocalWay,
  NotForLocalWay,
  NotTested,
  type TestResult,
} from '../contract/directories.ts';
import { countLinked, type DirectoryRow, findDirectoryForUpdate, keepsLocalWay, listLocalAdmins, requiresSomewhere } from '../queries/directories.ts';

/** What decides how people come in is in force with the commit, for everyone of the company. */
export const renewRights = (tx: Tx) => run(tx, 'select renew_rights_of_members()');

/** Locked. @throws NotFound, ChangedMeanwhile when it is not as it was read */
export async function getForUpdate(tx: Tx, directoryId: string, version?: number): Promise<DirectoryRow> {
  const directory = await findDirectoryForUpdate(tx, directoryId);
  if (!directory) throw new NotFound({});
  if (version !== undefined && directory.version !== version) throw new ChangedMeanwhile({});
  return directory;
}

export interface NewDirectory {
  readonly name: string;
  readonly kind: 'oidc' | 'saml';
  readonly settings: Readonly<Record<string, unknown>>;
  /** Sealed. */
  readonly secret: Buffer | null;
}
/** Connects a provider; nobody comes in by it until it is turned on. */
export async function addDirectory(tx: Tx, actor: Actor, now: Date, { settings, ...given }: NewDirectory): Promise<{ directoryId: string }> {
  const { accountId } = await getAccountForUpdate(tx);
  const { directoryId } = await tx
    .insertInto('directories')
    .values({ accountId, ...given, settings: JSON.stringify(settings), createdAt: now, createdBy: personIdOf(actor) })
    .returning('directoryId')
    .executeTakeFirstOrThrow();
  const after = { name: given.name, kind: given.kind, ...settings };
  await announce(tx, actor, now, DirectoryAdded, { accountId, subjectId: directoryId, details: { name: given.name }, after });
  return { directoryId };
}

export interface DirectoryChange {
  readonly name?: string | undefined;
  readonly checksSecondFactor?: boolean | undefined;
  readonly admitsNew?: boolean | undefined;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** Sealed. */
  readonly secret?: Buffer | undefined;
}
/** What its provider is known by makes an earlier try worthless: a directory that is on goes on only after another one. @throws ChangedMeanwhile */
export async function changeDirectory(tx: Tx, actor: Actor, now: Date, before: DirectoryRow, change: DirectoryChange): Promise<number> {
  const { settings, secret, ...plain } = change;
  const isOther = secret !== undefined || (settings !== undefined && JSON.stringify(settings) !== JSON.stringify(before.settings));
  const set = Object.fromEntries(Object.entries(plain).filter(([key, value]) => value !== undefined && value !== before[key as keyof DirectoryRow]));
  if (!isOther && !Object.keys(set).length) return before.version;
  const isStopped = isOther && before.state === 'on';
  const { version } = await tx
    .updateTable('directories')
    .set({
      ...set,
      ...(settings ? { settings: JSON.stringify(settings) } : {}),
      ...(secret ? { secret } : {}),
      ...(isOther ? { testedAt: null, testedBy: null, testResult: null } : {}),
      ...(isStopped ? { state: 'off' } : {}),
      version: before.version + 1,
    })
    .where('accountId', '=', before.accountId)
    .where('directoryId', '=', before.directoryId)
    .returning('version')
    .executeTakeFirstOrThrow();
  if (isStopped) await stop(tx, now, before);
  const was = { ...(before.settings as object), ...Object.fromEntries(Object.keys(set).map((key) => [key, before[key as keyof DirectoryRow]])) };
  await announce(tx, actor, now, DirectoryChanged, {
    accountId: before.accountId,
    subjectId: before.directoryId,
    details: { name: change.name ?? before.name },
    before: was,
    after: { ...(before.settings as object), ...settings, ...set },
  });
  return version;
}

/** Keeps what a tried sign-in has shown. */
export async function keepTest(tx: Tx, now: Date, { accountId, directoryId }: DirectoryRow, personId: string | null, result: TestResult): Promise<void> {
  await tx
    .updateTable('directories')
    .set({ testedAt: now, testedBy: personId, testResult: JSON.stringify(result) })
    .where('accountId', '=', accountId)
    .where('directoryId', '=', directoryId)
    .execute();
}

async function setState(tx: Tx, now: Date, { accountId, directoryId, version }: DirectoryRow, state: 'on' | 'off'): Promise<number> {
  await tx
    .updateTable('directories')
    .set({ state, version: version + 1, ...(state === 'on' ? { turnedOnAt: now } : {}) })
    .where('accountId', '=', accountId)
    .where('directoryId', '=', directoryId)
    .execute();
  return version + 1;
}

/** People come in by it from now on. @throws NotTested, NoLocalWay, ChangedMeanwhile */
export async function turnOn(tx: Tx, actor: Actor, now: Date, directoryId: string, version: number): Promise<number> {
  await getAccountForUpdate(tx);
  const directory = await getForUpdate(tx, directoryId, version);
  if (directory.state === 'on') return directory.version;
  if (!directory.testedAt) throw new NotTested({});
  const next = await setState(tx, now, directory, 'on');
  if ((await requiresSomewhere(tx)) && !(await keepsLocalWay(tx, now))) throw new NoLocalWay({});
  await renewRights(tx);
  await announce(tx, actor, now, DirectoryTurnedOn, { accountId: directory.accountId, subjectId: directoryId, details: { name: directory.name } });
  return next;
}

/** Nobody comes in by it any more, and who did is out. @throws ChangedMeanwhile */
export async function turnOff(tx: Tx, actor: Actor, now: Date, directoryId: string, version: number): Promise<number> {
  const directory = await getForUpdate(tx, directoryId, version);
  if (directory.state !== 'on') return directory.version;
  const next = await setState(tx, now, directory, 'off');
  await stop(tx, now, directory);
  await announce(tx, actor, now, DirectoryTurnedOff, { accountId: directory.accountId, subjectId: directoryId, details: { name: directory.name } });
  return next;
}

async function stop(tx: Tx, now: Date, { directoryId }: DirectoryRow): Promise<void> {
  await run(tx, 'select end_sign_ons($1, null, $2)', [directoryId, now]);
  await renewRights(tx);
}

/** Removes it with every link; whoever came in by it is out, and stays a member. @throws ChangedMeanwhile */
export async function removeDirectory(tx: Tx, actor: Actor, now: Date, directoryId: string, version: number): Promise<number> {
  const { accountId } = await getAccountForUpdate(tx);
  const directory = await getForUpdate(tx, directoryId, version);
  const { count } = await countLinked(tx, directoryId);
  await run(tx, 'select end_sign_ons($1, null, $2)', [directoryId, now]);
  await tx.deleteFrom('directories').where('accountId', '=', accountId).where('directoryId', '=', directoryId).execute();
  await renewRights(tx);
  await announce(tx, actor, now, DirectoryRemoved, {
    accountId,
    subjectId: directoryId,
    details: { name: directory.name, people: count },
    before: { name: directory.name, kind: directory.kind, ...(directory.settings as object) },
  });
  return count;
}

/** Names the admins who keep a local way in; at least one while anybody must use a directory. @throws NoLocalWay, NotForLocalWay, NotFound */
export async function setLocalWays(tx: Tx, actor: Actor, now: Date, personIds: readonly string[]): Promise<void> {
  const { accountId } = await getAccountForUpdate(tx);
  const admins = await listLocalAdmins(tx, now);
  const wanted = [...new Set(personIds)];
  for (const personId of wanted) {
    const admin = admins.find((each) => each.personId === personId);
    if (!admin) throw new NotFound({});
    if (!admin.keepsLocalWay && !admin.hasSecondFactor) throw new NotForLocalWay({ name: fullName(admin) });
  }
  await tx.deleteFrom('localWays').where('accountId', '=', accountId).execute();
  if (wanted.length)
    await tx
      .insertInto('localWays')
      .values(wanted.map((personId) => ({ accountId, personId, namedAt: now, namedBy: personIdOf(actor) })))
      .execute();
  if (!wanted.length && (await requiresSomewhere(tx))) throw new NoLocalWay({});
  await renewRights(tx);
  const names = (ids: readonly string[]) => admins.filter(({ personId }) => ids.includes(personId)).map((admin) => fullName(admin));
  await announce(tx, actor, now, LocalWaysChanged, {
    accountId,
    details: { count: wanted.length },
    before: { people: names(admins.filter(({ keepsLocalWay: keeps }) => keeps).map(({ personId }) => personId)) },
    after: { people: names(wanted) },
  });
}
