import { createCanvas } from '@napi-rs/canvas';
import { profiles } from '../../src/features/profiles/contract.ts';
import { human } from '../human.ts';
import { account, as, join, joinPrograms, type TestAccount, type TestPerson } from '../world.ts';
import { emailOf, type Example, type ExamplesOf, type ExampleWorld, someone } from './world.ts';

/** What a profile says that can be published. */
export const exampleFields = {
  description: 'We move small companies to the cloud. We stay with them afterwards.',
  website: 'https://www.contoso.example/',
  industries: ['health' as const],
  services: ['migration' as const, 'security' as const],
  products: ['Ledger 365'],
  skills: ['Zero trust'],
  languages: ['fr', 'en'],
};
/** A picture with something to see in it. */
export function examplePicture(width = 640, height = 320): string {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#3551d0';
  context.fillRect(10, 10, width - 20, height - 20);
  return canvas.toBuffer('image/png').toString('base64');
}

interface Made {
  readonly company: TestAccount;
  readonly admin: TestPerson;
  readonly profileId: string;
  readonly version: number;
}
let serial = 0;
/** A company of its own, since it may have only one profile for a country and language. */
async function company(w: ExampleWorld): Promise<Pick<Made, 'company' | 'admin'>> {
  const made = await account(w.world, `${w.mark} ${++serial} GmbH`);
  await joinPrograms(w.world, made, 'referrals');
  return { company: made, admin: await join(w.world, made, await someone(w), 'referrals_admin') };
}
const by = ({ company: at, admin }: Pick<Made, 'company' | 'admin'>, w: ExampleWorld) => as(w.world, profiles, { ...admin, account: at });

async function drafted(w: ExampleWorld): Promise<Made> {
  const at = await company(w);
  const { profileId, version } = await by(at, w).addProfile({ country: 'FR', locale: 'fr' });
  const said = await by(at, w).updateProfile({ ...exampleFields, profileId, version });
  return { ...at, profileId, version: said.version };
}
/** A published profile, and the id of its page. */
export async function published(w: ExampleWorld): Promise<Made & { pageId: string; slug: string }> {
  const made = await drafted(w);
  const { profileId, version } = made;
  const { address } = await by(made, w).publishProfile({ profileId, version });
  const slug = decodeURIComponent(address?.split('/').at(-1) ?? '');
  return { ...made, slug, pageId: slug.slice(-12) };
}
const said = <Input>({ company: at, admin }: Pick<Made, 'company' | 'admin'>, input: Input): Example<Input> => ({ input, as: admin, account: at });
const open = <Input>(input: Input): Example<Input> => ({ input, as: null });
const onDraft = async (w: ExampleWorld) => {
  const made = await drafted(w);
  return said(made, { profileId: made.profileId, version: made.version });
};

async function lead(w: ExampleWorld): Promise<Made & { leadId: string }> {
  const made = await published(w);
  await as(w.world, profiles, { address: crypto.randomUUID() }).writeToPartner(await message(w, made.pageId));
  const { items } = await by(made, w).listLeads({});
  return { ...made, leadId: items[0]?.leadId ?? '' };
}
const message = async (w: ExampleWorld, pageId: string) => ({
  pageId,
  human: await human(w.world),
  name: 'Lucía Ferrer',
  company: 'Ferrer e Hijos',
  email: emailOf(w),
  message: 'We are 30 people and want to move before June.',
  locale: 'es' as const,
});

export const profilesExamples: ExamplesOf<typeof profiles> = {
  listProfiles: async (w) => said(await drafted(w), {}),
  addProfile: async (w) => said(await company(w), { country: 'FR', locale: 'en' as const }),
  async getProfile(w) {
    const made = await drafted(w);
    return said(made, { profileId: made.profileId });
  },
  async updateProfile(w) {
    const made = await drafted(w);
    return said(made, { ...exampleFields, skills: ['Migration of mail'], profileId: made.profileId, version: made.version });
  },
  async setProfileLogo(w) {
    const made = await drafted(w);
    return said(made, { picture: examplePicture(), profileId: made.profileId, version: made.version });
  },
  publishProfile: onDraft,
  async withdrawProfile(w) {
    const made = await published(w);
    return said(made, { profileId: made.profileId, version: made.version });
  },
  removeProfile: onDraft,
  async previewProfile(w) {
    const made = await drafted(w);
    return said(made, { profileId: made.profileId });
  },
  searchPartners: async () => open({ search: 'cloud', place: 'Paris', limit: 5 }),
  getPartner: async (w) => open({ pageId: (await published(w)).pageId, locale: 'fr' as const }),
  async getPartnerLogo(w) {
    const made = await drafted(w);
    const { logoUrl } = await by(made, w).setProfileLogo({ picture: examplePicture(), profileId: made.profileId, version: made.version });
    return open({ id: logoUrl?.split('/').at(-1) ?? '' });
  },
  showDirectory: async () => open({ place: 'Paris' }),
  showDirectoryIn: async () => open({ locale: 'fr', search: 'cloud' }),
  showPartner: async (w) => open({ locale: 'fr', slug: (await published(w)).slug }),
  showSitemap: async () => open({}),
  showSitemapPart: async () => open({ part: 'partners-0.xml' }),
  writeToPartner: async (w) => open(await message(w, (await published(w)).pageId)),
  listLeads: async (w) => said(await lead(w), { limit: 5 }),
  async markLeadAnswered(w) {
    const made = await lead(w);
    return said(made, { leadId: made.leadId });
  },
};
