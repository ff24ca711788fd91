import { z } from 'zod';
import { may, type Rights } from '../../core/access.ts';
import type { AccountRole } from '../../core/roles.ts';
import { countries, countryRule } from '../../core/countries.ts';
import type { Address } from '../../core/country.ts';
import type { Locale, Translate } from '../../core/locale.ts';
import { cursorKey, idKey, instantKey, page } from '../../core/page.ts';
import type { Contact } from '../../core/person.ts';
import { NotFound } from '../../core/problems.ts';
import { fold } from '../../core/text.ts';
import type { MemberActor } from '../../server/actor.ts';
import type { Context, HandlersOf } from '../../server/call.ts';
import type { Config } from '../../server/config.ts';
import { enter } from '../../server/db.ts';
import { showPhone } from '../../server/phone.ts';
import type { Tx } from '../../server/tx.ts';
import {
  askContactAgain,
  confirmContact,
  noteLook,
  setAcceptedProofs,
  setTaxExemption,
  updateLegalProfile,
  updatePrimaryContact,
  updateSupportDetails,
} from './acts.ts';
import {
  type accounts,
  FamilyPrograms,
  type HomeFigure,
  HomeFigures,
  type HomeProgram,
  HomePrograms,
  type HomeTask,
  HomeTasks,
  LegalNameLocked,
  LookedAt,
  LookInto,
  type OpenTask,
  type RejectionReason,
  taxExemptions,
  type VettingStatus,
  WhoHolds,
} from './contract.ts';
import { detailHandlers } from './handlers/details.ts';
import { domainHandlers } from './handlers/domains.ts';
import { locationFileHandlers } from './handlers/locationFiles.ts';
import { standingHandlers } from './handlers/standing.ts';
import { linksOf, locationHandlers, presentLine } from './handlers/locations.ts';
import { editorsOf } from './policy.ts';
import { type AccountRow, findAccount, getAccount, listAccounts, listDomains, findMergedInto, listDuplicates, listLooks } from './queries.ts';
import { countLocations, listLocations } from './queries/locations.ts';

/** Locations shown to an operator who looks in; the others are counted. */
const lookedAt = 50;

interface AccountsParts {
  readonly config: Config;
  translator(locale: Locale): Translate;
}

export const accountsHandlers = ({ config, translator }: AccountsParts): HandlersOf<typeof accounts> => ({
  ...locationHandlers,
  ...locationFileHandlers(translator),
  ...detailHandlers,
  ...domainHandlers(config),
  ...standingHandlers,
  getCompany: async ({ tx, actor }) => present(await getAccount(tx), actor.rights),
  async getCompanyCard({ tx }) {
    const { accountId, partnerId, name, country } = await getAccount(tx);
    return { accountId, partnerId, name, country };
  },
  async updateLegalProfile({ tx, actor, now, ask }, { version, ...legal }) {
    const { name, vettingStatus } = await getAccount(tx);
    if (legal.name !== name && vettingStatus === 'authorized') {
      const keeper = (await ask(FamilyPrograms, {})).flat().find(({ locksName }) => locksName);
      if (keeper) throw new LegalNameLocked({ programName: keeper.name });
    }
    return present(await updateLegalProfile(tx, actor, now, version, legal), actor.rights);
  },
  async updatePrimaryContact({ tx, actor, now }, { version, contact }) {
    return present(await updatePrimaryContact(tx, actor, now, version, contact), actor.rights);
  },
  async resendContactMail({ tx, actor, now }) {
    await askContactAgain(tx, now, actor.locale);
    return {};
  },
  confirmContact: async ({ tx, actor, now }, { token }) => ({ company: (await confirmContact(tx, actor, now, token)).name }),
  getSupportDetails: async ({ tx, actor }) => presentSupport(await getAccount(tx), actor.rights),
  async updateSupportDetails({ tx, actor, now }, { version, ...details }) {
    return presentSupport(await updateSupportDetails(tx, actor, now, version, details), actor.rights);
  },
  getTaxExemption: async ({ tx, actor }) => presentTax(await getAccount(tx), actor.rights),
  async setTaxExemption({ tx, actor, now }, { version, choice }) {
    return presentTax(await setTaxExemption(tx, actor, now, version, choice), actor.rights);
  },
  getSignInPolicy: async ({ tx, actor }) => presentPolicy(await getAccount(tx), actor),
  async setAcceptedProofs({ tx, actor, now }, { version, accepted }) {
    return presentPolicy(await setAcceptedProofs(tx, actor, now, version, accepted), actor);
  },
  getHome: home,
  async listLooks({ tx }, { after, limit }) {
    return page(await listLooks(tx, limit + 1, instantKey(after)), limit, (row) => [row.at.toISOString(), row.announcementId], presentLook);
  },
  listCountries: async () => ({ items: countries.map(({ iso2, callingCode }) => ({ iso2, callingCode })) }),
  async getCountry(_, { iso2 }) {
    const rule = countryRule(iso2);
    if (!rule) throw new NotFound({});
    return rule;
  },
  async listAccounts({ tx }, { search, after, limit, ...filters }) {
    const [folded, id] = cursorKey(after) ?? [];
    const accountId = z.uuid().safeParse(search).data;
    const words = accountId
      ? []
      : fold(search ?? '')
          .split(' ')
          .filter(Boolean);
    const rows = await listAccounts(tx, {
      limit: limit + 1,
      words,
      accountId,
      ...filters,
      after: id === undefined ? undefined : { folded: String(folded), id: idKey(id) },
    });
    return page(
      rows,
      limit,
      (row) => [row.nameFolded, row.accountId],
      (row) => ({
        accountId: row.accountId,
        partnerId: row.partnerId,
        name: row.name,
        country: row.country,
        vetting: row.vettingStatus as VettingStatus,
        state: stateOf(row),
        createdAt: row.createdAt,
      }),
    );
  },
  async openAccount({ tx, actor, now, ask }, { accountId, why, note }) {
    const row = await entered(tx, accountId);
    await noteLook(tx, actor, now, accountId, why, note);
    const { locale } = actor;
    const [domains, duplicates, looks, parts, locations, locationCount, mergedInto, links] = await Promise.all([
      listDomains(tx),
      listDuplicates(tx, row),
      listLooks(tx, 20),
      ask(LookInto, { accountId }),
      listLocations(tx, { locale, limit: lookedAt }),
      countLocations(tx, { locale, limit: 10_001 }),
      findMergedInto(tx),
      linksOf(ask),
    ]);
    const part = parts[0] ?? { people: [], peopleCount: 0, invitationCount: 0 };
    const support = { email: row.supportEmail, phone: row.supportPhone, phoneShown: fromAbroad(row.supportPhone), website: row.supportWebsite };
    return {
      ...presentCompany(row),
      phoneShown: fromAbroad((row.primaryContact as Contact).phone),
      support,
      taxExemption: taxExemptions.find((choice) => choice === row.taxExemption) ?? null,
      acceptedProofs: row.acceptedProofs,
      domains,
      mergedInto: mergedInto ?? null,
      looks: looks.map(presentLook),
      duplicates: duplicates.map((other) => ({ ...other, state: stateOf(other) })),
      locations: locations.map((location) => presentLine(location, links(location))),
      locationCount,
      ...part,
      can: { verify: may(actor.rights, 'op.verification'), bringBack: may(actor.rights, 'op.access') },
    };
  },
});

/** Narrows the operator's transaction to one account. @throws NotFound */
async function entered(tx: Tx, accountId: string): Promise<AccountRow> {
  await enter(tx, { accountId });
  const row = await findAccount(tx);
  if (!row) throw new NotFound({});
  return row;
}

const stateOf = (row: { readonly state: string }) => row.state as 'active' | 'suspended' | 'closed';
const presentVetting = (row: AccountRow) => ({
  status: row.vettingStatus as VettingStatus,
  reason: row.vettingReason as RejectionReason | null,
  note: row.vettingNote,
  changedAt: row.vettingChangedAt,
  dueAt: row.vettingDueAt,
});
const dialed = (phone: string | null | undefined, { country }: AccountRow): string | null => (phone ? showPhone(phone, country) : null);
/** The operator may sit anywhere: with the country's code. */
const fromAbroad = (phone: string | null | undefined): string | null => (phone ? showPhone(phone, '') : null);
const presentCompany = (row: AccountRow) => ({
  accountId: row.accountId,
  partnerId: row.partnerId,
  name: row.name,
  country: row.country,
  address: row.address as Address,
  registrationNumber: row.registrationNumber,
  vatNumber: row.vatNumber,
  website: row.website,
  primaryContact: row.primaryContact as Contact,
  phoneShown: dialed((row.primaryContact as Contact).phone, row),
  primaryContactConfirmedAt: row.primaryContactConfirmedAt,
  vetting: presentVetting(row),
  state: stateOf(row),
  createdAt: row.createdAt,
  version: row.version,
});
const present = (row: AccountRow, rights: Rights) => {
  const edit = may(rights, 'legal_profile', 'edit');
  return {
    ...presentCompany(row),
    editors: editorsOf('legal_profile', rights),
    can: { editLegal: edit, editContact: edit, seeLooks: may(rights, 'activity_log'), seeVerification: may(rights, 'verification') },
  };
};
const presentSupport = (row: AccountRow, rights: Rights) => ({
  email: row.supportEmail,
  phone: row.supportPhone,
  phoneShown: dialed(row.supportPhone, row),
  website: row.supportWebsite,
  version: row.version,
  editors: editorsOf('support_profile', rights),
  can: { edit: may(rights, 'support_profile', 'edit') },
});
const presentTax = (row: AccountRow, rights: Rights) => ({
  choice: taxExemptions.find((choice) => choice === row.taxExemption) ?? null,
  version: row.version,
  editors: editorsOf('tax_exemption', rights),
  can: { edit: may(rights, 'tax_exemption', 'edit') },
});
const presentPolicy = (row: AccountRow, actor: { readonly rights: Rights; readonly proofs: readonly string[] }) => ({
  accepted: row.acceptedProofs,
  own: [...actor.proofs],
  version: row.version,
  editors: editorsOf('sign_in_policy', actor.rights),
  can: { edit: may(actor.rights, 'sign_in_policy', 'edit') },
});
const presentLook = (row: { readonly at: Date; readonly actorName: string | null; readonly details: unknown }) => ({
  at: row.at,
  by: row.actorName ?? '',
  ...(LookedAt.details.parse(row.details) as { why: 'verification'; note: string | null }),
});

async function home({ tx, actor, ask }: Context<MemberActor>) {
  const [row, further, figures, joined] = await Promise.all([getAccount(tx), ask(HomeTasks, {}), ask(HomeFigures, {}), ask(HomePrograms, {})]);
  const programs = joined.flat();
  const others = [...further.flat(), ...programs.flatMap(givesRoles)];
  const open = [...others.filter(({ isFirst }) => isFirst), ...openTasks(row), ...others.filter(({ isFirst }) => !isFirst)];
  const rolesFor = (task: OpenTask) => (task.permission === 'signed-in' ? [] : editorsOf(task.permission, actor.rights));
  const roles = [...new Set(open.flatMap(rolesFor))];
  const helpers = roles.length ? (await ask(WhoHolds, { roles })).flat() : [];
  const tasks = open.map((task): HomeTask => {
    const can = task.permission === 'signed-in' || may(actor.rights, task.permission, 'edit');
    const holders = rolesFor(task);
    return {
      key: task.key,
      link: task.link,
      values: { ...task.values },
      permission: task.permission,
      can,
      roles: holders,
      helpers: can
        ? []
        : helpers
            .filter((one) => one.roles.some((role) => holders.includes(role as AccountRole)))
            .slice(0, 3)
            .map(({ personId, name, email }) => ({ personId, name, email })),
      program: task.program ?? null,
    };
  });
  return {
    name: row.name,
    partnerId: row.partnerId,
    country: row.country,
    vetting: presentVetting(row),
    roles: [...actor.rights.roles],
    tasks,
    figures: figures.flat() as HomeFigure[],
    programs,
  };
}

/** What a program needs before anyone can work in it; asked of those who can give it. */
const givesRoles = ({ program, name, state, people, can }: HomeProgram): OpenTask[] =>
  state === 'active' && people === 0 && can.giveRoles
    ? [{ key: 'program_roles', link: '/a/:account/people', permission: 'roles', values: { name }, program }]
    : [];

/** What is left of the company's own profile; each vanishes when it is done. */
function openTasks(row: AccountRow): OpenTask[] {
  const tasks: (OpenTask | false)[] = [
    !row.primaryContactConfirmedAt && { key: 'primary_contact', link: '/a/:account/company#contact', permission: 'legal_profile' },
    !row.supportEmail && { key: 'support_details', link: '/a/:account/support-details', permission: 'support_profile' },
    !row.taxExemption && { key: 'tax_exemption', link: '/a/:account/tax-exemption', permission: 'tax_exemption' },
  ];
  return tasks.filter((task) => task !== false);
}
