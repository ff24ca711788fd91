import { addDirectory, keepTest } from '../features/directories/acts/directories.ts';
import { findDirectory } from '../features/directories/queries/directories.ts';
import { domainOf } from '../core/text.ts';
import type { App } from '../main.server.ts';
import { system } from '../server/actor.ts';
import { acrossAccounts, enter } from '../server/db.ts';
import { demoCompanies } from './demoData.ts';

/**
 * Each company has a directory, tried and then turned off: nobody answers at its provider, so the sign-in page must not offer it. It
 * speaks for a domain of its own, so that what the company’s people can do by theirs stays as it is.
 */
export async function connectDirectories(app: App, now: Date, known: ReadonlyMap<string, string>, companies: ReadonlyMap<string, string>): Promise<void> {
  for (const company of demoCompanies) {
    const accountId = companies.get(company.key) ?? '';
    const [first] = company.people;
    const home = domainOf(first?.email ?? '');
    const domain = `login.${home}`;
    const issuer = `https://${domain}/realms/people`;
    await acrossAccounts(app.db, 'directories of the demo', async (tx) => {
      await enter(tx, { accountId });
      const actor = system('demo', accountId);
      const { directoryId } = await addDirectory(tx, actor, now, { name: company.name, kind: 'oidc', settings: { issuer, clientId: 'entente' }, secret: null });
      const directory = await findDirectory(tx, directoryId);
      if (!directory || !first) return;
      await keepTest(tx, now, directory, known.get(first.email) ?? null, {
        issuer,
        subject: '2f1c7d5e-90b4-4a6c-8d17-5b0e3a9c6f42',
        email: `${first.email.split('@')[0] ?? ''}@${domain}`,
        name: `${first.givenName} ${first.familyName}`,
        secondFactor: true,
        refused: null,
      });
      await tx.updateTable('directories').set({ state: 'off' }).where('directoryId', '=', directoryId).execute();
      await tx.insertInto('accountDomains').values({ accountId, domain, provedAt: now, dnsProvedAt: now }).execute();
      await tx.insertInto('directoryDomains').values({ accountId, directoryId, domain, addedAt: now, checkedAt: now }).execute();
      const linked = company.people.slice(1, 3).map(({ email }, at) => ({
        accountId,
        directoryId,
        issuer,
        subject: `8e0d4b1a-77c2-4f35-9a60-1d2c3b4a5f6${at}`,
        personId: known.get(email) ?? '',
        email: `${email.split('@')[0] ?? ''}@${domain}`,
        domain,
        state: 'linked',
        createdAt: now,
        linkedAt: now,
        lastUsedAt: now,
      }));
      if (linked.length) await tx.insertInto('externalIdentities').values(linked).execute();
    });
  }
}
