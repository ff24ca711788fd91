import { Readable } from 'node:stream';
import { BYTE_ORDER_MARK, csvLine } from '../../../core/csv.ts';
import type { Locale, Translate } from '../../../core/locale.ts';
import { fold } from '../../../core/text.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import { getAccount } from '../../accounts/queries.ts';
import type { members, MemberState } from '../contract.ts';
import { listMembers, type MemberRow, type MembersWanted } from '../queries.ts';

/** People a piece; each piece is a short transaction, so that no connection is held for as long as the reader takes. */
const piece = 501;
const columns = ['email', 'given_name', 'family_name', 'roles', 'state', 'guest', 'joined', 'used'] as const;

export const exportHandlers = (translator: (locale: Locale) => Translate): Pick<HandlersOf<typeof members>, 'exportMembers'> => ({
  async exportMembers({ tx, actor, now, apart }, { search, role, state }) {
    // Reads, so that the session and its rights are looked up as for every answer.
    await getAccount(tx);
    const t = translator(actor.locale);
    const words = fold(search ?? '')
      .split(' ')
      .filter(Boolean);
    const wanted = { now, locale: actor.locale, limit: piece, words, role, state };
    const lines = linesOf(t, (after) => apart((own) => listMembers(own, { ...wanted, after })));
    return {
      type: 'text/csv; charset=utf-8',
      name: `${t('members.export_name')}-${now.toISOString().slice(0, 10)}.csv`,
      body: Readable.from(lines, { objectMode: false }),
    } satisfies Download;
  },
});

async function* linesOf(t: Translate, read: (after: MembersWanted['after']) => Promise<MemberRow[]>): AsyncGenerator<string> {
  // The headings leave at once, before the first row has been looked for.
  yield BYTE_ORDER_MARK + csvLine(columns.map((column) => t(`members.export.${column}`)));
  for (let after: MembersWanted['after'], more = true; more; ) {
    const rows = await read(after);
    const last = rows.at(-1);
    if (last) yield rows.map((row) => csvLine(cellsOf(t, row))).join('');
    after = last && { family: last.familyName, given: last.givenName, personId: last.personId };
    more = rows.length === piece;
  }
}

const day = (at: Date | null): string => at?.toISOString().slice(0, 10) ?? '';
const cellsOf = (t: Translate, row: MemberRow): string[] => [
  row.email,
  row.givenName,
  row.familyName,
  [...new Set(row.roles.map(({ role }) => role))].map((role) => t(`roles.${role}`)).join(', '),
  t(`members.state.${row.state as MemberState}`),
  row.isGuest ? t('members.guest') : '',
  day(row.joinedAt),
  day(row.lastUsedAt),
];
