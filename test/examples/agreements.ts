import { agreements } from '../../src/features/agreements/contract.ts';
import { relations } from '../../src/features/relations/contract.ts';
import { account, as, joinPrograms, member } from '../world.ts';
import { asAdmin, byAdmin, byRoot, type ExamplesOf, type ExampleWorld, someoneIn } from './world.ts';

const agreement = 'partner';
const asRoot = ({ world, root }: ExampleWorld) => as(world, agreements, root);

/** The company's application is approved, and it has accepted nothing. */
async function available({ company, world }: ExampleWorld): Promise<void> {
  await world.admin.query('delete from agreement_acceptances where account_id = $1', [company.accountId]);
  await world.admin.query("delete from announcements where account_id = $1 and name = 'agreements.forwarded'", [company.accountId]);
  await world.admin.query(
    `insert into enrollments (account_id, program, state, applied_at, changed_at) values ($1, 'reseller_indirect', 'qualified', $2, $2)
     on conflict (account_id, program) do update set state = 'qualified'`,
    [company.accountId, world.now],
  );
}
/** The text in force, accepted by the company. */
async function accepted(w: ExampleWorld): Promise<string> {
  await available(w);
  const mine = asAdmin(w, agreements);
  const { shown } = await mine.getAgreement({ agreement });
  await mine.acceptAgreement({ agreement, textId: shown.textId, locale: shown.locale, sha256: shown.sha256 });
  return shown.textId;
}
/** A whole draft, of an agreement that no program asks for. */
async function draft(w: ExampleWorld): Promise<{ textId: string; version: number }> {
  await w.world.admin.query("delete from agreement_texts where number is null and agreement = 'example'");
  const { textId, version } = await asRoot(w).addText({ agreement: 'example', region: 'all' });
  const edited = await asRoot(w).editText({ textId, version, texts: { en: { title: 'Example', text: 'Be kind.' } } });
  return { textId, version: edited.version };
}
/** A company that works with the one of the examples. */
async function partnerOf(w: ExampleWorld): Promise<string> {
  const other = await account(w.world);
  await joinPrograms(w.world, other, 'distributor');
  const { relationId, version } = await as(w.world, relations, { ...(await member(w.world, other, 'global_admin')), account: other }).inviteReseller({
    partnerId: w.company.partnerId,
  });
  await asAdmin(w, relations).acceptRelation({ relationId, version });
  return other.partnerId;
}
const published = async (w: ExampleWorld) => (await asRoot(w).listTexts({})).items.find((text) => text.agreement === agreement)?.textId ?? '';

export const agreementsExamples: ExamplesOf<typeof agreements> = {
  listAgreements: async (w) => byAdmin(w, {}),
  getAgreement: async (w) => byAdmin(w, { agreement, locale: 'fr' }),
  downloadAgreement: async (w) => byAdmin(w, { agreement }),
  async acceptAgreement(w) {
    await available(w);
    const { shown } = await asAdmin(w, agreements).getAgreement({ agreement });
    return byAdmin(w, { agreement, textId: shown.textId, locale: shown.locale, sha256: shown.sha256 });
  },
  async forwardAgreement(w) {
    await available(w);
    return { input: { agreement }, as: await someoneIn(w, 'admin_agent'), account: w.company };
  },
  listAgreementTemplates: async (w) => byAdmin(w, {}),
  makeDocumentLinks: async (w) => byAdmin(w, { agreement: 'customer', locale: 'fr' }),
  async openDocument(w) {
    const { read } = await asAdmin(w, agreements).makeDocumentLinks({ agreement: 'customer', locale: 'en' });
    const { pathname, searchParams } = new URL(read);
    const input = {
      textId: pathname.split('/').at(-1) ?? '',
      locale: 'en' as const,
      until: Number(searchParams.get('until')),
      proof: searchParams.get('proof') ?? '',
    };
    return { input, as: null };
  },
  getPartnerAgreement: async (w) => byAdmin(w, { partnerId: await partnerOf(w) }),
  downloadRecord: async (w) => byAdmin(w, { agreement, textId: await accepted(w), locale: 'fr' }),
  verifyRecord: async () => ({ input: { content: Buffer.from('%PDF-1.7\n').toString('base64') }, as: null }),
  listTexts: async (w) => byRoot(w, {}),
  getText: async (w) => byRoot(w, { textId: await published(w) }),
  async addText(w) {
    await w.world.admin.query("delete from agreement_texts where number is null and agreement = 'example'");
    return byRoot(w, { agreement: 'example', region: 'all' });
  },
  editText: async (w) => byRoot(w, { ...(await draft(w)), texts: { en: { title: 'Example', text: 'Be kind and brief.' } } }),
  publishText: async (w) => byRoot(w, { ...(await draft(w)), validFrom: '2026-12-01' }),
  removeText: async (w) => byRoot(w, { textId: (await draft(w)).textId }),
  downloadAcceptance: async (w) => byRoot(w, { textId: await accepted(w), accountId: w.company.accountId }),
  listAcceptances: async (w) => byRoot(w, { textId: await published(w), limit: 5 }),
};
