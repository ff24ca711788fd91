import { may } from '../../../core/access.ts';
import { countries } from '../../../core/countries.ts';
import { type Locale, pickLocale } from '../../../core/locale.ts';
import { instantKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import type { OperatorActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { listProgramRows, wordsOf } from '../../programs/queries.ts';
import { addText, editText, publishText, removeText } from '../acts/texts.ts';
import { type RecordParts, recordOf } from '../record.ts';
import type { TextInFull, TextLine, textEndpoints } from '../contract.ts';
import { dayOf, regions } from '../policy.ts';
import { countAcceptances, findText, listAcceptances, listTextRows, localesOf, type TextRow, titleIn } from '../queries.ts';

type AtDesk = Context<OperatorActor>;

export const textHandlers = (parts: RecordParts): HandlersOf<typeof textEndpoints> => ({
  async listTexts({ tx, actor, now }) {
    const [rows, counts, programs] = await Promise.all([listTextRows(tx), countAcceptances(tx), listProgramRows(tx)]);
    const asked = programs.flatMap(({ agreement }) => agreement ?? []);
    return {
      items: rows.map((row) => presentLine(row, { rows, counts, locale: actor.locale, now })),
      agreements: [...new Set([...asked, ...rows.map(({ agreement }) => agreement)])].map((agreement) => ({
        agreement,
        programs: programs.filter((program) => program.agreement === agreement).map((program) => wordsOf(program, actor.locale).name),
        isMissing: asked.includes(agreement) && !rows.some((row) => row.agreement === agreement && row.number !== null),
      })),
      regions: [...regions],
      countries: countries.map(({ iso2 }) => iso2),
      can: { edit: may(actor.rights, 'op.agreements', 'edit') },
    };
  },
  getText: (context, { textId }) => shown(context, textId),
  async addText(context, { agreement, region }) {
    return shown(context, await addText(context.tx, context.actor, context.now, agreement, region));
  },
  async editText(context, { textId, version, texts }) {
    await editText(context.tx, context.actor, context.now, textId, version, texts);
    return shown(context, textId);
  },
  async publishText(context, { textId, ...day }) {
    await publishText(context.tx, context.actor, context.now, textId, day);
    return shown(context, textId);
  },
  async removeText({ tx, actor, now }, { textId }) {
    await removeText(tx, actor, now, textId);
    return {};
  },
  async listAcceptances({ tx }, { textId, after, limit }) {
    if (!(await findText(tx, textId))) throw new NotFound({});
    return page(
      await listAcceptances(tx, textId, limit + 1, instantKey(after)),
      limit,
      (row) => [row.acceptedAt.toISOString(), row.accountId],
      (row) => ({
        accountId: row.accountId,
        company: row.name,
        partnerId: row.partnerId,
        at: row.acceptedAt,
        by: row.acceptedName,
        email: row.acceptedEmail,
        locale: pickLocale([row.readLocale]),
      }),
    );
  },
  downloadAcceptance: (context, { accountId, textId, locale, beside }) =>
    recordOf(context, parts, { accountId, textId, beside, locale: locale ?? context.actor.locale }),
});

async function shown({ tx, actor, now }: AtDesk, textId: string): Promise<TextInFull> {
  const [rows, counts] = await Promise.all([listTextRows(tx), countAcceptances(tx)]);
  const row = rows.find((each) => each.textId === textId);
  if (!row) throw new NotFound({});
  return {
    ...presentLine(row, { rows, counts, locale: actor.locale, now }),
    texts: row.texts,
    sha256: row.sha256,
    publishedAt: row.publishedAt,
    publishedBy: row.publishedByName,
    version: row.version,
    can: { edit: row.number === null && may(actor.rights, 'op.agreements', 'edit') },
  };
}

interface Around {
  readonly rows: readonly TextRow[];
  readonly counts: ReadonlyMap<string, number>;
  readonly locale: Locale;
  readonly now: Date;
}

function presentLine(row: TextRow, { rows, counts, locale, now }: Around): TextLine {
  const { textId, agreement, region, number, validFrom, earlierUntil, isShipped, changedAt } = row;
  return {
    textId,
    agreement,
    region,
    number,
    title: titleIn(row, locale),
    validFrom,
    earlierUntil,
    locales: localesOf(row),
    isShipped,
    state: stateOf(row, rows, dayOf(now)),
    acceptances: counts.get(textId) ?? 0,
    changedAt,
  };
}

/** A published text is in force from its day until that of a later version of the same region. */
function stateOf(row: TextRow, rows: readonly TextRow[], day: string): TextLine['state'] {
  const { number, validFrom } = row;
  if (number === null || validFrom === null) return 'draft';
  if (validFrom > day) return 'upcoming';
  const isReplaced = rows.some(
    (other) =>
      other.agreement === row.agreement && other.region === row.region && (other.number ?? 0) > number && other.validFrom !== null && other.validFrom <= day,
  );
  return isReplaced ? 'replaced' : 'in_force';
}
