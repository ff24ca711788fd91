import type { Client } from '../core/endpoint.ts';
import { locales } from '../core/locale.ts';
import { domainOf } from '../core/text.ts';
import { addAccount } from '../features/accounts/acts.ts';
import { accounts } from '../features/accounts/contract.ts';
import { changeCenter, markSetUp } from '../features/center/acts.ts';
import { changeCalendar } from '../features/center/acts/calendar.ts';
import { center } from '../features/center/contract.ts';
import { getCenter } from '../features/center/queries.ts';
import { daysOf } from '../features/center/queries/calendar.ts';
import { addPerson, hashPassword, keepPassword, openSession } from '../features/identity/acts.ts';
import { findPersonByEmail } from '../features/identity/queries.ts';
import { addMember, askToJoin } from '../features/members/acts.ts';
import { members } from '../features/members/contract.ts';
import { learning } from '../features/learning/contract.ts';
import { receiveLead } from '../features/profiles/acts/leads.ts';
import { profiles } from '../features/profiles/contract.ts';
import { merges } from '../features/merges/contract.ts';
import { relations } from '../features/relations/contract.ts';
import { openAccessRequest } from '../features/recovery/acts/access.ts';
import { attachFile } from '../features/support/acts/requests.ts';
import { support } from '../features/support/contract.ts';
import { verification } from '../features/verification/contract.ts';
import { agreements } from '../features/agreements/contract.ts';
import { tax } from '../features/tax/contract.ts';
import type { App } from '../main.server.ts';
import { nobody, system } from '../server/actor.ts';
import { acrossAccounts, enter, inNobody } from '../server/db.ts';
import {
  consultant,
  demoCenter,
  demoHolidays,
  demoCompanies,
  type DemoCompany,
  type DemoPerson,
  demoNews,
  demoOperators,
  demoPassword,
  demoRoleRequests,
} from './demoData.ts';
import { demoContacts } from './demoContacts.ts';
import { limitAndTrust } from './demoApprovals.ts';
import { arrangeCatalog, arranged, stockCatalog } from './demoCatalog.ts';
import { addCustomers, demoCustomers } from './demoCustomers.ts';
import { clientOf } from './demoClient.ts';
import { licenseUsers } from './demoLicenses.ts';
import { sellToCustomers } from './demoOrders.ts';
import { moveBetweenPartners } from './demoTransfers.ts';
import { addWebhooks } from './demoWebhooks.ts';
import { catalog } from '../features/catalog/contract.ts';
import { customers } from '../features/customers/contract.ts';
import { orders } from '../features/orders/contract.ts';
import { joinPrograms } from './demoPrograms.ts';
import { connectDirectories } from './demoDirectories.ts';
import { provisionPeople } from './demoProvisioning.ts';
import { demoAccess, demoEvidence } from './demoAccess.ts';
import { connectApplications } from './demoApplications.ts';
import { demoPayouts, demoTaxProfile } from './demoAffairs.ts';
import { demoLearners } from './demoLearning.ts';
import { demoLeads, demoProfiles } from './demoProfiles.ts';
import { demoRequests } from './demoRequests.ts';

const builder = system('entente demo');
type Named = Pick<DemoPerson, 'givenName' | 'familyName' | 'email' | 'locale'>;

/** Builds the demo world once: six companies, their people, the operator, and what they did in the last days. */
export async function buildDemo(app: App): Promise<void> {
  if (await app.isSetUp()) return;
  const now = new Date();
  const hash = await hashPassword(demoPassword);
  const root = await openCenter(app, now, hash);
  const known = new Map<string, string>();
  const companies = new Map<string, string>();
  for (const company of demoCompanies) companies.set(company.key, await signUp(app, now, hash, company, known));
  await addConsultant(app, now, hash, companies);
  await liveALittle(app, now, { root, known, companies });
  await joinPrograms(app, now, companies);
  await acceptAgreements(app, now, companies);
  await askResellers(app, now, companies);
  await stockCatalog(app, now);
  await sell(app, now, companies);
  await moveBetweenPartners(app, now, companies, (email) => tokenOf(app, now, email));
  await limitAndTrust(app, companies, (email) => tokenOf(app, now, email));
  await proposeMerges(app, now, companies);
  await askTheDesk(app, now, companies);
  await learn(app, now, companies);
  await showThemselves(app, now, companies);
  await connectApplications(app, (email) => tokenOf(app, now, email), companies);
  await addWebhooks(app, companies, (email) => tokenOf(app, now, email));
  await arrangePayouts(app, now, companies);
  await connectDirectories(app, now, known, companies);
  await provisionPeople(app, now, known, companies);
  await askForAccess(app, now, companies.get('chenxi') ?? '');
}

async function openCenter(app: App, now: Date, hash: string): Promise<string> {
  await acrossAccounts(app.db, 'entente demo', async (tx) => {
    await changeCenter(tx, builder, now, (await getCenter(tx)).version, { ...demoCenter, locales: [...locales] });
    const { version, workingDays, deskTimeZone: zone, deskOpens: opens, deskCloses: closes } = await getCenter(tx);
    await changeCalendar(tx, builder, now, version, { days: daysOf(workingDays), zone, opens, closes, holidays: demoHolidays(now) });
    await tx.updateTable('center').set({ isDemo: true }).execute();
    await markSetUp(tx, now);
    for (const { role, ...named } of demoOperators) {
      const { personId } = await addPerson(tx, builder, now, named);
      await keepPassword(tx, builder, now, personId, hash);
      await tx.insertInto('operators').values({ personId, role, givenAt: now }).execute();
    }
  });
  return tokenOf(app, now, demoOperators[0]?.email ?? '');
}

/** A company with all its people; returns its account. */
const signUp = (app: App, now: Date, hash: string, company: DemoCompany, known: Map<string, string>): Promise<string> =>
  inNobody(app.db, async (tx) => {
    for (const who of company.people) {
      const { personId } = await addPerson(tx, builder, now, named(who));
      await keepPassword(tx, builder, now, personId, hash);
      known.set(who.email, personId);
    }
    const [first] = company.people;
    if (!first) throw new Error(`${company.name} has nobody`);
    const { accountId } = await addAccount(tx, builder, now, {
      name: company.name,
      country: company.country,
      address: { country: company.country, ...company.address },
      registrationNumber: company.registrationNumber,
      website: company.website,
      primaryContact: { givenName: first.givenName, familyName: first.familyName, email: first.email, phone: company.phone },
      termsAcceptedBy: known.get(first.email) ?? '',
      domain: domainOf(first.email),
      provedEmail: first.email,
    });
    for (const who of company.people) await addMember(tx, builder, now, { ...memberOf(who), personId: known.get(who.email) ?? '', roles: [...who.roles] });
    return accountId;
  });

const addConsultant = (app: App, now: Date, hash: string, companies: Map<string, string>) =>
  inNobody(app.db, async (tx) => {
    const { personId } = await addPerson(tx, builder, now, named(consultant.person));
    await keepPassword(tx, builder, now, personId, hash);
    for (const [key, roles] of Object.entries(consultant.companies)) {
      await enter(tx, { accountId: companies.get(key) ?? '' });
      await addMember(tx, builder, now, { ...memberOf(consultant.person), personId, roles: [...roles] });
    }
  });

interface Built {
  readonly root: string;
  readonly known: Map<string, string>;
  readonly companies: Map<string, string>;
}

/** What people did since: support details, invitations, decisions, a request to join. Through the same doors as everyone. */
/** One verifier compares and proposes, the other agrees; the paper that the company sent is not enough. */
async function turnDown(
  app: App,
  now: Date,
  desk: Client<typeof verification>,
  { accountId, version }: { readonly accountId: string; readonly version: number },
) {
  await desk.compareCase({ accountId, version, source: 'register', found: { street: '信義路四段7號', city: '大安區', postalCode: '106' } });
  const reason = { reason: 'address_differs', note: '統一編號登記的地址為信義路四段，請確認。' } as const;
  const proposed = await desk.decide({ accountId, decision: 'reject', ...reason, version });
  const second = await tokenOf(app, now, demoOperators.find(({ role }) => role === 'op_verifier')?.email ?? '');
  await clientOf(app, verification, second).settleProposal({ accountId, agree: true, version: proposed.version });
  await app.endSession(second);
}

async function liveALittle(app: App, now: Date, { root, companies, known }: Built): Promise<void> {
  for (const company of demoCompanies) {
    const accountId = companies.get(company.key) ?? '';
    const [first] = company.people;
    if (!first) throw new Error(`${company.name} has nobody`);
    const token = await tokenOf(app, now, first.email);
    const own = clientOf(app, accounts, token, accountId),
      people = clientOf(app, members, token, accountId);
    if (company.support) await own.updateSupportDetails({ ...company.support, version: (await own.getSupportDetails({})).version });
    if (company.taxExemption) await own.setTaxExemption({ choice: company.taxExemption, version: (await own.getTaxExemption({})).version });
    if (company.certificate) await clientOf(app, tax, token, accountId).fileExemption(company.certificate);
    for (const { name, address, registrationNumber, contact, phone } of company.locations) {
      const { givenName, familyName, email } = company.people[contact] ?? first;
      await own.addLocation({
        name,
        address: address ?? null,
        sharesWith: address ? null : 'company',
        registrationNumber: registrationNumber ?? null,
        contact: { givenName, familyName, email, ...(phone ? { phone } : {}) },
      });
    }
    // Someone reads the reports of one place for a quarter of a year.
    const [place] = (await people.listRolePlaces({})).locations;
    const reader = known.get(company.people.at(-1)?.email ?? '');
    if (place && reader && company.people.length > 1) {
      const endsAt = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 91));
      await people.giveRoles({ personIds: [reader], roles: [{ role: 'report_viewer', scope: { locations: [place.locationId] }, endsAt }] });
    }
    if (company.invited.length)
      await people.invite({ people: company.invited.map((who) => ({ ...who, roles: [...who.roles], locale: company.people[0]?.locale ?? 'en' })) });
    if (company.vetting !== 'pending') {
      const { version } = await own.getCompany({});
      const desk = clientOf(app, verification, root);
      if (company.vetting === 'asked') await desk.askCompany({ accountId, version, question: company.question ?? '' });
      else if (company.vetting === 'authorized') await desk.decide({ accountId, decision: 'authorize', version });
      else await turnDown(app, now, desk, { accountId, version });
    }
    await askForRole(app, now, accountId, demoRoleRequests[company.key]);
    await app.endSession(token);
  }
  await inNobody(app.db, (tx) =>
    askToJoin(tx, builder, now, {
      accountId: companies.get('harbor') ?? '',
      givenName: 'Ethan',
      familyName: 'Cole',
      email: 'ethan.cole@harborpine.example',
      locale: 'en',
      message: 'I joined the channel team this week.',
    }),
  );
  const news = clientOf(app, center, root);
  const { newsId } = await news.addNews({ texts: demoNews });
  await news.publishNews({ newsId });
  for (const contact of demoContacts) await clientOf(app, support, root).addSupportContact(contact);
  await app.endSession(root);
}

async function askForRole(app: App, now: Date, accountId: string, asker: { readonly email: string; readonly reason: string } | undefined): Promise<void> {
  if (!asker) return;
  const token = await tokenOf(app, now, asker.email);
  const wanted = { role: 'billing_admin', reason: asker.reason, days: 7, permission: 'billing_profile', needs: 'edit' } as const;
  await clientOf(app, members, token, accountId).askForRole(wanted);
  await app.endSession(token);
}

/** Who is in a program that asks for the agreement has accepted it, each in the language of its admin. */
async function acceptAgreements(app: App, now: Date, companies: Map<string, string>): Promise<void> {
  for (const company of demoCompanies.filter(({ key }) => key === 'harbor' || key === 'atelier')) {
    const token = await tokenOf(app, now, company.people[0]?.email ?? '');
    const own = clientOf(app, agreements, token, companies.get(company.key));
    const { shown } = await own.getAgreement({ agreement: 'partner' });
    await own.acceptAgreement({ agreement: 'partner', textId: shown.textId, locale: shown.locale, sha256: shown.sha256 });
    await app.endSession(token);
  }
}

/** Each reseller's customers, added by its first admin, who is an agent as well. */
async function sell(app: App, now: Date, companies: Map<string, string>): Promise<void> {
  for (const [key, seller] of Object.entries(demoCustomers)) {
    const token = await tokenOf(app, now, demoCompanies.find((each) => each.key === key)?.people[0]?.email ?? '');
    await addCustomers(clientOf(app, customers, token, companies.get(key)), now, seller);
    const order = arranged[key];
    if (order) await arrangeCatalog(clientOf(app, catalog, token, companies.get(key)), order);
    const accountId = companies.get(key) ?? '';
    const office = { own: clientOf(app, orders, token, accountId), known: clientOf(app, customers, token, accountId) };
    await sellToCustomers({ app, accountId, ...office, bought: () => licenseUsers({ ...office, country: seller.country, locale: seller.locale }) }, now);
    await app.endSession(token);
  }
}

/** One distributor, whose invitations the others have answered or not. */
async function askResellers(app: App, now: Date, companies: Map<string, string>): Promise<void> {
  const tokens = new Map<string, string>();
  const sideOf = async (key: string) => {
    const company = demoCompanies.find((each) => each.key === key);
    const token = tokens.get(key) ?? (await tokenOf(app, now, company?.people[0]?.email ?? ''));
    tokens.set(key, token);
    return { own: clientOf(app, accounts, token, companies.get(key)), relations: clientOf(app, relations, token, companies.get(key)) };
  };
  const distributor = (await sideOf('harbor')).relations;
  for (const key of ['atelier', 'mediterraneo', 'yunfan', 'chenxi']) {
    const reseller = await sideOf(key);
    const { partnerId } = await reseller.own.getCompany({});
    const { relationId, version } = await distributor.inviteReseller({ partnerId });
    if (key === 'atelier') await reseller.relations.acceptRelation({ relationId, version });
  }
  for (const token of tokens.values()) await app.endSession(token);
}

/** Companies that think of becoming one: one waits for the last yes, others for an answer. */
async function proposeMerges(app: App, now: Date, companies: Map<string, string>): Promise<void> {
  const tokens = new Map<string, string>();
  const sideOf = async (key: string) => {
    const token = tokens.get(key) ?? (await tokenOf(app, now, demoCompanies.find((each) => each.key === key)?.people[0]?.email ?? ''));
    tokens.set(key, token);
    return { own: clientOf(app, accounts, token, companies.get(key)), merges: clientOf(app, merges, token, companies.get(key)) };
  };
  for (const [survivor, joining, agrees] of [
    ['harbor', 'atelier', true],
    ['mediterraneo', 'yunfan', false],
    ['harbor', 'chenxi', false],
  ] as const) {
    const [one, other] = [await sideOf(survivor), await sideOf(joining)];
    const { mergeId } = await one.merges.inviteToMerge({ partnerId: (await other.own.getCompany({})).partnerId });
    const { version, plan } = await other.merges.getMerge({ mergeId });
    if (agrees && plan?.stops.length === 0) await other.merges.acceptMerge({ mergeId, version, seal: plan.seal });
  }
  for (const token of tokens.values()) await app.endSession(token);
}

/** Questions to the support desk, and what one of its agents did about them. */
async function askTheDesk(app: App, now: Date, companies: Map<string, string>): Promise<void> {
  const agent = await tokenOf(app, now, demoOperators.find(({ role }) => role === 'op_support_agent')?.email ?? '');
  const desk = clientOf(app, support, agent);
  for (const { company, email, file, desk: done, ...asked } of demoRequests) {
    const token = await tokenOf(app, now, email);
    const own = clientOf(app, support, token, companies.get(company));
    const { requestId } = await own.openRequest(asked);
    if (file) await own.addRequestFile({ requestId, name: file.name, content: Buffer.from(file.text).toString('base64') });
    if (done?.as === 'close') await desk.closeDeskRequest({ requestId, outcome: 'solved', text: done.text });
    else if (done) await desk.answerRequest({ requestId, text: done.text, as: done.as });
    await app.endSession(token);
  }
  await app.endSession(agent);
}

/** Some have passed exams, where there is a provider to ask. */
async function learn(app: App, now: Date, companies: Map<string, string>): Promise<void> {
  for (const { company, email, code } of demoLearners) {
    const token = await tokenOf(app, now, email);
    const own = clientOf(app, learning, token, companies.get(company));
    if ((await own.getMyLearning({})).offered) await own.associateLearning({ code });
    await app.endSession(token);
  }
}

/** Companies publish what customers read of them, and visitors of the directory write to them. */
async function showThemselves(app: App, now: Date, companies: Map<string, string>): Promise<void> {
  for (const [at, { company, country, locale, locations, fields }] of demoProfiles.entries()) {
    const accountId = companies.get(company) ?? '';
    const token = await tokenOf(app, now, demoCompanies.find(({ key }) => key === company)?.people[0]?.email ?? '');
    const own = clientOf(app, profiles, token, accountId);
    const { profileId, version, places } = await own.addProfile({ country, locale, from: null });
    const chosen = places.filter(({ name }) => locations.includes(name)).map(({ locationId }) => locationId);
    const said = await own.updateProfile({ ...fields, locations: chosen, profileId, version });
    const { address } = await own.publishProfile({ profileId, version: said.version });
    await app.endSession(token);
    const visitor = nobody({ requestId: crypto.randomUUID(), address: null, userAgent: 'entente demo' });
    const lead = demoLeads[at];
    if (lead) await inNobody(app.db, (tx) => receiveLead(tx, visitor, now, address?.slice(-12) ?? '', { ...lead, locationId: null }));
  }
}

/** One asks for a payout account, another confirms it; a second one still waits. */
async function arrangePayouts(app: App, now: Date, companies: Map<string, string>): Promise<void> {
  const { company, asks, confirms, accounts: wanted } = demoPayouts;
  const [asking, confirming] = [await tokenOf(app, now, asks), await tokenOf(app, now, confirms)];
  const [first, second] = [asking, confirming].map((token) => clientOf(app, tax, token, companies.get(company)));
  for (const { account, isConfirmed } of wanted) {
    const { changes } = (await first?.askPayoutChange({ kind: 'add', account })) ?? {};
    const changeId = changes?.at(-1)?.changeId;
    if (isConfirmed && changeId) await second?.confirmPayoutChange({ changeId });
  }
  await first?.fillTaxProfile(demoTaxProfile);
  await app.endSession(asking);
  await app.endSession(confirming);
}

/** Somebody who cannot sign in asks for access to a company; its admins are asked first. */
async function askForAccess(app: App, now: Date, accountId: string): Promise<void> {
  const asker = nobody({ requestId: crypto.randomUUID(), address: null, userAgent: 'entente demo' });
  const { requestId, partnerId } = await acrossAccounts(app.db, 'a request for access of the demo', async (tx) => {
    const account = await tx.selectFrom('accounts').select('partnerId').where('accountId', '=', accountId).executeTakeFirstOrThrow();
    const claims = { ...demoAccess.claims, partnerId: account.partnerId };
    return { ...account, ...(await openAccessRequest(tx, asker, now, { ...demoAccess, claims })) };
  });
  for (const { text, ...file } of demoEvidence)
    await acrossAccounts(app.db, `evidence for ${partnerId}`, (tx) => attachFile(tx, app.files, now, { requestId, ...file, bytes: Buffer.from(text) }));
}

const named = ({ givenName, familyName, email, locale }: Named): Named => ({ givenName, familyName, email, locale });

const memberOf = ({ givenName, familyName, email }: Named) => ({ givenName, familyName, email });

const tokenOf = async (app: App, now: Date, email: string): Promise<string> =>
  (
    await inNobody(app.db, async (tx) => {
      const personId = await findPersonByEmail(tx, email);
      if (!personId) throw new Error(`nobody signs in as ${email}`);
      return openSession(tx, builder, now, { personId, proofs: ['cli'], secondFactor: true, address: null, userAgent: 'entente demo' });
    })
  ).token;
