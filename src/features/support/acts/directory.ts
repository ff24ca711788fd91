import { sql } from 'kysely';
import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import {
  ContactAdded,
  type ContactChange,
  ContactChanged,
  type ContactFields,
  ContactRemoved,
  ContactsImported,
  ContactsOrdered,
  mostContacts,
  TooManyContacts,
} from '../contract/directory.ts';
import { keyOf } from '../policy/contactFile.ts';
import { type Kept, madeRight } from '../policy/contacts.ts';
import { type ContactRow, findContactForUpdate, listContactRows } from '../queries/directory.ts';

const seen = ({ country, product, purpose, kind, value, label, costNote, tollFree, languages, timeZone, hours, checkedOn }: Kept): ContactFields => ({
  country,
  product,
  purpose,
  kind,
  value,
  label,
  costNote,
  tollFree,
  languages,
  timeZone,
  hours,
  checkedOn,
});
const written = (contact: Kept) => {
  const kept = seen(contact);
  return { ...kept, label: JSON.stringify(kept.label), costNote: JSON.stringify(kept.costNote), hours: JSON.stringify(kept.hours) };
};
const told = ({ value, country }: Kept) => ({ name: value, country });

/** One change of the directory at a time: what a file replaces must be what it was compared with. */
const lock = (tx: Tx) => run(tx, "select pg_advisory_xact_lock(hashtext('support_contacts'))");

/** Adds a contact at the end. @throws TooManyContacts */
export async function addContact(tx: Tx, actor: Actor, now: Date, contact: Kept): Promise<ContactRow> {
  await lock(tx);
  const { count } = await tx
    .selectFrom('supportContacts')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  if (Number(count) >= mostContacts) throw new TooManyContacts({ most: mostContacts });
  const { contactId } = await tx
    .insertInto('supportContacts')
    .values({ ...written(madeRight(contact)), sort: sql<number>`(select coalesce(max(sort), 0) + 1 from support_contacts)` })
    .returning('contactId')
    .executeTakeFirstOrThrow();
  const row = await found(tx, contactId);
  await announce(tx, actor, now, ContactAdded, { accountId: null, subjectId: contactId, details: told(row), after: seen(row) });
  return row;
}

/** @throws NotFound, ChangedMeanwhile */
export async function editContact(tx: Tx, actor: Actor, now: Date, contactId: string, version: number, contact: Kept): Promise<ContactRow> {
  await lock(tx);
  const before = await found(tx, contactId);
  if (before.version !== version) throw new ChangedMeanwhile({});
  await tx
    .updateTable('supportContacts')
    .set({ ...written(madeRight(contact)), version: version + 1 })
    .where('contactId', '=', contactId)
    .execute();
  const after = await found(tx, contactId);
  await announce(tx, actor, now, ContactChanged, { accountId: null, subjectId: contactId, details: told(after), before: seen(before), after: seen(after) });
  return after;
}

/** @throws NotFound */
export async function removeContact(tx: Tx, actor: Actor, now: Date, contactId: string): Promise<void> {
  await lock(tx);
  const row = await found(tx, contactId);
  await tx.deleteFrom('supportContacts').where('contactId', '=', contactId).execute();
  await announce(tx, actor, now, ContactRemoved, { accountId: null, subjectId: contactId, details: told(row), before: seen(row) });
}

/** Puts the named contacts in this order, in the places that they have together; the others keep theirs. */
export async function orderContacts(tx: Tx, actor: Actor, now: Date, contactIds: readonly string[]): Promise<void> {
  await lock(tx);
  const ids = [...new Set(contactIds)];
  await run(
    tx,
    `with whole as (select contact_id, row_number() over (order by sort, contact_id) as place from support_contacts),
          named as (select n.contact_id, row_number() over (order by n.ord) as nth from unnest($1::uuid[]) with ordinality n(contact_id, ord) join whole using (contact_id)),
          places as (select place, row_number() over (order by place) as nth from whole join named using (contact_id)),
          wanted as (select w.contact_id, coalesce(p.place, w.place) as place from whole w left join named n using (contact_id) left join places p on p.nth = n.nth)
     update support_contacts c set sort = wanted.place from wanted where wanted.contact_id = c.contact_id`,
    [ids],
  );
  await announce(tx, actor, now, ContactsOrdered, { accountId: null, details: {} });
}

interface Plan {
  readonly changes: readonly ContactChange[];
  readonly unchanged: number;
  /** The directory as the file has it, each with the row that it replaces. */
  readonly wanted: readonly { readonly contact: Kept; readonly row: ContactRow | undefined; readonly isChanged: boolean }[];
  readonly gone: readonly ContactRow[];
}

/** What a file would do to the directory as it is. */
export async function planImport(tx: Tx, contacts: readonly Kept[]): Promise<Plan> {
  const rows = new Map((await listContactRows(tx)).map((row) => [keyOf(row), row]));
  const wanted = contacts.map((contact) => {
    const row = rows.get(keyOf(contact));
    return { contact, row, isChanged: !row || same(row) !== same(contact) };
  });
  const kept = new Set(wanted.map(({ row }) => row?.contactId));
  const gone = [...rows.values()].filter(({ contactId }) => !kept.has(contactId));
  const line = (change: ContactChange['change'], contact: Kept): ContactChange => ({ change, ...told(contact) });
  return {
    wanted,
    gone,
    changes: [
      ...wanted.flatMap(({ contact, row, isChanged }) => (isChanged ? [line(row ? 'changed' : 'added', contact)] : [])),
      ...gone.map((row) => line('removed', row)),
    ],
    unchanged: wanted.filter(({ isChanged }) => !isChanged).length,
  };
}

/** The same text for the same entry, whatever the order of its languages' words. */
const same = (contact: Kept): string => {
  const sorted = (words: Kept['label']) => Object.entries(words).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const hours = contact.hours.map(({ days, open, close }) => [days, open, close]);
  return JSON.stringify(Object.values({ ...seen(contact), label: sorted(contact.label), costNote: sorted(contact.costNote), hours }));
};

/** Replaces the directory by a file's, in the file's order; all of it or nothing. @throws TooManyContacts */
export async function importContacts(tx: Tx, actor: Actor, now: Date, contacts: readonly Kept[]): Promise<readonly ContactChange[]> {
  await lock(tx);
  const { changes, wanted, gone } = await planImport(tx, contacts);
  if (wanted.length > mostContacts) throw new TooManyContacts({ most: mostContacts });
  if (gone.length > 0)
    await tx
      .deleteFrom('supportContacts')
      .where(
        'contactId',
        'in',
        gone.map(({ contactId }) => contactId),
      )
      .execute();
  for (const [at, { contact, row, isChanged }] of wanted.entries()) {
    if (!row)
      await tx
        .insertInto('supportContacts')
        .values({ ...written(contact), sort: at + 1 })
        .execute();
    else
      await tx
        .updateTable('supportContacts')
        .set({ ...(isChanged ? { ...written(contact), version: row.version + 1 } : {}), sort: at + 1 })
        .where('contactId', '=', row.contactId)
        .execute();
  }
  const count = (change: ContactChange['change']) => changes.filter((each) => each.change === change).length;
  const details = { added: count('added'), changed: count('changed'), removed: count('removed') };
  await announce(tx, actor, now, ContactsImported, {
    accountId: null,
    details,
    before: { contacts: gone.map(({ value }) => value) },
    after: { contacts: changes.filter(({ change }) => change !== 'removed').map(({ name }) => name) },
  });
  return changes;
}

async function found(tx: Tx, contactId: string): Promise<ContactRow> {
  const row = await findContactForUpdate(tx, contactId);
  if (!row) throw new NotFound({});
  return row;
}
