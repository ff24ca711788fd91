import { sql } from 'kysely';
import type { Contact } from '../../../core/person.ts';
import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { checkContact } from '../../accounts/acts.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { PublisherContactChanged, PublisherIdGiven } from '../contract/publishers.ts';
import { namesOf, type ProgramRow } from '../queries.ts';
import { findPublisherForUpdate, listPublishers, type PublisherRow } from '../queries/publishers.ts';

/** Gives the company an id to publish under, unless it had one in this program before. The account is held. */
export async function givePublisherId(tx: Tx, actor: Actor, now: Date, program: ProgramRow): Promise<void> {
  if (program.group !== 'developer' || (await listPublishers(tx)).some((one) => one.program === program.program)) return;
  const { accountId, publisherId } = await tx
    .insertInto('publishers')
    .values({ publisherId: sql<string>`'PUB-' || nextval('publisher_numbers')`, program: program.program, givenAt: now })
    .returning(['accountId', 'publisherId'])
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, PublisherIdGiven, {
    accountId,
    subjectId: publisherId,
    details: { publisherId, program: program.program, title: program.texts.en.name, titles: namesOf(program) },
  });
}

/** Says whom one writes to about what is published under an id. @throws NotFound, ChangedMeanwhile, RequestInvalid */
export async function changePublisherContact(
  tx: Tx,
  actor: Actor,
  now: Date,
  { publisherId, contact: typed, version }: { readonly publisherId: string; readonly contact: Contact | null; readonly version: number },
): Promise<PublisherRow> {
  const { accountId, country } = await getAccountForUpdate(tx);
  const before = await findPublisherForUpdate(tx, publisherId);
  if (!before) throw new NotFound({});
  if (before.version !== version) throw new ChangedMeanwhile({});
  const contact = typed && checkContact(country, typed, 'contact');
  await tx
    .updateTable('publishers')
    .set({ contact: contact && JSON.stringify(contact), version: version + 1 })
    .where('accountId', '=', accountId)
    .where('publisherId', '=', publisherId)
    .execute();
  await announce(tx, actor, now, PublisherContactChanged, {
    accountId,
    subjectId: publisherId,
    details: { publisherId, program: before.program },
    before: { contact: before.contact },
    after: { contact },
  });
  return { ...before, contact, version: version + 1 };
}
