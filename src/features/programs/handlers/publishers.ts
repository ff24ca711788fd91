import { may } from '../../../core/access.ts';
import type { Contact } from '../../../core/person.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { showPhone } from '../../../server/phone.ts';
import type { Tx } from '../../../server/tx.ts';
import { editorsOf } from '../../accounts/policy.ts';
import { getAccount } from '../../accounts/queries.ts';
import { changePublisherContact } from '../acts/publishers.ts';
import type { Publisher, publisherEndpoints } from '../contract/publishers.ts';
import { listProgramRows, wordsOf } from '../queries.ts';
import { listPublishers, type PublisherRow } from '../queries/publishers.ts';

export const publisherHandlers: HandlersOf<typeof publisherEndpoints> = {
  listPublishers: async ({ tx, actor }) => ({ items: await present(tx, actor, await listPublishers(tx)) }),
  async updatePublisherContact({ tx, actor, now }, said) {
    const [one] = await present(tx, actor, [await changePublisherContact(tx, actor, now, said)]);
    return one as Publisher;
  },
};

async function present(tx: Tx, actor: MemberActor, rows: readonly PublisherRow[]): Promise<Publisher[]> {
  const [account, catalog] = await Promise.all([getAccount(tx), listProgramRows(tx)]);
  const fallback = account.primaryContact as Contact;
  const names = new Map(catalog.map((program) => [program.program, wordsOf(program, actor.locale).name]));
  return rows.map(({ publisherId, program, contact, givenAt, version }) => {
    const { phone } = contact ?? fallback;
    return {
      publisherId,
      program,
      name: names.get(program) ?? program,
      link: `/a/:account/programs/${program}`,
      givenAt,
      contact,
      phoneShown: phone ? showPhone(phone, account.country) : null,
      fallback,
      version,
      editors: editorsOf('legal_profile', actor.rights),
      can: { edit: may(actor.rights, 'legal_profile', 'edit') },
    };
  });
}
