import { locales } from '../../src/core/locale.ts';
import { programs } from '../../src/features/programs/contract.ts';
import { catalogText } from '../../src/features/programs/catalogFile.ts';
import { listProgramRows } from '../../src/features/programs/queries.ts';
import { inNobody } from '../../src/server/db.ts';
import { as } from '../world.ts';
import { byAdmin, byRoot, type ExamplesOf, type ExampleWorld } from './world.ts';

const asRoot = ({ world, root }: ExampleWorld) => as(world, programs, root);
const program = 'office_store';
const at = ({ company: { accountId } }: ExampleWorld, key = 'integrator') => ({ accountId, program: key });
/** The operator's own words, which every company may read. */
const link = () => ({
  titles: Object.fromEntries(locales.map((locale) => [locale, 'Partner guide'])) as Record<(typeof locales)[number], string>,
  address: 'https://operator.example/guide',
  audience: [],
});
const keptLink = async (w: ExampleWorld) => (await asRoot(w).addResource(link())).resourceId;

/** The company stands in `office_store` (or outside of it) again, whatever an example before did. */
async function standing(w: ExampleWorld, state: string | null, key = program): Promise<number> {
  const { company, world } = w;
  await world.admin.query('delete from enrollments where account_id = $1 and program = $2', [company.accountId, key]);
  if (state)
    await world.admin.query(
      "insert into enrollments (account_id, program, state, applied_at, changed_at, due_at, question) values ($1, $2, $3, $4, $4, $4::timestamptz + interval '5 days', 'Since when?')",
      [company.accountId, key, state, world.now],
    );
  return 1;
}
/** An application that the operator looks at; the company has what is asked for. */
async function applied(w: ExampleWorld, state = 'applied') {
  return { ...at(w), version: await standing(w, state, 'integrator') };
}
/** One that asks for nothing but what the company has. */
async function approvable(w: ExampleWorld) {
  await w.world.admin.query("update accounts set vetting_status = 'authorized' where account_id = $1", [w.company.accountId]);
  await standing(w, 'active', 'membership');
  return { ...at(w, 'referrals'), version: await standing(w, 'applied', 'referrals') };
}
const catalogFile = async ({ world }: ExampleWorld) => ({ text: catalogText(await inNobody(world.app.db, listProgramRows)) });
const figures = { revenue: { amount: '310000', currency: 'USD' }, months: 14, asOf: '2026-10-31' };

/** The company is on its way into a reseller program and has a location in its country. */
async function reselling(w: ExampleWorld) {
  const { company, world } = w;
  await standing(w, 'applied', 'reseller_indirect');
  const { rows } = await world.admin.query<{ location_id: string }>(
    `insert into locations (account_id, location_id, name, name_folded, search_text, country, shares_with, contact, created_at)
     select account_id, nextval('partner_id_numbers')::text, $2, $2, $2, country, 'company', primary_contact, $3 from accounts where account_id = $1 returning location_id`,
    [company.accountId, `linked ${crypto.randomUUID().slice(0, 8)}`, world.now],
  );
  const linked = await world.admin.query<{ version: number }>("select version from reseller_accounts where account_id = $1 and kind = 'reseller'", [
    company.accountId,
  ]);
  return { kind: 'reseller' as const, locationId: rows[0]?.location_id ?? '', version: linked.rows[0]?.version ?? 0 };
}
async function publisher({ company, world }: ExampleWorld) {
  const { rows } = await world.admin.query<{ publisher_id: string }>(
    "insert into publishers (account_id, publisher_id, program, given_at) values ($1, 'PUB-' || nextval('publisher_numbers'), 'edge', $2) returning publisher_id",
    [company.accountId, world.now],
  );
  return { publisherId: rows[0]?.publisher_id ?? '', version: 1 };
}

export const programsExamples: ExamplesOf<typeof programs> = {
  listResellerAccounts: async (w) => byAdmin(w, {}),
  linkResellerAccount: async (w) => byAdmin(w, await reselling(w)),
  listPublishers: async (w) => byAdmin(w, {}),
  updatePublisherContact: async (w) =>
    byAdmin(w, { ...(await publisher(w)), contact: { givenName: 'Ana', familyName: 'Pérez', email: 'publish@contoso.example', phone: '01 42 60 20 00' } }),
  myPrograms: async (w) => byAdmin(w, {}),
  listPrograms: async (w) => byAdmin(w, {}),
  getProgram: async (w) => byAdmin(w, { program }),
  async applyToProgram(w) {
    await w.world.admin.query("update accounts set vetting_status = 'authorized' where account_id = $1", [w.company.accountId]);
    await standing(w, null);
    return byAdmin(w, { program });
  },
  async answerQuestion(w) {
    await standing(w, 'asked_back');
    return byAdmin(w, { program, answer: 'Since last year.' });
  },
  async withdrawApplication(w) {
    await standing(w, 'applied');
    return byAdmin(w, { program });
  },
  async previewLeaving(w) {
    await standing(w, 'active');
    return byAdmin(w, { program });
  },
  async leaveProgram(w) {
    await standing(w, 'active');
    return byAdmin(w, { program });
  },
  listCatalog: async (w) => byRoot(w, {}),
  getCatalogProgram: async (w) => byRoot(w, { program }),
  async editProgram(w) {
    const {
      version,
      program: key,
      isOpen: _o,
      roles: _r,
      companies: _c,
      changedAt: _a,
      can: _can,
      ...definition
    } = await asRoot(w).getCatalogProgram({ program });
    return byRoot(w, { program: key, definition, version });
  },
  setProgramOpen: async (w) => byRoot(w, { program, isOpen: true }),
  orderPrograms: async (w) => byRoot(w, { programs: ['membership', 'referrals'] }),
  exportCatalog: async (w) => byRoot(w, {}),
  previewImport: async (w) => byRoot(w, await catalogFile(w)),
  importCatalog: async (w) => byRoot(w, await catalogFile(w)),
  listEnrollments: async (w) => byRoot(w, { state: 'applied', limit: 5 }),
  listEnrollmentsOf: async (w) => byRoot(w, { accountId: w.company.accountId }),
  async getEnrollment(w) {
    const { accountId, program: key } = await applied(w);
    return byRoot(w, { accountId, program: key });
  },
  approveEnrollment: async (w) => byRoot(w, await approvable(w)),
  refuseEnrollment: async (w) => byRoot(w, { ...(await applied(w)), reason: 'other', note: `Not yet, ${w.mark}.` }),
  askBack: async (w) => byRoot(w, { ...(await applied(w)), question: `Since when, ${w.mark}?` }),
  changeStanding: async (w) => byRoot(w, { ...(await applied(w, 'active')), change: 'suspend', reason: 'unpaid' }),
  async inviteCompany(w) {
    await standing(w, null, 'integrator');
    return byRoot(w, { ...at(w), sponsor: `${w.mark} Vogel` });
  },
  async setFigures(w) {
    const { version } = (await asRoot(w).listEnrollmentsOf({ accountId: w.company.accountId })).figures;
    return byRoot(w, { accountId: w.company.accountId, ...figures, version });
  },
  listResources: async (w) => byAdmin(w, {}),
  listKeptResources: async (w) => byRoot(w, {}),
  addResource: async (w) => byRoot(w, link()),
  editResource: async (w) => byRoot(w, { resourceId: await keptLink(w), ...link() }),
  removeResource: async (w) => byRoot(w, { resourceId: await keptLink(w) }),
  orderResources: async (w) => byRoot(w, { resourceIds: [await keptLink(w)] }),
};
