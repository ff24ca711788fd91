import type { Browser } from '@playwright/test';
import { expect } from '@playwright/test';
import { accounts } from '../src/features/accounts/contract.ts';
import { agreements } from '../src/features/agreements/contract.ts';
import { members } from '../src/features/members/contract.ts';
import { programs } from '../src/features/programs/contract.ts';
import { verification } from '../src/features/verification/contract.ts';
import { as, type Newcomer, openBrowser } from './newcomers.ts';
import { demoUrl, operatorEmail, signInByApi } from './people.ts';

const program = 'reseller_distributor';

/** Brings a company to where only the agreement is missing before it is a distributor, without the pages. */
export async function qualify(browser: Browser, { context, company: { accountId, domain }, givenName, familyName, email }: Newcomer): Promise<void> {
  const desk = await openBrowser(browser, 'en');
  await signInByApi(desk, demoUrl(), operatorEmail('op_root'));
  const [own, joining, checking, deciding] = [as(context, accounts, accountId), as(context, programs, accountId), as(desk, verification), as(desk, programs)];
  await joining.applyToProgram({ program: 'membership' });
  const { version } = await checking.getCase({ accountId });
  await checking.decide({ accountId, decision: 'authorize', version });
  await expect(async () => expect((await joining.getProgram({ program: 'membership' })).state).toBe('active')).toPass();
  const support = { email: `help@${domain}`, phone: '+1 503 555 0177', website: `https://${domain}/help` };
  await own.updateSupportDetails({ ...support, version: (await own.getSupportDetails({})).version });
  await own.addLocation({ name: 'Portland', sharesWith: 'company', address: null, contact: { givenName, familyName, email } });
  await deciding.inviteCompany({ accountId, program, sponsor: 'Renata Vogel' });
  await joining.applyToProgram({ program, statements: ['billing', 'authority'] });
  const { version: applied } = await deciding.getEnrollment({ accountId, program });
  await deciding.approveEnrollment({ accountId, program, version: applied });
  await desk.close();
}

/** Makes a company a distributor, and its first person an admin agent. They must have shown a second factor. */
export async function becomeDistributor(browser: Browser, admin: Newcomer): Promise<void> {
  await qualify(browser, admin);
  const { accountId } = admin.company;
  const signing = as(admin.context, agreements, accountId);
  const { shown } = await signing.getAgreement({ agreement: 'partner' });
  await signing.acceptAgreement({ agreement: 'partner', textId: shown?.textId ?? '', locale: shown?.locale ?? 'en', sha256: shown?.sha256 ?? '' });
  await expect(async () => expect((await as(admin.context, programs, accountId).getProgram({ program })).state).toBe('active')).toPass();
  const own = as(admin.context, members, accountId);
  const { version, roles } = await own.getMember({ personId: admin.personId });
  const held = roles.map(({ role, scope, endsAt }) => ({ role, scope, endsAt: endsAt ? String(endsAt) : null }));
  await own.setRoles({ personId: admin.personId, version, roles: [...held, { role: 'admin_agent' }] });
}
