import { sql } from 'kysely';
import type { z } from 'zod';
import type { Locale } from '../../../core/locale.ts';
import type { Contact } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';
import type { Actor, MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { askMail } from '../../../server/mail.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import { findLocation } from '../../accounts/queries/locations.ts';
import { LeadAnswered, LeadReceived } from '../contract.ts';
import type { leadEndpoints } from '../contract/leads.ts';
import { findPartner } from '../directory.ts';
import { leadMail } from '../mails.ts';
import { findLead, type LeadRow } from '../queries/leads.ts';
import { renewAnswerDays } from './listing.ts';

const here = sql<string>`current_account()`;
type Written = Omit<z.output<typeof leadEndpoints.writeToPartner.input>, 'human' | 'pageId'>;

/**
 * Keeps what a visitor wrote to the partner of a page, and tells the contact of the location. A page that is not there (any
 * more) takes nothing, and whoever wrote is told the same. `tx` sees no account; it enters the partner's.
 */
export async function receiveLead(tx: Tx, actor: Actor, now: Date, pageId: string, written: Written): Promise<void> {
  const page = await findPartner(tx, pageId, written.locale);
  if (!page) return;
  const { accountId, country, locale, content } = page.shown;
  const place = content.places.find(({ locationId }) => locationId !== null && locationId === written.locationId) ?? content.places[0];
  await enter(tx, { accountId });
  const { leadId } = await tx
    .insertInto('leads')
    .values({
      accountId,
      country,
      locationId: place?.locationId ?? null,
      name: written.name,
      company: written.company || null,
      email: written.email,
      phone: written.phone || null,
      message: written.message,
      locale: written.locale,
      receivedAt: now,
    })
    .returning('leadId')
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, LeadReceived, { accountId, subjectId: leadId, details: { country } });
  const contact = await contactOf(tx, place?.locationId ?? null);
  await askMail(tx, now, leadMail, { to: contact.email, locale: locale as Locale, ids: { leadId }, accountId });
}

/** Of the location, or of the company. */
async function contactOf(tx: Tx, locationId: string | null): Promise<Contact> {
  const location = locationId ? await findLocation(tx, locationId) : undefined;
  return location?.contact ?? ((await getAccount(tx)).primaryContact as Contact);
}

/** Notes that a lead was answered, once; how soon counts for the company's place in the directory. @throws NotFound */
export async function markLeadAnswered(tx: Tx, actor: MemberActor, now: Date, leadId: string): Promise<LeadRow> {
  const answered = await tx
    .updateTable('leads')
    .set({ state: 'answered', answeredAt: now, answeredBy: actor.personId, answeredByName: actor.name })
    .where('accountId', '=', here)
    .where('leadId', '=', leadId)
    .where('state', '=', 'new')
    .returning('country')
    .executeTakeFirst();
  if (answered) {
    await announce(tx, actor, now, LeadAnswered, { subjectId: leadId, details: { country: answered.country } });
    await renewAnswerDays(tx, now);
  }
  const row = await findLead(tx, leadId);
  if (!row) throw new NotFound({});
  return row;
}
