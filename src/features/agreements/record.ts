import { Readable } from 'node:stream';
import { z } from 'zod';
import { countryName } from '../../core/country.ts';
import { formatsFor, type Locale, type MessageKey, pickLocale, type Translate } from '../../core/locale.ts';
import { NotFound } from '../../core/problems.ts';
import type { Context } from '../../server/call.ts';
import type { Download } from '../../server/http.ts';
import type { Sheet } from '../../server/pdf.ts';
import { signPdf } from '../../server/signedPdf.ts';
import { fingerprintOf, type Signer } from '../../server/signer.ts';
import { getCenter } from '../center/queries.ts';
import { nameOfPlace, type RecordAbout } from './contract.ts';
import { type AcceptanceRow, findAcceptance, type TextRow } from './queries.ts';

export interface RecordParts {
  readonly signer: Signer;
  /** Where the center is, for whoever checks the record there. */
  readonly publicUrl: string;
  translator(locale: Locale): Translate;
}
const tags: Partial<Record<Locale, string>> = { 'zh-CN': 'zh-Hans', 'zh-TW': 'zh-Hant' };
/** As it is called within a sentence of the other language. */
const languageName = (language: Locale, within: Locale): string =>
  new Intl.DisplayNames(within, { type: 'language' }).of(tags[language] ?? language) ?? language;

interface Which {
  readonly accountId: string;
  readonly textId: string;
  /** In which the record speaks; the agreement stands in it in the language that was read, and in English, which binds. */
  readonly locale: Locale;
  readonly agreement?: string;
}

const Company = z.object({ name: z.string(), partnerId: z.string(), country: z.string() });
interface Known {
  readonly center: string;
  readonly company: z.output<typeof Company>;
  readonly acceptance: AcceptanceRow;
  readonly text: TextRow;
}

/** The record of an acceptance, made from what was kept then, and signed by the center as it leaves. @throws NotFound */
export async function recordOf(
  { apart, now }: Pick<Context, 'apart' | 'now'>,
  { signer, translator, publicUrl }: RecordParts,
  which: Which,
): Promise<Download> {
  const known = await apart(async (tx): Promise<Known | undefined> => {
    const found = await findAcceptance(tx, which.accountId, which.textId);
    if (!found || (which.agreement !== undefined && which.agreement !== found.acceptance.agreement)) return undefined;
    const [center, account] = await Promise.all([
      getCenter(tx),
      tx.selectFrom('accounts').select(['name', 'partnerId', 'country']).where('accountId', '=', which.accountId).executeTakeFirst(),
    ]);
    const then = Company.safeParse(found.acceptance.company);
    return { ...found, center: center.name, company: then.success ? then.data : Company.parse(account) };
  });
  if (!known) throw new NotFound({});
  const words = wordsIn(which.locale, translator(which.locale), known);
  const { title } = words;
  const about = { title, author: known.center, locale: which.locale, at: now, foot: (page: number, pages: number) => words.foot(page, pages) };
  // With it come the writer and its fonts, 50 MB: only where a record is asked for.
  const { writePdf } = await import('../../server/pdf.ts');
  const pdf = await writePdf(about, (sheet) => write(sheet, words, known, { fingerprint: fingerprintOf(signer.publicKey), page: `${publicUrl}/verify` }));
  const { agreement, region, number } = known.acceptance;
  const name = `${agreement}-${region}-${number}-${known.company.partnerId}.pdf`;
  return { type: 'application/pdf', name, body: Readable.from([signPdf(pdf, signer, now, aboutOf(words.agreed, known))]) };
}

/** What a verifier is told of the record; `RecordAbout` reads it. */
const aboutOf = (title: string, { center, company, acceptance }: Known): z.input<typeof RecordAbout> => ({
  kind: 'agreement_acceptance',
  center,
  agreement: title,
  version: String(acceptance.number),
  region: acceptance.region,
  company: company.name,
  partnerId: company.partnerId,
  signer: acceptance.acceptedName,
  acceptedAt: acceptance.acceptedAt.toISOString(),
});

function wordsIn(locale: Locale, t: Translate, { center, text, acceptance }: Known) {
  const { formatDate, formatList } = formatsFor(locale, 'UTC');
  const read = pickLocale([acceptance.readLocale]);
  const agreed = text.texts[locale]?.title ?? text.texts.en?.title ?? acceptance.agreement;
  return {
    t,
    locale,
    read,
    agreed,
    title: t('agreements.pdf.title', { agreement: agreed }),
    moment: (at: Date) => t('agreements.pdf.utc', { moment: formatDate(at, 'moment') }),
    day: (day: string) => formatDate(day, 'long'),
    list: formatList,
    foot: (page: number, pages: number) => t('agreements.pdf.foot', { center, page, pages }),
  };
}
type Words = ReturnType<typeof wordsIn>;

const proofWords = ['password', 'passkey', 'totp', 'mail_code', 'recovery_code', 'cli'] as const;

function write(sheet: Sheet, words: Words, known: Known, proof: { readonly fingerprint: string; readonly page: string }): void {
  const { t, moment, title } = words;
  const { acceptance: row, company, center } = known;
  const proofs = (row.proofs ?? []).map((proof) => t(`agreements.pdf.proof.${proofWords.find((each) => each === proof) ?? 'other'}`));
  const roles = (row.roles ?? []).map((role) => t(`roles.${role}` as MessageKey));
  const unknown = t('agreements.pdf.not_kept');
  sheet.heading(title);
  sheet.paragraph(t('agreements.pdf.says', { name: row.acceptedName, company: company.name, center, moment: moment(row.acceptedAt) }));
  sheet.heading(t('agreements.pdf.agreement'), 2);
  sheet.facts(factsOfText(words, known));
  sheet.heading(t('agreements.pdf.party'), 2);
  sheet.facts([
    [t('agreements.pdf.company'), company.name],
    [t('agreements.pdf.partner_id'), company.partnerId],
    [t('agreements.pdf.country'), countryName(company.country, words.locale)],
    [t('agreements.pdf.signer'), row.acceptedName],
    [t('agreements.pdf.email'), row.acceptedEmail],
    [t('agreements.pdf.roles'), roles.length ? words.list(roles) : unknown],
    [t('agreements.pdf.moment'), moment(row.acceptedAt)],
    [t('agreements.pdf.address'), row.address ?? unknown],
    [t('agreements.pdf.proved'), proofs.length ? words.list(proofs) : unknown],
    [t('agreements.pdf.second_factor'), row.secondFactorAt ? moment(row.secondFactorAt) : unknown],
    [t('agreements.pdf.declared'), t('agreements.accept.authority', { company: company.name })],
  ]);
  sheet.heading(t('agreements.pdf.proof_title'), 2);
  sheet.paragraph(t('agreements.pdf.proof_text', { command: 'entente records verify' }));
  sheet.facts([
    [t('agreements.pdf.check_at'), proof.page],
    [t('agreements.pdf.key'), proof.fingerprint],
  ]);
  writeTexts(sheet, words, known);
}

function factsOfText({ t, locale, agreed, read, day }: Words, { acceptance: row, text }: Known): [string, string][] {
  return [
    [t('agreements.pdf.name'), agreed],
    [t('agreements.version'), String(row.number)],
    [t('agreements.region'), nameOfPlace(t, locale, row.region)],
    [t('agreements.op.valid_from'), text.validFrom ? day(text.validFrom) : ''],
    [t('agreements.pdf.binding'), row.sha256],
    ...(read === 'en' ? [] : [[t('agreements.pdf.read_in', { language: languageName(read, locale) }), row.readSha256] as [string, string]]),
  ];
}

/** The text that was read, and the English one behind it where that is another. */
function writeTexts(sheet: Sheet, { t, read, locale: inWords }: Words, { text, acceptance }: Known): void {
  for (const locale of read === 'en' ? (['en'] as const) : ([read, 'en'] as const)) {
    const written = text.texts[locale];
    if (!written) continue;
    sheet.newPage();
    sheet.paragraph(t(locale === 'en' ? 'agreements.pdf.text_binding' : 'agreements.pdf.text_read', { language: languageName(locale, inWords) }), {
      small: true,
    });
    sheet.paragraph(`SHA-256 ${locale === 'en' ? acceptance.sha256 : acceptance.readSha256}`, { small: true });
    sheet.markdown(`# ${written.title}\n\n${written.text}`, locale);
  }
}
