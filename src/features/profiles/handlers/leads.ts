import { may, placesOf, type Rights } from '../../../core/access.ts';
import { instantKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import { foldEmail } from '../../../core/text.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { knock, knockAt, proveHuman } from '../../identity/acts/proving.ts';
import { markLeadAnswered, receiveLead } from '../acts/leads.ts';
import type { Lead, leadEndpoints } from '../contract/leads.ts';
import type { ProfilesParts } from '../handlers.ts';
import { findLead, type LeadRow, listLeads } from '../queries/leads.ts';

export const leadHandlers = ({ secrets }: ProfilesParts): HandlersOf<typeof leadEndpoints> => ({
  async writeToPartner(context, { human, pageId, ...written }) {
    const { apart, tx, actor, now, request } = context;
    await proveHuman(context, secrets, human, written.email);
    await apart((short) => knock(short, now, knockAt(secrets, 'lead', foldEmail(written.email), request.address)));
    await receiveLead(tx, actor, now, pageId, written);
    return {};
  },
  async listLeads({ tx, actor }, { after, limit, state }) {
    const locations = placesOf(actor.rights, 'leads', 'view');
    const rows = await listLeads(tx, { limit: limit + 1, after: instantKey(after), state, locations });
    return page(
      rows,
      limit,
      (row) => [row.receivedAt.toISOString(), row.leadId],
      (row) => present(row, actor.rights),
    );
  },
  async markLeadAnswered({ tx, actor, now }, { leadId }) {
    const row = await findLead(tx, leadId);
    // What was written to other locations is not there for whoever has only some.
    if (!row || !isTheirs(row, actor.rights, 'edit')) throw new NotFound({});
    return present(await markLeadAnswered(tx, actor, now, leadId), actor.rights);
  },
});

const isTheirs = ({ locationId }: LeadRow, rights: Rights, needs: 'view' | 'edit'): boolean =>
  may(rights, 'leads', needs, locationId ? { location: locationId } : 'company');

const present = (row: LeadRow, rights: Rights): Lead => ({
  leadId: row.leadId,
  country: row.country,
  location: row.locationId && row.locationName ? { locationId: row.locationId, name: row.locationName } : null,
  name: row.name,
  company: row.company,
  email: row.email,
  phone: row.phone,
  message: row.message,
  locale: row.locale as Lead['locale'],
  state: row.state as Lead['state'],
  receivedAt: row.receivedAt,
  answeredAt: row.answeredAt,
  answeredBy: row.answeredByName,
  can: { answer: row.state === 'new' && isTheirs(row, rights, 'edit') },
});
