import { acrossAccounts, type Database } from '../../server/db.ts';
import type { Log } from '../../server/log.ts';
import { run, type Tx } from '../../server/tx.ts';
import { chainOf, firstLink, lineOf, linkOf, logNameOf, type LogEntry, sha256 } from './chain.ts';
import type { Signer } from '../../server/signer.ts';

/** Small, so that the thread that answers requests is not kept for long. */
const batch = 200;
/** How often the sealer looks; an entry is sealed within two looks. */
const everyMs = 1_500;

export interface Sealer {
  /** Seals what is due, once; how many entries that were. For tests, and before an export. */
  seal(now: Date): Promise<number>;
  /** Looks for entries from now on, until it is stopped. */
  work(now: () => Date): void;
  stop(): Promise<void>;
}

/**
 * Chains entries after their commit. Every server has one; an advisory lock lets one at a time work, and whichever is left goes on.
 * Nothing is kept in memory, so it may be killed at any moment.
 */
export function openSealer({ db, log, signer }: { readonly db: Database; readonly log: Log; readonly signer: Signer }): Sealer {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<unknown> = Promise.resolve();
  let isStopped = false;
  const seal = async (now: Date): Promise<number> => {
    let all = 0;
    for (let more = true; more && !isStopped; ) {
      const done = await acrossAccounts(db, 'seal the activity log', (tx) => sealBatch(tx, now));
      all += done;
      more = done === batch;
    }
    while (!isStopped && (await acrossAccounts(db, 'sign the activity log', (tx) => signHeads(tx, now, signer))) === batch);
    return all;
  };
  const work = (now: () => Date) => {
    if (isStopped) return;
    round = seal(now())
      .catch((error: unknown) => log.error({ error }, 'the activity log was not sealed'))
      .finally(() => {
        timer = setTimeout(() => work(now), everyMs);
        timer.unref();
        if (isStopped) clearTimeout(timer);
      });
  };
  return {
    seal,
    work,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}

/** Whether this transaction is the installation's one sealer, until it ends. */
async function isSealer(tx: Tx): Promise<boolean> {
  const { rows } = await run(tx, "select pg_try_advisory_xact_lock(hashtext('entente seal')) as mine");
  return rows[0]?.['mine'] === true;
}

/** The entries of transactions before which none is open any more. Transactions "of the future" come from a restored backup. */
const due = (tx: Tx) =>
  run(
    tx,
    `select q.turn, a.announcement_id as "announcementId", a.at, a.account_id as "accountId", a.person_id as "personId", a.subject_id as "subjectId", a.name,
            a.actor_kind as "actorKind", a.actor_id as "actorId", a.actor_name as "actorName", a.address, a.user_agent as "userAgent", a.request_id as "requestId",
            a.application_id as "applicationId", a.application_name as "applicationName", a.details, a.before, a.after
       from seal_queue q join announcements a on a.announcement_id = q.announcement_id and a.at = q.at
      where q.xact < pg_snapshot_xmin(pg_current_snapshot()) or q.xact >= pg_snapshot_xmax(pg_current_snapshot())
      order by q.xact, q.turn limit ${batch}`,
  ).then(({ rows }) => rows as unknown as (LogEntry & { readonly turn: number })[]);

async function sealBatch(tx: Tx, now: Date): Promise<number> {
  if (!(await isSealer(tx))) return 0;
  const entries = await due(tx);
  if (!entries.length) return 0;
  const chains = [...new Set(entries.map((entry) => chainOf(entry.accountId)))];
  const known = await tx.selectFrom('sealChains').select(['accountId', 'place', 'link']).where('accountId', 'in', chains).execute();
  const ends = new Map(known.map(({ accountId, place, link }) => [accountId, { place, link }]));
  const seals = entries.map((entry) => {
    const chain = chainOf(entry.accountId);
    const end = ends.get(chain) ?? { place: 0, link: firstLink };
    const { line, salts } = lineOf(entry, end.place + 1);
    const next = { place: end.place + 1, link: linkOf(end.link, sha256(line)) };
    ends.set(chain, next);
    return { accountId: chain, ...next, announcementId: entry.announcementId, at: entry.at, line, salts: JSON.stringify(salts), sealedAt: now };
  });
  await Promise.all([
    tx.insertInto('seals').values(seals).execute(),
    tx
      .insertInto('sealChains')
      .values([...ends].map(([accountId, end]) => ({ accountId, ...end, sealedAt: now })))
      .onConflict((on) =>
        on.column('accountId').doUpdateSet((eb) => ({ place: eb.ref('excluded.place'), link: eb.ref('excluded.link'), sealedAt: eb.ref('excluded.sealedAt') })),
      )
      .execute(),
    tx
      .deleteFrom('sealQueue')
      .where(
        'turn',
        'in',
        entries.map(({ turn }) => turn),
      )
      .execute(),
  ]);
  return entries.length;
}

/** Signs the end of every chain that has grown since it was last signed, once a day. */
async function signHeads(tx: Tx, now: Date, signer: Signer): Promise<number> {
  if (!(await isSealer(tx))) return 0;
  const day = now.toISOString().slice(0, 10);
  const grown = await tx
    .selectFrom('sealChains')
    .select(['accountId', 'place', 'link'])
    .whereRef('place', '>', 'signedPlace')
    .where('signedOn', '<', day)
    .limit(batch)
    .execute();
  if (!grown.length) return 0;
  const heads = grown.map(({ accountId, place, link }) => {
    const statement = JSON.stringify({ log: logNameOf(accountId), day, entry: place, link, at: now.toISOString() });
    return { accountId, day, place, link, signedAt: now, keyId: signer.keyId, statement, signature: signer.sign(statement) };
  });
  await tx
    .insertInto('sealKeys')
    .values({ keyId: signer.keyId, publicKey: signer.publicKey, since: now })
    .onConflict((on) => on.doNothing())
    .execute();
  await Promise.all([
    tx.insertInto('sealHeads').values(heads).execute(),
    tx
      .updateTable('sealChains')
      .set((eb) => ({ signedPlace: eb.ref('place'), signedOn: day }))
      .where(
        'accountId',
        'in',
        grown.map(({ accountId }) => accountId),
      )
      .execute(),
  ]);
  return grown.length;
}
