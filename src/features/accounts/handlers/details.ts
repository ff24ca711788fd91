import { may, type Rights } from '../../../core/access.ts';
import type { Locale } from '../../../core/locale.ts';
import type { Contact } from '../../../core/person.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { showPhone } from '../../../server/phone.ts';
import { noDetails, updateDetails } from '../acts/details.ts';
import { Business, type CompanyDetails, type detailEndpoints, families, FamilyPrograms, type Identifier, MoreIdentifiers } from '../contract/details.ts';
import { editorsOf } from '../policy.ts';
import { type AccountRow, getAccount, listDomains } from '../queries.ts';
import { type DetailsRow, findDetails, listFirstLocations } from '../queries/details.ts';
import { countLocations } from '../queries/locations.ts';

/** Locations that the page of identifiers names; the others stand in their own list. */
const named = 20;

export const detailHandlers: HandlersOf<typeof detailEndpoints> = {
  async getCompanyDetails({ tx, actor }) {
    const [account, row] = await Promise.all([getAccount(tx), findDetails(tx)]);
    return present(account, row ?? noDetails, actor.rights);
  },
  async updateCompanyDetails({ tx, actor, now }, { version, ...said }) {
    const row = await updateDetails(tx, actor, now, version, said);
    return present(await getAccount(tx), row, actor.rights);
  },
  async listFamilies({ tx, ask }) {
    const [programs] = await Promise.all([ask(FamilyPrograms, {}), getAccount(tx)]);
    const all = programs.flat();
    return {
      items: families
        .map((family) => ({ family, programs: all.filter((each) => each.family === family).map(({ family: _, ...rest }) => rest) }))
        .filter(({ family, programs: of }) => family === 'partner' || of.length > 0),
    };
  },
  async listIdentifiers({ tx, actor, ask }) {
    const [account, details, domains, locations, locationCount, more] = await Promise.all([
      getAccount(tx),
      findDetails(tx),
      listDomains(tx),
      may(actor.rights, 'locations') ? listFirstLocations(tx, named) : [],
      may(actor.rights, 'locations') ? countLocations(tx, { locale: actor.locale, limit: 10_001 }) : 0,
      ask(MoreIdentifiers, {}),
    ]);
    const one = (kind: string, value: string | null | undefined, link: string | null = null, of: string | null = null): Identifier[] =>
      value ? [{ kind, value, of, link }] : [];
    return {
      items: [
        ...one('partner', account.partnerId),
        ...one('account', account.accountId),
        ...locations.flatMap(({ locationId, name }) => one('location', locationId, `/a/:account/locations/${locationId}`, name)),
        ...one('registration', account.registrationNumber, '/a/:account/company'),
        ...one('vat', account.vatNumber, '/a/:account/company'),
        ...one('duns', details?.duns, '/a/:account/company'),
        ...domains.flatMap(({ domain }) => one('domain', domain, '/a/:account/domains')),
        ...more.flat(),
      ],
      locationCount,
    };
  },
};

function present(account: AccountRow, row: DetailsRow, rights: Rights): CompanyDetails {
  const contact = row.legalContact as Contact | null;
  return {
    legalContact: contact,
    legalPhoneShown: contact?.phone ? showPhone(contact.phone, account.country) : null,
    languages: row.languages as Locale[],
    duns: row.duns,
    business: Business.parse(row.business),
    version: row.version,
    editors: editorsOf('legal_profile', rights),
    can: { edit: may(rights, 'legal_profile', 'edit') },
  };
}
