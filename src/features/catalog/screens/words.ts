import { countryName } from '../../../core/country.ts';
import type { MessageKey, Translate } from '../../../core/locale.ts';
import type { House } from '../../../web/house.tsx';
import type { BillingCycle, Priced, Term } from '../contract.ts';

const known = new Set(['P1M_monthly', 'P1Y_monthly', 'P1Y_annual', 'P3Y_monthly', 'P3Y_annual', 'none_monthly', 'none_one_time', 'P1M_none']);

/** How something is sold, as one would say it to a customer. */
export function sayWay(t: Translate, term: Term, cycle: BillingCycle): string {
  const way = `${term}_${cycle}`;
  if (known.has(way)) return t(`catalog.way.${way}` as MessageKey);
  return t('catalog.way.other', { term: t(`catalog.term.${term}`), cycle: t(`catalog.cycle.${cycle}`) });
}

/** Where a price comes from, and what was taken off. */
export function sayReason({ t, formatDate }: Pick<House, 't' | 'formatDate'>, { reason }: Priced): string[] {
  const list = t(`catalog.reason.${reason.kind}`, { list: reason.listName, group: reason.groupName ?? '' });
  const { promotion } = reason;
  if (!promotion) return [list];
  return [list, t('catalog.reason.promotion', { percent: Number(promotion.percent), name: promotion.name, day: formatDate(promotion.endsOn) })];
}

/** Countries to choose from, by their names in the reader's language. */
export const marketOptions = (markets: readonly string[], { locale, compareNames }: Pick<House, 'locale' | 'compareNames'>) =>
  markets.map((market) => ({ id: market, label: countryName(market, locale) })).toSorted((a, b) => compareNames(a.label, b.label));
