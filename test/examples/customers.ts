import { customers } from '../../src/features/customers/contract.ts';
import { relations } from '../../src/features/relations/contract.ts';
import { account, as, joinPrograms, member, session, type TestPerson } from '../world.ts';
import { byRoot, type Example, type ExamplesOf, type ExampleWorld, mailed, someoneIn } from './world.ts';

let serial = 0;
const domainOf = ({ mark }: Pick<ExampleWorld, 'mark'>) => `c${++serial}.${mark.toLowerCase()}.example`;
const address = { country: 'FR', line1: '12 rue de la Paix', city: 'Paris', postalCode: '75002' };
const agents = new WeakMap<object, Promise<TestPerson>>();

/** Someone of the company who may do everything with customers; the company sells. */
async function agent(w: ExampleWorld): Promise<TestPerson> {
  await joinPrograms(w.world, w.company, 'reseller');
  const known = agents.get(w.company) ?? someoneIn(w, 'admin_agent', 'global_admin');
  agents.set(w.company, known);
  return known;
}
const asAgent = async (w: ExampleWorld) => as(w.world, customers, { ...(await agent(w)), account: w.company });
const byAgent = async <Input>(w: ExampleWorld, input: Input): Promise<Example<Input>> => ({ input, as: await agent(w), account: w.company });

const said = (w: ExampleWorld, domain: string) => ({
  name: `${w.mark} ${domain}`,
  address,
  contact: { givenName: w.mark, familyName: `${w.mark}k`, middleName: null, email: `k@${domain}`, phone: '01 42 60 20 00' },
  registrationNumber: null,
  locale: 'fr' as const,
});
export async function customer(w: ExampleWorld) {
  const domain = domainOf(w);
  return (await asAgent(w)).addCustomer({ ...said(w, domain), domain });
}
const signer = (w: ExampleWorld) => ({ givenName: w.mark, familyName: w.mark, email: `s@${domainOf(w)}`, agreedOn: w.world.now.toISOString().slice(0, 10) });

/** A qualification that waits for the operator. */
async function inReview(w: ExampleWorld) {
  const { customerId, version } = await customer(w);
  const asked = await (await asAgent(w)).askQualification({ customerId, qualification: 'government', ground: `Of ${w.mark}`, version });
  return { accountId: w.company.accountId, customerId, version: asked.version };
}
async function invited(w: ExampleWorld) {
  const email = `i@${domainOf(w)}`;
  const { invitationId } = await (await asAgent(w)).inviteCustomer({
    company: `${w.mark} books`,
    email,
    locale: 'en',
    rights: { roles: ['global_reader'], days: 10 },
  });
  return { invitationId, email };
}
async function link(w: ExampleWorld): Promise<{ token: string; email: string }> {
  const { email } = await invited(w);
  return { token: (await mailed(w, email, 'customers.invitation')).token, email };
}
async function sentCode(w: ExampleWorld) {
  const { token, email } = await link(w);
  const { attempt } = await as(w.world, customers).proveCustomerMailbox({ token, email });
  return { token, email, attempt, code: (await mailed(w, email, 'customers.invitation_code')).code };
}
/** The administrator of a customer's directory, signed in. */
async function administrator(w: ExampleWorld) {
  const { customerId, domain } = await customer(w);
  const { rows } = await w.world.admin.query<{ person_id: string }>('select person_id from customer_users where user_name = $1', [`admin@${domain}`]);
  const personId = rows[0]?.person_id ?? '';
  const who = { personId, email: `admin@${domain}`, givenName: w.mark, familyName: w.mark, locale: 'fr' as const, token: await session(w.world, personId) };
  return { customerId, who };
}
async function delegation(w: ExampleWorld, customerId: string) {
  const { items } = await (await asAgent(w)).askDelegation({ customerId, roles: ['user_admin'], days: 30 });
  const asked = items.find(({ state }) => state === 'asked');
  return { delegationId: asked?.delegationId ?? '', version: asked?.version ?? 0 };
}

const userOf = (w: ExampleWorld) => ({ name: `u${++serial}`, givenName: w.mark, familyName: `${w.mark}u`, usageLocation: 'FR', locale: 'fr' as const });
/** A user of a customer. */
async function user(w: ExampleWorld) {
  const { customerId } = await customer(w);
  const { userId, version } = await (await asAgent(w)).addCustomerUser({ ...userOf(w), customerId });
  return { customerId, userId, version };
}
/** A file with one user. */
async function userFile(w: ExampleWorld) {
  const { customerId, domain } = await customer(w);
  const content = Buffer.from(`display_name,email\n${w.mark} Martin,m${++serial}@${domain}\n`).toString('base64');
  return { customerId, name: `${w.mark}.csv`, content, usageLocation: 'FR' };
}
async function uploaded(w: ExampleWorld) {
  const file = await userFile(w);
  const { importId, version } = await (await asAgent(w)).uploadCustomerUsers(file);
  return { customerId: file.customerId, importId, version };
}

/** A customer that may buy for itself. */
async function selfBuyer(w: ExampleWorld) {
  const { customerId } = await customer(w);
  const { version } = await (await asAgent(w)).allowSelfPurchase({ customerId });
  return { customerId, version };
}
const desk = (w: ExampleWorld) => as(w.world, customers, byRoot(w, {}).as ?? undefined);
const codeOf = (w: ExampleWorld) => ({ partnerId: w.company.partnerId, organization: `${w.mark} City`, quantity: 3 });

/** The secret of the company's open link. */
async function openLink(w: ExampleWorld): Promise<string> {
  const { link } = await (await asAgent(w)).makeOpenLink({});
  return link?.split('#')[1] ?? '';
}

const consentOf = (w: ExampleWorld) => ({
  applicationId: crypto.randomUUID(),
  name: `${w.mark} sync`,
  grants: [{ enterpriseApplicationId: crypto.randomUUID(), scopes: ['User.Read'] }],
});
/** An application in a customer's directory. */
async function letIn(w: ExampleWorld) {
  const { customerId } = await customer(w);
  const { applicationId } = await (await asAgent(w)).giveTenantConsent({ customerId, ...consentOf(w) });
  return { customerId, applicationId };
}

export const customersExamples: ExamplesOf<typeof customers> = {
  listTenantConsents: async (w) => byAgent(w, { customerId: (await letIn(w)).customerId }),
  giveTenantConsent: async (w) => byAgent(w, { customerId: (await customer(w)).customerId, ...consentOf(w) }),
  endTenantConsent: async (w) => byAgent(w, await letIn(w)),
  getOpenLink: async (w) => byAgent(w, {}),
  makeOpenLink: async (w) => byAgent(w, {}),
  async endOpenLink(w) {
    await openLink(w);
    return byAgent(w, {});
  },
  openPartnerLink: async (w) => ({ input: { token: await openLink(w) }, as: null }),
  askByOpenLink: async (w) => ({ input: { token: await openLink(w), company: `${w.mark} books`, email: `o@${domainOf(w)}`, locale: 'fr' }, as: null }),
  readCustomerAgreement: async () => ({ input: { country: 'FR', locale: 'fr' as const }, as: null }),
  listSelfPurchases: async (w) => byAgent(w, { customerId: (await selfBuyer(w)).customerId, limit: 5 }),
  getSelfPurchase: async (w) => byAgent(w, { customerId: (await selfBuyer(w)).customerId }),
  allowSelfPurchase: async (w) => byAgent(w, { customerId: (await customer(w)).customerId }),
  changeSelfPurchase: async (w) => byAgent(w, { ...(await selfBuyer(w)), resources: ['reservations' as const] }),
  stopSelfPurchase: async (w) => byAgent(w, { customerId: (await selfBuyer(w)).customerId }),
  async listValidationCodes(w) {
    await desk(w).giveValidationCode(codeOf(w));
    return byAgent(w, { limit: 5 });
  },
  async listGivenCodes(w) {
    await desk(w).giveValidationCode(codeOf(w));
    return byRoot(w, { partnerId: w.company.partnerId, limit: 5 });
  },
  giveValidationCode: async (w) => byRoot(w, codeOf(w)),
  async withdrawValidationCode(w) {
    const { accountId, codeId } = await desk(w).giveValidationCode(codeOf(w));
    return byRoot(w, { accountId, codeId });
  },
  async listCustomers(w) {
    await customer(w);
    return byAgent(w, { search: w.mark, country: 'FR', limit: 5 });
  },
  countCustomers: async (w) => byAgent(w, { search: w.mark, relationship: 'direct_reseller' }),
  exportCustomers: async (w) => byAgent(w, { search: w.mark }),
  getCustomer: async (w) => byAgent(w, { customerId: (await customer(w)).customerId }),
  listCustomerColleagues: async (w) => byAgent(w, {}),
  assignCustomers: async (w) => byAgent(w, { of: { customerIds: [(await customer(w)).customerId] }, personId: (await agent(w)).personId }),
  remindOfAgreement: async (w) => byAgent(w, { of: { matching: { search: w.mark, country: 'FR' } } }),
  removeCustomers: async (w) => byAgent(w, { of: { customerIds: [(await customer(w)).customerId] }, reason: `Gone, ${w.mark}` }),
  checkDomain: async (w) => byAgent(w, { domain: domainOf(w) }),
  checkAddress: async (w) => byAgent(w, { address }),
  findAlike: async (w) => byAgent(w, { name: w.mark, country: 'FR' }),
  async prepareCustomer(w) {
    const distributor = await account(w.world);
    await joinPrograms(w.world, distributor, 'distributor');
    const other = as(w.world, relations, { ...(await member(w.world, distributor, 'global_admin')), account: distributor });
    const { relationId, version } = await other.inviteReseller({ partnerId: w.company.partnerId });
    await as(w.world, relations, { ...w.admin, account: w.company }).acceptRelation({ relationId, version });
    return byAgent(w, {});
  },
  async addCustomer(w) {
    const domain = domainOf(w);
    return byAgent(w, { ...said(w, domain), domain, agreement: signer(w) });
  },
  async updateCustomer(w) {
    const { customerId, version } = await customer(w);
    return byAgent(w, { ...said(w, domainOf(w)), customerId, version });
  },
  async askQualification(w) {
    const { customerId, version } = await customer(w);
    return byAgent(w, { customerId, qualification: 'education' as const, ground: `Of ${w.mark}`, version });
  },
  listAgreements: async (w) => byAgent(w, { customerId: (await customer(w)).customerId }),
  attestAgreement: async (w) => byAgent(w, { customerId: (await customer(w)).customerId, signer: signer(w) }),
  async listQualifications(w) {
    await inReview(w);
    return byRoot(w, { limit: 5 });
  },
  decideQualification: async (w) => byRoot(w, { ...(await inReview(w)), decision: 'refuse' as const, reason: `Not known, ${w.mark}` }),
  async listCustomerInvitations(w) {
    await invited(w);
    return byAgent(w, { limit: 5 });
  },
  inviteCustomer: async (w) => byAgent(w, { company: `${w.mark} garden`, email: `g@${domainOf(w)}`, locale: 'es' as const }),
  makeInvitationLink: async (w) => byAgent(w, { invitationId: (await invited(w)).invitationId }),
  resendCustomerInvitation: async (w) => byAgent(w, { invitationId: (await invited(w)).invitationId }),
  withdrawCustomerInvitation: async (w) => byAgent(w, { invitationId: (await invited(w)).invitationId }),
  openCustomerInvitation: async (w) => ({ input: { token: (await link(w)).token }, as: null }),
  async proveCustomerMailbox(w) {
    return { input: await link(w), as: null };
  },
  async checkCustomerCode(w) {
    const { token, attempt, code } = await sentCode(w);
    return { input: { token, attempt, code }, as: null };
  },
  async acceptCustomerInvitation(w) {
    const { token, attempt, code } = await sentCode(w);
    const { proof } = await as(w.world, customers).checkCustomerCode({ token, attempt, code });
    const newPerson = { givenName: w.mark, familyName: w.mark, proof, password: 'cobalt harbor twelve anvils', locale: 'fr' as const };
    return { input: { token, agreed: true as const, withRights: true, company: { name: `${w.mark} books`, address }, newPerson }, as: null };
  },
  declineCustomerInvitation: async (w) => ({ input: { token: (await link(w)).token, reason: 'No' }, as: null }),
  listDelegations: async (w) => byAgent(w, { customerId: (await customer(w)).customerId }),
  askDelegation: async (w) => byAgent(w, { customerId: (await customer(w)).customerId, roles: ['global_reader' as const], days: 10, why: `For ${w.mark}` }),
  async endDelegation(w) {
    const { customerId } = await customer(w);
    return byAgent(w, { customerId, ...(await delegation(w, customerId)) });
  },
  getRemoval: async (w) => byAgent(w, { customerId: (await customer(w)).customerId }),
  async removeCustomer(w) {
    const { customerId, version } = await customer(w);
    return byAgent(w, { customerId, reason: `Gone, ${w.mark}`, version });
  },
  listCustomerUsers: async (w) => byAgent(w, { customerId: (await user(w)).customerId, search: w.mark, limit: 5 }),
  async getCustomerUser(w) {
    const { customerId, userId } = await user(w);
    return byAgent(w, { customerId, userId });
  },
  addCustomerUser: async (w) => byAgent(w, { ...userOf(w), customerId: (await customer(w)).customerId }),
  async updateCustomerUser(w) {
    const { name: _, locale: __, ...said } = userOf(w);
    return byAgent(w, { ...said, ...(await user(w)), roles: ['helpdesk_admin' as const], isActive: true });
  },
  async deleteCustomerUser(w) {
    const { customerId, userId } = await user(w);
    return byAgent(w, { customerId, userId });
  },
  async restoreCustomerUser(w) {
    const { customerId, userId } = await user(w);
    await (await asAgent(w)).deleteCustomerUser({ customerId, userId });
    return byAgent(w, { customerId, userId });
  },
  async sendCustomerUserLink(w) {
    const { customerId, userId } = await user(w);
    return byAgent(w, { customerId, userId });
  },
  exportUserTemplate: async (w) => byAgent(w, { customerId: (await customer(w)).customerId }),
  uploadCustomerUsers: async (w) => byAgent(w, await userFile(w)),
  async getUserImport(w) {
    const { customerId, importId } = await uploaded(w);
    return byAgent(w, { customerId, importId });
  },
  confirmUserImport: async (w) => byAgent(w, await uploaded(w)),
  async undoUserImport(w) {
    const file = await uploaded(w);
    const { version } = await (await asAgent(w)).confirmUserImport(file);
    return byAgent(w, { ...file, version });
  },
  async listMyTenants(w) {
    const { who } = await administrator(w);
    return { input: {}, as: who };
  },
  async decideDelegation(w) {
    const { customerId, who } = await administrator(w);
    const asked = await delegation(w, customerId);
    return { input: { tenantId: customerId, accountId: w.company.accountId, ...asked, decision: 'give' as const }, as: who };
  },
  async acceptCustomerAgreement(w) {
    const { customerId, who } = await administrator(w);
    return { input: { tenantId: customerId, accountId: w.company.accountId, agreed: true as const }, as: who };
  },
};
