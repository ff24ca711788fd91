import { may } from '../../../core/access.ts';
import { Address } from '../../../core/country.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { showPhone } from '../../../server/phone.ts';
import { editorsOf } from '../../accounts/policy.ts';
import { fixCurrency, setTaxId, updateBillingAddress, updateBillingDetails } from '../acts/billing.ts';
import { BillingContact, type billingEndpoints, type BillingProfile } from '../contract/billing.ts';
import { currencyOf } from '../policy/billing.ts';
import { type BillingRow, getBilling } from '../queries/billing.ts';

type Member = Context<MemberActor>;

export const billingHandlers: HandlersOf<typeof billingEndpoints> = {
  getBillingProfile: shown,
  async updateBillingDetails(context, { version, ...details }) {
    await updateBillingDetails(context.tx, context.actor, context.now, version, details);
    return shown(context);
  },
  async updateBillingAddress(context, { version, address }) {
    await updateBillingAddress(context.tx, context.actor, context.now, version, address);
    return shown(context);
  },
  async setTaxId(context, { version, country, number }) {
    await setTaxId(context.tx, context.actor, context.now, version, country, number || null);
    return shown(context);
  },
  async fixCurrency(context, { version, currency }) {
    await fixCurrency(context.tx, context.actor, context.now, version, currency);
    return shown(context);
  },
};

async function shown({ tx, actor: { rights } }: Member): Promise<BillingProfile> {
  const row = await getBilling(tx);
  const contact = BillingContact.nullable().parse(row.contact);
  return {
    name: row.name,
    country: row.country,
    legalAddress: Address.parse(row.legalAddress),
    address: Address.nullable().parse(row.address),
    contact,
    phoneShown: contact?.phone ? showPhone(contact.phone, row.country) : null,
    purchaseOrder: row.purchaseOrder,
    taxIds: taxIdsOf(row),
    currency: { code: row.currency ?? currencyOf(row.country), fixedAt: row.currencyFixedAt, fixedBy: row.currencyFixedByName },
    version: row.version,
    editors: {
      details: editorsOf('billing_profile', rights),
      address: editorsOf('billing_profile.address', rights),
      taxIds: editorsOf('billing_profile.vat', rights),
    },
    can: {
      details: may(rights, 'billing_profile', 'edit'),
      address: may(rights, 'billing_profile.address', 'edit'),
      taxIds: may(rights, 'billing_profile.vat', 'edit'),
    },
  };
}

/** The company's own first, as the legal profile has it; what was found out of another number of the same country is not about this one. */
function taxIdsOf({ country, vatNumber, taxIds }: BillingRow): BillingProfile['taxIds'] {
  const present = ({ online, onlineAt, ...each }: BillingRow['taxIds'][number], isLegal: boolean) => ({
    country: each.country,
    number: each.number,
    isLegal,
    online: online && onlineAt ? { answer: online, at: new Date(onlineAt) } : null,
  });
  const own = taxIds.find((each) => each.country === country && each.number === vatNumber) ?? {
    country,
    number: vatNumber ?? '',
    online: null,
    onlineAt: null,
  };
  return [...(vatNumber ? [present(own, true)] : []), ...taxIds.filter((each) => each.country !== country).map((each) => present(each, false))];
}
