import { priceColumns } from '../src/features/catalog/contract.ts';

/** What a price file is made of: every offer, in every market, in each way. */
export interface PriceFileWanted {
  readonly rows: number;
  readonly offers: readonly string[];
  readonly markets: readonly (readonly [market: string, currency: string])[];
  readonly ways: readonly (readonly [term: string, billingCycle: string])[];
  /** Rows (counted from 1 below the headings) that are made wrong, and how. */
  readonly wrong?: Readonly<Record<number, (cells: string[]) => string[]>>;
  /** Moves every price a little, so that two files differ. */
  readonly seed?: number;
}

/**
 * A price file of any length, the same for the same wish, a megabyte at a time: for tests and for measuring. Beyond the last
 * combination of offer, market and way it goes on with tiers, so that no two rows say the same.
 */
export function* makePriceFile({ rows, offers, markets, ways, wrong = {}, seed = 1 }: PriceFileWanted): Generator<string> {
  let out = `${priceColumns.join(',')}\r\n`;
  for (let row = 1; row <= rows; row++) {
    const at = row - 1;
    const [term, cycle] = ways[at % ways.length] as readonly [string, string];
    const [market, currency] = markets[Math.floor(at / ways.length) % markets.length] as readonly [string, string];
    const each = ways.length * markets.length;
    const offer = offers[Math.floor(at / each) % offers.length] as string;
    const tier = 1 + 10 * Math.floor(at / (each * offers.length));
    const cents = 100 + ((at * 7919 + seed * 104_729) % 90_000);
    const price = (cents / 100).toFixed(2);
    const cells = ['UNC', offer, market, currency, term, cycle, String(tier), price, ((cents * 5) / 400).toFixed(2)];
    out += `${(wrong[row]?.(cells) ?? cells).join(',')}\r\n`;
    if (out.length > 1_000_000) {
      yield out;
      out = '';
    }
  }
  yield out;
}
