import { foldEmail } from '../core/text.ts';
import { addDirectory } from '../features/directories/acts/directories.ts';
import type { App } from '../main.server.ts';
import { system } from '../server/actor.ts';
import { acrossAccounts, enter } from '../server/db.ts';
import { hashToken, newToken } from '../server/secrets.ts';
import { demoCompanies } from './demoData.ts';

/** A certificate of nobody’s, good until 2126; its private key was thrown away. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIBizCCATGgAwIBAgIUb3SjuI7GfiRpUSk7SaLbWvHRZNQwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPYXBwLmV4YW1wbGUuY29tMCAXDTI2MTEyMTIwMTE1NloYDzIx
MjYxMDI4MjAxMTU2WjAaMRgwFgYDVQQDDA9hcHAuZXhhbXBsZS5jb20wWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAATA86Nvs+EKXitRup42ppfRVzIs+plMqnFZTGzK
vrHIoL7DldkID8pw29+e+fDj7tBfR+sZTSbZbpdP5HOys9Lao1MwUTAdBgNVHQ4E
FgQUnuio1Hqpv69h6Vew+MZ5tpVkjuYwHwYDVR0jBBgwFoAUnuio1Hqpv69h6Vew
+MZ5tpVkjuYwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAtjbB
Kfa18crAya2cU/ttLboFshrbSS/aoENd0KsdPpUCIAQ4JTj5/u5yOvjSdghalJQ/
hSe5YjoNtVbZoqMnBOX3
-----END CERTIFICATE-----`;

const names = {
  en: ['Service desk', 'Sales'],
  fr: ['Assistance', 'Ventes'],
  es: ['Soporte', 'Ventas'],
  'zh-CN': ['服务台', '销售'],
  'zh-TW': ['服務台', '業務'],
} as const;

/** What each company’s directory has sent: people, two groups, of which one gives a role. Beside it stands a SAML provider that was never tried. */
export async function provisionPeople(app: App, now: Date, known: ReadonlyMap<string, string>, companies: ReadonlyMap<string, string>): Promise<void> {
  for (const company of demoCompanies) {
    const accountId = companies.get(company.key) ?? '';
    await acrossAccounts(app.db, 'provisioning of the demo', async (tx) => {
      await enter(tx, { accountId });
      const found = await tx.selectFrom('directoryDomains').select(['directoryId', 'domain']).where('accountId', '=', accountId).executeTakeFirst();
      if (!found) return;
      const { directoryId, domain } = found;
      const token = newToken();
      const made = { name: 'Entra ID', hint: token.slice(-4), tokenHash: hashToken(token), createdAt: now, createdBy: company.people[0]?.givenName ?? '' };
      await tx
        .insertInto('scimTokens')
        .values({ accountId, directoryId, ...made, expiresAt: new Date(now.getTime() + 180 * 86_400_000), lastUsedAt: now })
        .execute();
      const users = company.people.slice(1, 4).map(({ givenName, familyName, email: own }, at) => {
        const email = `${own.split('@')[0] ?? ''}@${domain}`;
        const folded = { userName: email, userNameFolded: foldEmail(email), email, emailFolded: foldEmail(email) };
        // The last one has been asked, and has not answered yet.
        const personId = at < 2 ? (known.get(own) ?? null) : null;
        const who = { userId: crypto.randomUUID(), givenName, familyName, personId, invitationId: personId ? null : crypto.randomUUID() };
        return { accountId, directoryId, ...who, ...folded, externalId: String(at), isActive: true, createdAt: now, changedAt: now };
      });
      await tx.insertInto('scimUsers').values(users).execute();
      const groups = names[company.people[0]?.locale ?? 'en'].map((displayName, at) => ({
        accountId,
        directoryId,
        groupId: crypto.randomUUID(),
        externalId: String(at),
        displayName,
        createdAt: now,
        changedAt: now,
        roles: at ? [] : ['report_viewer'],
      }));
      await tx.insertInto('scimGroups').values(groups).execute();
      const members = users.slice(0, 2).map(({ userId }) => ({ accountId, groupId: groups[1]?.groupId ?? '', userId }));
      if (members.length) await tx.insertInto('scimGroupMembers').values(members).execute();
      const settings = { issuer: `https://saml.${domain}/`, ssoUrl: `https://saml.${domain}/sso`, certificates: [certificate] };
      // After the other one, which is shown first.
      await addDirectory(tx, system('demo', accountId), new Date(now.getTime() + 1), { name: 'SAML', kind: 'saml', settings, secret: null });
    });
  }
}
