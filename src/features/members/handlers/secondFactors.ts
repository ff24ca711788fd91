import { Readable } from 'node:stream';
import { may } from '../../../core/access.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../../core/csv.ts';
import type { Locale, Translate } from '../../../core/locale.ts';
import { cursorKey, idKey, page } from '../../../core/page.ts';
import { fullName } from '../../../core/person.ts';
import { asksAt, type SecondFactorAsks } from '../../../core/secondFactor.ts';
import { fold } from '../../../core/text.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import { getAccount } from '../../accounts/queries.ts';
import { choosePolicy, endException, except } from '../acts/secondFactors.ts';
import type { FactorLine, SecondFactorPolicy, secondFactorEndpoints } from '../contract/secondFactors.ts';
import { lackOf } from '../policy/secondFactors.ts';
import {
  countFactors,
  countMeant,
  type ExceptionRow,
  type FactorRow,
  type FactorsWanted,
  getPolicy,
  listExceptions,
  listFactors,
  type PolicyRow,
} from '../queries/secondFactors.ts';

/** People a piece; each is a short look of its own, so that no connection is held for as long as the reader takes. */
const piece = 501;
/** How many of those who would be sent to set one up are named. */
const named = 20;
const wordsOf = (search: string | undefined) =>
  fold(search ?? '')
    .split(' ')
    .filter(Boolean);

export const secondFactorHandlers = (translator: (locale: Locale) => Translate): HandlersOf<typeof secondFactorEndpoints> => ({
  async getSecurityReport({ tx, now }) {
    const { people, having, admins, adminsHaving, ...rest } = await countFactors(tx, now);
    return { everyone: { having, of: people }, admins: { having: adminsHaving, of: admins }, ...rest };
  },
  async listSecondFactors({ tx, actor, now }, { search, only, after, limit }) {
    const [family, given, personId] = cursorKey(after) ?? [];
    const rows = await listFactors(tx, {
      now,
      locale: actor.locale,
      limit: limit + 1,
      words: wordsOf(search),
      only,
      after: personId === undefined ? undefined : { family: String(family), given: String(given), personId: idKey(personId) },
    });
    return page(rows, limit, (row) => [row.familyName, row.givenName, row.personId], presentFactors);
  },
  async exportSecondFactors({ tx, actor, now, apart }, { search, only }) {
    // Reads, so that the session and its rights are looked up as for every answer.
    await getAccount(tx);
    const t = translator(actor.locale);
    const wanted = { now, locale: actor.locale, limit: piece, words: wordsOf(search), only };
    return {
      type: 'text/csv; charset=utf-8',
      name: `${t('second_factor.export_name')}-${now.toISOString().slice(0, 10)}.csv`,
      body: Readable.from(
        linesOf(t, (after) => apart((own) => listFactors(own, { ...wanted, after }))),
        { objectMode: false },
      ),
    } satisfies Download;
  },
  getSecondFactorPolicy: async ({ tx, actor, now }) => presentPolicy(await getPolicy(tx), actor, now),
  async previewSecondFactorPolicy({ tx, now }, { asks }) {
    const { people, ...counts } = await countMeant(tx, now, asks, named);
    return { ...counts, people: people.map((row) => ({ personId: row.personId, name: fullName(row), email: row.email })) };
  },
  async setSecondFactorPolicy({ tx, actor, now }, input) {
    await choosePolicy(tx, actor, now, input);
    return presentPolicy(await getPolicy(tx), actor, now);
  },
  listSecondFactorExceptions: async ({ tx, actor, now }) => ({ items: (await listExceptions(tx, now)).map((row) => presentException(row, actor)) }),
  exceptFromSecondFactor: ({ tx, actor, now }, input) => except(tx, actor, now, input),
  async endSecondFactorException({ tx, actor, now }, { personId }) {
    await endException(tx, actor, now, personId);
    return {};
  },
});

const presentFactors = (row: FactorRow): FactorLine => ({
  personId: row.personId,
  name: fullName(row),
  email: row.email,
  isGuest: row.isGuest,
  isAdmin: row.isAdmin,
  passkeys: row.passkeys,
  hasApp: row.hasApp,
  since: row.since,
  lastUsedAt: row.lastUsedAt,
  lastSeenAt: row.lastSeenAt,
  lacks: lackOf(row),
  exceptedUntil: row.exceptedUntil,
});

function presentPolicy(row: PolicyRow, actor: MemberActor, now: Date): SecondFactorPolicy {
  const rule = { asks: row.secondFactorFor as SecondFactorAsks, from: row.secondFactorFrom, before: row.secondFactorBefore as SecondFactorAsks };
  return { ...rule, today: asksAt(rule, now), version: row.version, can: { edit: may(actor.rights, 'sign_in_policy', 'edit') } };
}

const presentException = ({ giverGiven, giverFamily, givenName, familyName, givenBy: _, ...row }: ExceptionRow, actor: MemberActor) => ({
  ...row,
  name: fullName({ givenName, familyName }),
  givenBy: giverGiven === null || giverFamily === null ? null : fullName({ givenName: giverGiven, familyName: giverFamily }),
  can: { end: may(actor.rights, 'second_factor_exception', 'edit') },
});

const columns = ['email', 'given_name', 'family_name', 'has', 'kinds', 'since', 'used', 'reason', 'excepted_until'] as const;
const day = (at: Date | null): string => at?.toISOString().slice(0, 10) ?? '';

async function* linesOf(t: Translate, read: (after: FactorsWanted['after']) => Promise<FactorRow[]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(columns.map((column) => t(`second_factor.export.${column}`)));
  for (let after: FactorsWanted['after'], more = true; more; ) {
    const rows = await read(after);
    const last = rows.at(-1);
    if (last) yield rows.map((row) => csvLine(cellsOf(t, row))).join('');
    after = last && { family: last.familyName, given: last.givenName, personId: last.personId };
    more = rows.length === piece;
  }
}

function cellsOf(t: Translate, row: FactorRow): string[] {
  const lacks = lackOf(row);
  const kinds = [
    ...(row.passkeys > 0 ? [t('second_factor.kind.passkeys', { count: row.passkeys })] : []),
    ...(row.hasApp ? [t('second_factor.kind.app')] : []),
  ];
  return [
    row.email,
    row.givenName,
    row.familyName,
    t(lacks ? 'second_factor.lacks' : 'second_factor.has'),
    kinds.join(' + '),
    day(row.since),
    day(row.lastUsedAt),
    lacks ? t(`second_factor.reason.${lacks}`) : '',
    day(row.exceptedUntil),
  ];
}
