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
  /** A second language, for all that the record says itself. */
  readonly beside: Locale | undefined;
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
  const wordsOf = (locale: Locale) => wordsIn(locale, translator(locale), known);
  const words = wordsOf(which.locale);
  const beside = which.beside && which.beside !== which.locale ? wordsOf(which.beside) : null;
  const { title } = words;
  const about = { title, author: known.center, locale: which.locale, at: now, foot: (page: number, pages: number) => words.foot(page, pages) };
  // With it come the writer and its fonts, 50 MB: only where a record is asked for.
  const { writePdf } = await import('../../server/pdf.ts');
  const pdf = await writePdf(about, (sheet) =>
    write(inBoth(sheet, words, beside), known, { fingerprint: fingerprintOf(signer.publicKey), page: `${publicUrl}/verify` }),
  );
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

/** Writes what is said in one language, and below it, smaller, the same in the second. */
function inBoth(sheet: Sheet, words: Words, beside: Words | null) {
  const below = (say: (words: Words) => string) => beside && sheet.paragraph(say(beside), { small: true });
  return {
    words,
    sheet,
    heading(say: (words: Words) => string, level: 1 | 2) {
      sheet.heading(say(words), level);
      below(say);
    },
    paragraph(say: (words: Words) => string, look?: { readonly small?: boolean }) {
      sheet.paragraph(say(words), look);
      below(say);
    },
    facts(rowsOf: (words: Words) => Fact[]) {
      const second = beside && rowsOf(beside);
      sheet.facts(rowsOf(words).map(([label, value], at) => [lines(label, second?.[at]?.[0]), lines(value, second?.[at]?.[1])]));
    },
  };
}
type Both = ReturnType<typeof inBoth>;
type Fact = [label: string, value: string];
const lines = (own: string, other: string | undefined): string => (other === undefined || other === own ? own : `${own}\n${other}`);

function write(both: Both, known: Known, proof: { readonly fingerprint: string; readonly page: string }): void {
  const { acceptance: row, company, center } = known;
  both.heading(({ title }) => title, 1);
  both.paragraph(({ t, moment }) => t('agreements.pdf.says', { name: row.acceptedName, company: company.name, center, moment: moment(row.acceptedAt) }));
  both.heading(({ t }) => t('agreements.pdf.agreement'), 2);
  both.facts((words) => factsOfText(words, known));
  both.heading(({ t }) => t('agreements.pdf.party'), 2);
  both.facts((words) => factsOfParty(words, known));
  both.heading(({ t }) => t('agreements.pdf.proof_title'), 2);
  both.paragraph(({ t }) => t('agreements.pdf.proof_text', { command: 'entente records verify' }));
  both.facts(({ t }) => [
    [t('agreements.pdf.check_at'), proof.page],
    [t('agreements.pdf.key'), proof.fingerprint],
  ]);
  writeTexts(both, known);
}

function factsOfParty({ t, locale, moment, list }: Words, { acceptance: row, company }: Known): Fact[] {
  const proofs = (row.proofs ?? []).map((proof) => t(`agreements.pdf.proof.${proofWords.find((each) => each === proof) ?? 'other'}`));
  const roles = (row.roles ?? []).map((role) => t(`roles.${role}` as MessageKey));
  const unknown = t('agreements.pdf.not_kept');
  return [
    [t('agreements.pdf.company'), company.name],
    [t('agreements.pdf.partner_id'), company.partnerId],
    [t('agreements.pdf.country'), countryName(company.country, locale)],
    [t('agreements.pdf.signer'), row.acceptedName],
    [t('agreements.pdf.email'), row.acceptedEmail],
    [t('agreements.pdf.roles'), roles.length ? list(roles) : unknown],
    [t('agreements.pdf.moment'), moment(row.acceptedAt)],
    [t('agreements.pdf.address'), row.address ?? unknown],
    [t('agreements.pdf.proved'), proofs.length ? list(proofs) : unknown],
    [t('agreements.pdf.second_factor'), row.secondFactorAt ? moment(row.secondFactorAt) : unknown],
    [t('agreements.pdf.declared'), t('agreements.accept.authority', { company: company.name })],
  ];
}

function factsOfText({ t, locale, agreed, read, day }: Words, { acceptance: row, text }: Known): Fact[] {
  return [
    [t('agreements.pdf.name'), agreed],
    [t('agreements.version'), String(row.number)],
    [t('agreements.region'), nameOfPlace(t, locale, row.region)],
    [t('agreements.op.valid_from'), text.validFrom ? day(text.validFrom) : ''],
    [t('agreements.pdf.binding'), row.sha256],
    ...(read === 'en' ? [] : [[t('agreements.pdf.read_in', { language: languageName(read, locale) }), row.readSha256] as Fact]),
  ];
}

/** The text that was read, and the English one behind it where that is another. */
function writeTexts({ sheet, paragraph, words: { read } }: Both, { text, acceptance }: Known): void {
  for (const locale of read === 'en' ? (['en'] as const) : ([read, 'en'] as const)) {
    const written = text.texts[locale];
    if (!written) continue;
    sheet.newPage();
    paragraph(
      ({ t, locale: within }) => t(locale === 'en' ? 'agreements.pdf.text_binding' : 'agreements.pdf.text_read', { language: languageName(locale, within) }),
      {
        small: true,
      },
    );
    sheet.paragraph(`SHA-256 ${locale === 'en' ? acceptance.sha256 : acceptance.readSha256}`, { small: true });
    sheet.markdown(`# ${written.title}\n\n${written.text}`, locale);
  }
}
