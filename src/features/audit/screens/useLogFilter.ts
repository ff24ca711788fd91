import { useMemo, useState } from 'react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import type { Filter, FilterValues } from '../../../web/ui/FilterChips.tsx';
import { areaNames } from '../contract.ts';
import type { LogPlace } from './useLog.ts';

const lately = [7, 30, 90, 365];
const months = 12;
const filterNames = ['period', 'area', 'by', 'about', 'kind'] as const;

/** The last months, the newest first, as `2026-11`. */
function lastMonths(now: Date): string[] {
  return Array.from({ length: months }, (_, back) => new Date(Date.UTC(now.getFullYear(), now.getMonth() - back, 1)).toISOString().slice(0, 7));
}

/** Days that the reader sets, the last one included. */
export const between = 'between';
const midnight = (date: string, plus: number): string => {
  const [year = 0, month = 1, on = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, on + plus).toISOString();
};
const day = /^\d{4}-\d\d-\d\d$/;

/** From and to of a period in the address: `30d`, a month of the reader's calendar, or two days. */
function spanOf(search: URLSearchParams): { from?: string; to?: string } {
  const period = search.get('period');
  const [first, last] = [search.get('from') ?? '', search.get('to') ?? ''];
  if (period === between) return { ...(day.test(first) ? { from: midnight(first, 0) } : {}), ...(day.test(last) ? { to: midnight(last, 1) } : {}) };
  const [, days] = /^(\d{1,4})d$/.exec(period ?? '') ?? [];
  // To the hour, so that the question stays the same while the page is looked at.
  if (days) return { from: new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - Number(days) * 86_400_000).toISOString() };
  const [, year, month] = /^(\d{4})-(\d\d)$/.exec(period ?? '') ?? [];
  if (!year || !month) return {};
  return { from: new Date(Number(year), Number(month) - 1, 1).toISOString(), to: new Date(Number(year), Number(month), 1).toISOString() };
}

/** The filters of the log as they stand in the address: for the chips, and for the question to the server. */
export function useLogFilter(log: LogPlace, concernedName: string | undefined) {
  const { t, formatDate } = useHouse();
  const { search, setSearch } = usePlace();
  const [recent] = useState(() => lastMonths(new Date()));
  const doers = useRead(log.ask.doers, log.of, { catches: true }).data?.items;
  const chosen = Object.fromEntries(filterNames.flatMap((name) => (search.get(name) ? [[name, search.get(name) ?? '']] : []))) as Partial<
    Record<(typeof filterNames)[number], string>
  >;
  const filters = useMemo<Filter[]>(
    () => [
      {
        id: 'period',
        label: t('audit.period'),
        options: [
          ...lately.map((days) => ({ id: `${days}d`, label: t('audit.period.days', { days }) })),
          { id: between, label: t('audit.period.between') },
          ...recent.map((month) => ({ id: month, label: formatDate(`${month}-01`, 'month') })),
        ],
      },
      {
        id: 'area',
        label: t('audit.area'),
        many: true,
        options: areaNames.filter((area) => area !== 'center' || log.isOperator).map((id) => ({ id, label: t(`audit.area.${id}`) })),
      },
      { id: 'by', label: t('audit.who'), options: (doers ?? []).map(({ personId, name }) => ({ id: personId, label: name })) },
      // These two are set by links of an entry, and only then there to be taken away.
      ...(chosen.about ? [{ id: 'about', label: t('audit.whom'), options: [{ id: chosen.about, label: concernedName ?? '…' }] }] : []),
      ...(chosen.kind ? [{ id: 'kind', label: t('audit.detail.kind'), options: [{ id: chosen.kind, label: chosen.kind }] }] : []),
    ],
    [t, formatDate, doers, recent, log.isOperator, chosen.about, chosen.kind, concernedName],
  );
  const { period: _, ...rest } = chosen;
  return {
    filters,
    values: Object.fromEntries(Object.entries(chosen).map(([name, value]) => [name, name === 'area' ? value.split(',') : [value]])) as FilterValues,
    onChange: (values: FilterValues) => setSearch(Object.fromEntries(filterNames.map((name) => [name, values[name]?.join(',') || null]))),
    question: { ...rest, ...spanOf(search) },
    isNarrow: Object.keys(chosen).length > 0,
  };
}
