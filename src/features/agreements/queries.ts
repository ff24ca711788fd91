import { sql } from 'kysely';
import { type Locale, locales, pickLocale } from '../../core/locale.ts';
import type { Tx } from '../../server/tx.ts';
import { type AgreementTexts, Texts } from './contract.ts';

/** The account of the running transaction; written out, because an operator's transaction sees them all. */
const here = sql<string>`current_account()`;

const textRows = (tx: Tx) =>
  tx
    .selectFrom('agreementTexts')
    .select(['textId', 'agreement', 'region', 'number', 'texts', 'sha256', 'isShipped', 'changedAt', 'publishedAt', 'publishedByName', 'version'])
    .select([sql<string | null>`valid_from::text`.as('validFrom'), sql<string | null>`earlier_until::text`.as('earlierUntil')]);
type Raw = Awaited<ReturnType<ReturnType<typeof textRows>['executeTakeFirstOrThrow']>>;
const parsed = ({ texts, sha256, ...row }: Raw) => ({
  ...row,
  texts: Texts.parse(texts) as AgreementTexts,
  sha256: (sha256 ?? {}) as Partial<Record<Locale, string>>,
});
export type TextRow = ReturnType<typeof parsed>;
export type PublishedRow = TextRow & { readonly number: number; readonly validFrom: string };
const isPublished = (row: TextRow): row is PublishedRow => row.number !== null && row.validFrom !== null;

/** Every text, by agreement and region, the newest first; drafts before all. */
export const listTextRows = async (tx: Tx): Promise<TextRow[]> =>
  (await textRows(tx).orderBy('agreement').orderBy('region').orderBy(sql`number desc nulls first`).execute()).map(parsed);
export async function findText(tx: Tx, textId: string): Promise<TextRow | undefined> {
  const row = await textRows(tx).where('textId', '=', textId).executeTakeFirst();
  return row && parsed(row);
}
/** Locks a draft; what is published is locked for ever, and not found here. */
export async function findDraftForUpdate(tx: Tx, textId: string): Promise<TextRow | undefined> {
  const row = await textRows(tx).where('textId', '=', textId).where('number', 'is', null).forUpdate().executeTakeFirst();
  return row && parsed(row);
}
export const findDraft = (tx: Tx, agreement: string, region: string) =>
  tx
    .selectFrom('agreementTexts')
    .select('textId')
    .where('agreement', '=', agreement)
    .where('region', '=', region)
    .where('number', 'is', null)
    .executeTakeFirst();

/** Published texts that companies of these places are or will be asked for, or once were. */
export const listTextsFor = async (tx: Tx, places: readonly string[]): Promise<PublishedRow[]> =>
  (
    await textRows(tx)
      .where('number', 'is not', null)
      .where('region', 'in', [...places])
      .execute()
  )
    .map(parsed)
    .filter(isPublished);

/** What is said of a text to a reader; a language that it is not in is answered by English. */
export const languageOf = ({ texts }: Pick<TextRow, 'texts'>, wanted: Locale): Locale =>
  pickLocale(
    [wanted],
    localesOf({ texts }).toSorted((a, b) => Number(b === 'en') - Number(a === 'en')),
  );
export const localesOf = ({ texts }: Pick<TextRow, 'texts'>): Locale[] => locales.filter((locale) => texts[locale]?.title && texts[locale].text);
export const titlesOf = ({ texts }: Pick<TextRow, 'texts'>): Partial<Record<Locale, string>> =>
  Object.fromEntries(Object.entries(texts).flatMap(([locale, { title }]) => (title ? [[locale, title]] : [])));
export const titleIn = (row: Pick<TextRow, 'texts'>, locale: Locale): string => row.texts[languageOf(row, locale)]?.title ?? row.texts.en?.title ?? '';

/** What the running account accepted, the newest first. */
export const listAcceptancesHere = (tx: Tx) =>
  tx.selectFrom('agreementAcceptances').selectAll().where('accountId', '=', here).orderBy('acceptedAt', 'desc').execute();
export type AcceptanceRow = Awaited<ReturnType<typeof listAcceptancesHere>>[number];

/** Of the running account, one acceptance with the text that was accepted. */
export async function findAcceptance(tx: Tx, accountId: string, textId: string): Promise<{ acceptance: AcceptanceRow; text: TextRow } | undefined> {
  const [acceptance, text] = await Promise.all([
    tx.selectFrom('agreementAcceptances').selectAll().where('accountId', '=', accountId).where('textId', '=', textId).executeTakeFirst(),
    findText(tx, textId),
  ]);
  return acceptance && text && { acceptance, text };
}

/** When the signers of the running account were last asked, since a moment. */
export const listForwarded = (tx: Tx, since: Date) =>
  tx
    .selectFrom('announcements')
    .select([sql<string>`details ->> 'agreement'`.as('agreement'), 'at'])
    .where('accountId', '=', here)
    .where('name', '=', 'agreements.forwarded')
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .limit(50)
    .execute();

/** How many companies accepted each text; across accounts. */
export async function countAcceptances(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom('agreementAcceptances')
    .select(['textId', sql<number>`count(*)::int`.as('companies')])
    .groupBy('textId')
    .execute();
  return new Map(rows.map((row) => [row.textId, row.companies]));
}

/** Companies that accepted a text, the newest first; across accounts. */
export function listAcceptances(tx: Tx, textId: string, limit: number, after?: { readonly at: Date; readonly id: string }) {
  let query = tx
    .selectFrom('agreementAcceptances as c')
    .innerJoin('accounts as a', 'a.accountId', 'c.accountId')
    .select(['c.accountId', 'a.name', 'a.partnerId', 'c.acceptedAt', 'c.acceptedName', 'c.acceptedEmail', 'c.readLocale'])
    .where('c.textId', '=', textId);
  if (after)
    query = query.where((eb) => eb.or([eb('c.acceptedAt', '<', after.at), eb.and([eb('c.acceptedAt', '=', after.at), eb('c.accountId', '>', after.id)])]));
  return query.orderBy('c.acceptedAt', 'desc').orderBy('c.accountId').limit(limit).execute();
}

/** Agreements with a text that ends the acceptances of earlier ones on this day or before; across accounts. */
export const listEndingAgreements = async (tx: Tx, until: string): Promise<string[]> =>
  (
    await tx
      .selectFrom('agreementTexts')
      .select('agreement')
      .distinct()
      .where('number', 'is not', null)
      .where(sql<boolean>`earlier_until <= ${until}::date`)
      .execute()
  ).map(({ agreement }) => agreement);

/** Companies that accepted any text of an agreement; across accounts. */
export const listAccountsWith = async (tx: Tx, agreement: string): Promise<string[]> =>
  (await tx.selectFrom('agreementAcceptances').select('accountId').distinct().where('agreement', '=', agreement).execute()).map((row) => row.accountId);
