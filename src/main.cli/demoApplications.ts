import { applications } from '../features/applications/contract.ts';
import type { App } from '../main.server.ts';
import { acrossAccounts } from '../server/db.ts';
import { hashToken } from '../server/secrets.ts';
import { demoApplication, demoOwnApplication } from './demoAffairs.ts';
import { clientOf } from './demoClient.ts';
import { demoCompanies } from './demoData.ts';

/** An integrator registers an application, and companies let it in; another company registers one for itself. */
export async function connectApplications(app: App, tokenOf: (email: string) => Promise<string>, companies: ReadonlyMap<string, string>): Promise<void> {
  const clientIn = async (key: string) => {
    const token = await tokenOf(demoCompanies.find((each) => each.key === key)?.people[0]?.email ?? '');
    return { token, own: clientOf(app, applications, token, companies.get(key)) };
  };
  const { company, secret, partners, ...described } = demoApplication;
  const integrator = await clientIn(company);
  const { applicationId } = await integrator.own.registerApplication({ ...described, redirects: [...described.redirects] });
  await integrator.own.addSecret({ applicationId, ...secret });
  await app.endSession(integrator.token);
  for (const key of partners) {
    const { token, own } = await clientIn(key);
    await own.giveConsent({ applicationId, grants: (await own.findApplication({ applicationId })).asks });
    await app.endSession(token);
  }
  const registrant = await clientIn(demoOwnApplication.company);
  await registerOwn(app, registrant.own);
  await app.endSession(registrant.token);
}

/** Its secret is fixed for the installation, so that it can be said at each start. */
async function registerOwn(app: App, own: ReturnType<typeof clientOf<typeof applications>>): Promise<void> {
  const { company: _, secret, ...described } = demoOwnApplication;
  const { applicationId } = await own.registerApplication({ ...described, redirects: [...described.redirects], asks: [...described.asks] });
  const { keyId } = await own.addSecret({ applicationId, ...secret });
  const value = app.demoClientSecret();
  await acrossAccounts(app.db, 'the secret of the demo', (tx) =>
    tx
      .updateTable('applicationKeys')
      .set({ valueHash: hashToken(value), hint: value.slice(-4) })
      .where('keyId', '=', keyId)
      .execute(),
  );
}

/** What the API of the demo can be tried with; undefined where its company has no such application (any more). */
export async function findDemoClient(app: App): Promise<{ readonly clientId: string; readonly tenant: string; readonly secret: string } | undefined> {
  const row = await acrossAccounts(app.db, 'the client of the demo', (tx) =>
    tx
      .selectFrom('applications')
      .select(['applicationId', 'accountId'])
      .where('name', '=', demoOwnApplication.name)
      .where('state', '=', 'active')
      .executeTakeFirst(),
  );
  return row && { clientId: row.applicationId, tenant: row.accountId, secret: app.demoClientSecret() };
}
