import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Locale, locales } from '../../../core/locale.ts';
import { ChangedMeanwhile, NotFound, RequestInvalid } from '../../../core/problems.ts';
import { type Actor, personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import {
  AgreementPublished,
  type AgreementTexts,
  AlreadyPublished,
  DraftAdded,
  DraftChanged,
  DraftExists,
  DraftRemoved,
  everywhere,
  wholeText,
} from '../contract.ts';
import { dayOf, isPlace, placesWithin, textOn } from '../policy.ts';
import { findDraft, findDraftForUpdate, findText, listTextsFor, localesOf, type TextRow, titlesOf } from '../queries.ts';
import { shippedAgreements } from '../shipped.ts';

const named = ({ agreement, region, texts }: Pick<TextRow, 'agreement' | 'region' | 'texts'>) => ({
  agreement,
  region,
  title: texts.en?.title || agreement,
  titles: titlesOf({ texts }),
});
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
/** Of the exact text, in every language that it is whole in. */
const hashesOf = (texts: AgreementTexts): Partial<Record<Locale, string>> =>
  Object.fromEntries(localesOf({ texts }).map((locale) => [locale, sha256(wholeText(texts[locale] ?? { title: '', text: '' }))]));
/** What is empty is not there. */
const written = (texts: AgreementTexts): AgreementTexts => Object.fromEntries(Object.entries(texts).filter(([, { title, text }]) => title || text));

/** Puts the house's own agreements into the table, each once in the life of the installation: published, for everywhere. Safe to run at every start. */
export async function keepShippedAgreements(tx: Tx, now: Date): Promise<void> {
  const known = new Set((await tx.selectFrom('shippedAgreements').select('agreement').execute()).map((row) => row.agreement));
  for (const { agreement, texts } of shippedAgreements.filter((each) => !known.has(each.agreement))) {
    const taken = await tx
      .insertInto('shippedAgreements')
      .values({ agreement })
      .onConflict((oc) => oc.doNothing())
      .returning('agreement')
      .executeTakeFirst();
    // Another server that starts at the same time has done it.
    if (!taken) continue;
    await tx
      .insertInto('agreementTexts')
      .values({
        agreement,
        region: everywhere,
        number: 1,
        texts: JSON.stringify(texts),
        sha256: JSON.stringify(hashesOf(texts)),
        validFrom: dayOf(now),
        isShipped: true,
        createdAt: now,
        changedAt: now,
        publishedAt: now,
      })
      .execute();
  }
}

/** Begins a new version, with the text that companies of the place are asked for today. @throws DraftExists, RequestInvalid */
export async function addText(tx: Tx, actor: Actor, now: Date, agreement: string, region: string): Promise<string> {
  if (!isPlace(region)) throw new RequestInvalid({ fields: { region: 'invalid_value' } });
  const draft = await findDraft(tx, agreement, region);
  if (draft) throw new DraftExists({ textId: draft.textId });
  const places = placesWithin(region);
  const texts = textOn(await listTextsFor(tx, places), agreement, places, dayOf(now))?.texts ?? {};
  const { textId } = await tx
    .insertInto('agreementTexts')
    .values({ agreement, region, texts: JSON.stringify(texts), createdAt: now, createdBy: personIdOf(actor), changedAt: now })
    .returning('textId')
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, DraftAdded, { accountId: null, subjectId: textId, details: named({ agreement, region, texts }) });
  return textId;
}

/** Locks a draft. @throws NotFound, AlreadyPublished, ChangedMeanwhile */
async function begin(tx: Tx, textId: string, version?: number): Promise<TextRow> {
  const draft = await findDraftForUpdate(tx, textId);
  if (!draft) {
    if (await findText(tx, textId)) throw new AlreadyPublished({});
    throw new NotFound({});
  }
  if (version !== undefined && draft.version !== version) throw new ChangedMeanwhile({});
  return draft;
}

/** @throws NotFound, AlreadyPublished, ChangedMeanwhile */
export async function editText(tx: Tx, actor: Actor, now: Date, textId: string, version: number, typed: AgreementTexts): Promise<void> {
  const before = await begin(tx, textId, version);
  const texts = written(typed);
  await tx
    .updateTable('agreementTexts')
    .set({ texts: JSON.stringify(texts), changedAt: now, version: sql<number>`version + 1` })
    .where('textId', '=', textId)
    .execute();
  await announce(tx, actor, now, DraftChanged, {
    accountId: null,
    subjectId: textId,
    details: named({ ...before, texts }),
    // Whole texts would fill the log; which wording it was is said once it is published.
    before: { titles: titlesOf(before), locales: localesOf(before) },
    after: { titles: titlesOf({ texts }), locales: localesOf({ texts }) },
  });
}

/** What stands in the way of publishing, field by field: English must be whole, and no language half. */
function faultsOf(texts: AgreementTexts): Record<string, string> {
  const asked = locales.filter((locale) => locale === 'en' || texts[locale]?.title || texts[locale]?.text);
  return Object.fromEntries(
    asked.flatMap((locale) => (['title', 'text'] as const).filter((part) => !texts[locale]?.[part]).map((part) => [`texts.${locale}.${part}`, 'required'])),
  );
}

export interface Publishing {
  readonly version: number;
  readonly validFrom: string;
  /** The last day on which acceptances of earlier versions hold; null: they hold for good. */
  readonly earlierUntil: string | null;
}
/** Who accepted an earlier version has thirty days to read the new one, from the day on which it can be accepted. */
const shortestNotice = 30 * 86_400_000;
function faultOfDays(day: string, validFrom: string, earlierUntil: string | null): Record<string, string> {
  if (validFrom < day) return { validFrom: 'past' };
  return earlierUntil !== null && Date.parse(earlierUntil) < Date.parse(validFrom) + shortestNotice ? { earlierUntil: 'too_soon' } : {};
}

/** Publishes a draft for good. @throws NotFound, AlreadyPublished, ChangedMeanwhile, RequestInvalid when English is not whole, or the day has passed */
export async function publishText(tx: Tx, actor: Actor, now: Date, textId: string, { version, validFrom, earlierUntil }: Publishing): Promise<void> {
  const draft = await begin(tx, textId, version);
  const fields = { ...faultsOf(draft.texts), ...faultOfDays(dayOf(now), validFrom, earlierUntil) };
  if (Object.keys(fields).length) throw new RequestInvalid({ fields });
  const { agreement, region } = draft;
  const { last } = await tx
    .selectFrom('agreementTexts')
    .select(sql<number>`coalesce(max(number), 0)`.as('last'))
    .where('agreement', '=', agreement)
    .where('region', '=', region)
    .executeTakeFirstOrThrow();
  const number = last + 1;
  const hashes = hashesOf(draft.texts);
  await tx
    .updateTable('agreementTexts')
    .set({
      number,
      sha256: JSON.stringify(hashes),
      validFrom,
      earlierUntil,
      publishedAt: now,
      publishedByName: 'name' in actor ? actor.name : null,
      changedAt: now,
      version: sql<number>`version + 1`,
    })
    .where('textId', '=', textId)
    .execute();
  await announce(tx, actor, now, AgreementPublished, {
    accountId: null,
    subjectId: textId,
    details: { ...named(draft), number, validFrom, earlierUntil },
    after: { region, number, validFrom, earlierUntil, sha256: hashes.en },
  });
}

/** Throws a draft away. @throws NotFound, AlreadyPublished */
export async function removeText(tx: Tx, actor: Actor, now: Date, textId: string): Promise<void> {
  const draft = await begin(tx, textId);
  await tx.deleteFrom('agreementTexts').where('textId', '=', textId).execute();
  await announce(tx, actor, now, DraftRemoved, { accountId: null, subjectId: textId, details: named(draft) });
}
