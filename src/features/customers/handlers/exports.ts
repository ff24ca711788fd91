import { Readable } from 'node:stream';
import { countryName } from '../../../core/country.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../../core/csv.ts';
import type { Locale, MessageKey, Translate } from '../../../core/locale.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import { getAccount } from '../../accounts/queries.ts';
import type { customerEndpoints } from '../contract/customers.ts';
import { type CustomerSeen, type CustomersWanted, listCustomers } from '../queries.ts';
import { wantedBy, wordsOf } from './customers.ts';

/** Customers a piece; each piece is a short transaction, so that no connection is held for as long as the reader takes. */
const piece = 501;
const columns = ['id', 'name', 'domain', 'country', 'relationship', 'partner', 'qualification', 'agreement', 'responsible', 'since'] as const;

export const exportHandlers = (translator: (locale: Locale) => Translate): Pick<HandlersOf<typeof customerEndpoints>, 'exportCustomers'> => ({
  async exportCustomers({ tx, actor, now, apart }, { search, ...narrowed }) {
    // Reads, so that the session and its rights are looked up as for every answer.
    await getAccount(tx);
    const t = translator(actor.locale);
    const wanted = { ...wantedBy(actor, narrowed), locale: actor.locale, limit: piece, words: wordsOf(search) };
    const lines = linesOf(t, actor.locale, (after) => apart((own) => listCustomers(own, { ...wanted, after })));
    return {
      type: 'text/csv; charset=utf-8',
      name: `${t('customers.export_name')}-${now.toISOString().slice(0, 10)}.csv`,
      body: Readable.from(lines, { objectMode: false }),
    } satisfies Download;
  },
});

async function* linesOf(t: Translate, locale: Locale, read: (after: CustomersWanted['after']) => Promise<CustomerSeen[]>): AsyncGenerator<string> {
  // The headings leave at once, before the first row has been looked for.
  yield BYTE_ORDER_MARK + csvLine(columns.map((column) => t(`customers.export.${column}`)));
  const cells = cellsOf(t, locale);
  for (let after: CustomersWanted['after'], more = true; more; ) {
    const rows = await read(after);
    const last = rows.at(-1);
    if (last) yield rows.map((row) => csvLine(cells(row))).join('');
    after = last && { name: last.name, customerId: last.customerId };
    // Those that were chosen one by one come in one piece.
    more = rows.length === piece;
  }
}

/** Words that stand in every row are looked up once. */
function cellsOf(t: Translate, locale: Locale): (row: CustomerSeen) => string[] {
  const known = new Map<string, string>();
  const say = (key: string): string => {
    const said = known.get(key) ?? t(key as MessageKey);
    known.set(key, said);
    return said;
  };
  const land = (code: string): string => {
    const said = known.get(code) ?? countryName(code, locale);
    known.set(code, said);
    return said;
  };
  return (row) => [
    row.customerId,
    row.name,
    row.domain,
    land(row.country),
    say(`customers.relationship.${row.relationship}`),
    row.otherName ?? row.otherPartnerId ?? '',
    row.qualification === 'none' ? '' : say(`customers.qualification.${row.qualification}`),
    say(`customers.agreement.${row.agreement}`),
    row.responsibleName ?? '',
    row.createdAt.toISOString().slice(0, 10),
  ];
}
