import { applications, type Ask } from '../../src/features/applications/contract.ts';
import { account, as, joinPrograms, member } from '../world.ts';
import { asAdmin, byAdmin, type ExamplesOf, type ExampleWorld } from './world.ts';

/** A certificate of nobody’s, good until 2126; its private key was thrown away. */
export const certificate = `-----BEGIN CERTIFICATE-----
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

const asks: Ask[] = [{ permission: 'customers', level: 'view' }];
const described = (w: Pick<ExampleWorld, 'mark'>) => ({
  name: `${w.mark} sync`,
  description: `Keeps ${w.mark} in step`,
  redirects: ['https://app.example.com/back'],
  asks,
});
/** An application of the company’s own. */
async function registered(w: ExampleWorld): Promise<{ applicationId: string }> {
  await joinPrograms(w.world, w.company, 'integrator');
  const { applicationId } = await asAdmin(w, applications).registerApplication(described(w));
  return { applicationId };
}
/** Another company’s application, to be consented to. */
async function offered(w: ExampleWorld): Promise<{ applicationId: string }> {
  const company = await account(w.world);
  await joinPrograms(w.world, company, 'integrator');
  const { applicationId } = await as(w.world, applications, { ...(await member(w.world, company, 'global_admin')), account: company }).registerApplication({
    ...described(w),
    name: 'Sync',
    description: 'Keeps things in step',
  });
  return { applicationId };
}
async function consented(w: ExampleWorld): Promise<{ applicationId: string; consentId: string }> {
  const { applicationId } = await offered(w);
  const { consentId } = await asAdmin(w, applications).giveConsent({ applicationId, grants: asks });
  return { applicationId, consentId };
}

export const applicationsExamples: ExamplesOf<typeof applications> = {
  async listApplications(w) {
    await registered(w);
    return byAdmin(w, { limit: 5 });
  },
  getApplication: async (w) => byAdmin(w, await registered(w)),
  async registerApplication(w) {
    await joinPrograms(w.world, w.company, 'integrator');
    return byAdmin(w, described(w));
  },
  changeApplication: async (w) => byAdmin(w, { ...(await registered(w)), ...described(w), version: 1 }),
  retireApplication: async (w) => byAdmin(w, { ...(await registered(w)), version: 1 }),
  addSecret: async (w) => byAdmin(w, { ...(await registered(w)), name: 'Production', months: 6 as const }),
  addCertificate: async (w) => byAdmin(w, { ...(await registered(w)), name: 'Production', certificate }),
  async endKey(w) {
    const { applicationId } = await registered(w);
    const { keyId } = await asAdmin(w, applications).addSecret({ applicationId, name: 'Old', months: 3 });
    return byAdmin(w, { applicationId, keyId });
  },
  listConsentsTo: async (w) => byAdmin(w, { ...(await registered(w)), limit: 5 }),
  findApplication: async (w) => byAdmin(w, await offered(w)),
  async listConsents(w) {
    await consented(w);
    return byAdmin(w, { limit: 5 });
  },
  giveConsent: async (w) => byAdmin(w, { ...(await offered(w)), grants: asks }),
  revokeConsent: async (w) => byAdmin(w, { consentId: (await consented(w)).consentId }),
};
