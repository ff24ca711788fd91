import { may } from '../../../core/access.ts';
import { idKey, instantKey, page } from '../../../core/page.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { enter } from '../../../server/db.ts';
import { editorsOf } from '../../accounts/policy.ts';
import { getAccount } from '../../accounts/queries.ts';
import { fillTaxProfile, validateTaxProfile } from '../acts/profiles.ts';
import { profileHours, type TaxForm, type TaxProfile, type taxProfileEndpoints, type TaxProfiles } from '../contract/profiles.ts';
import type { TaxParts } from '../handlers.ts';
import { taxProfileStanding } from '../policy/profiles.ts';
import { listTaxProfileCases, listTaxProfiles, type TaxProfileRow } from '../queries/profiles.ts';

export const taxProfileHandlers = ({ secrets }: TaxParts): HandlersOf<typeof taxProfileEndpoints> => ({
  listTaxProfiles: shown,
  async fillTaxProfile(context, filled) {
    await fillTaxProfile(context.tx, secrets, context.actor, context.now, filled);
    return shown(context);
  },
  async listTaxProfileCases({ tx, now }, { after, limit }) {
    const place = instantKey(after);
    return page(
      await listTaxProfileCases(tx, limit + 1, place && { at: place.at, id: idKey(place.id) }),
      limit,
      (row) => [row.filledAt.toISOString(), row.profileId],
      (row) => ({ ...present(row, now), accountId: row.accountId, partnerId: row.partnerId, company: row.company, number: secrets.open(row.sealedNumber) }),
    );
  },
  async validateTaxProfile({ tx, actor, now }, { accountId, ...validated }) {
    await enter(tx, { accountId });
    return { standing: taxProfileStanding(await validateTaxProfile(tx, actor, now, validated), now) };
  },
});

async function shown({ tx, actor, now }: Context<MemberActor>): Promise<TaxProfiles> {
  const [account, rows] = await Promise.all([getAccount(tx), listTaxProfiles(tx)]);
  return {
    company: { name: account.name, country: account.country },
    profiles: rows.map((row) => present(row, now)),
    editors: editorsOf('tax_profiles', actor.rights),
    can: { fill: may(actor.rights, 'tax_profiles', 'edit') },
  };
}

const present = (row: TaxProfileRow, now: Date): TaxProfile => ({
  profileId: row.profileId,
  form: row.form as TaxForm,
  legalName: row.legalName,
  country: row.country,
  masked: row.masked,
  claimsTreaty: row.claimsTreaty,
  standing: taxProfileStanding(row, now),
  reason: row.reason as TaxProfile['reason'],
  note: row.note,
  withheld: row.withheld,
  validUntil: row.validUntil,
  filledAt: row.filledAt,
  filledBy: row.filledByName,
  dueAt: row.state === 'pending_validation' ? new Date(row.filledAt.getTime() + profileHours * 3_600_000) : null,
  version: row.version,
});
