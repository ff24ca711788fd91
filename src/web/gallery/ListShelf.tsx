import { Download, Ellipsis } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useHouse } from '../house.tsx';
import { Button } from '../ui/Button.tsx';
import { FilterChips } from '../ui/FilterChips.tsx';
import type { FilterValues } from '../ui/FilterChips.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { PersonName } from '../ui/PersonName.tsx';
import { Status } from '../ui/Status.tsx';
import { Table } from '../ui/Table.tsx';
import type { Column, Sort } from '../ui/Table.tsx';
import { samplePeople } from './samples.ts';
import type { SamplePerson } from './samples.ts';
import { Shelf } from './Shelf.tsx';

const roleKeys = ['gallery.role_ga', 'gallery.role_ba', 'gallery.role_ua'] as const;

export function ListShelf() {
  const { t, compareNames } = useHouse();
  const [amount, setAmount] = useState(8);
  const [search, setSearch] = useState('');
  const [filters, setFilters] = useState<FilterValues>({ role: ['gallery.role_ga', 'gallery.role_ba'] });
  const [sort, setSort] = useState<Sort>({ by: 'name', descending: false });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const columns = usePeopleColumns();
  const rows = useMemo(() => {
    const wanted = filters['role'] ?? [];
    const found = samplePeople(amount).filter(
      ({ name, role }) => name.toLowerCase().includes(search.toLowerCase()) && (wanted.length === 0 || wanted.includes(role)),
    );
    const sorted = found.sort((a, b) => compareNames(a.name, b.name));
    return sort.descending ? sorted.reverse() : sorted;
  }, [amount, search, filters, sort, compareNames]);
  return (
    <Shelf name="Table · FilterChips · SearchField · PersonName · Status">
      <Table<SamplePerson>
        label={t('gallery.title')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        rowLabel={({ name }) => name}
        href={({ id }) => `#${id}`}
        sort={sort}
        onSort={setSort}
        selected={selected}
        onSelect={setSelected}
        search={{ label: t('gallery.search'), value: search, onChange: setSearch }}
        filters={<FilterChips values={filters} onChange={setFilters} filters={useSampleFilters()} />}
        tools={<IconButton icon={Download} label={t('gallery.export')} />}
        columnsKey="gallery"
        narrowed
        empty={null}
        bulk={<Button size="small">{t('gallery.remove')}</Button>}
        count={{ value: rows.length }}
        asOf="2026-11-21T09:41:00Z"
        more={amount < 10_000 ? { load: () => setAmount(amount === 8 ? 60 : 10_000) } : undefined}
      />
    </Shelf>
  );
}

function useSampleFilters() {
  const { t } = useHouse();
  return [
    { id: 'role', label: t('gallery.role'), many: true, options: roleKeys.map((id) => ({ id, label: t(id) })) },
    {
      id: 'state',
      label: t('gallery.state'),
      options: [
        { id: 'active', label: t('gallery.active') },
        { id: 'invited', label: t('gallery.invited') },
      ],
    },
  ];
}

export function usePeopleColumns(): readonly Column<SamplePerson>[] {
  const { t, formatDate, formatNumber } = useHouse();
  return [
    {
      id: 'name',
      header: t('gallery.person'),
      sortable: true,
      cell: ({ name, email }) => <PersonName name={name} detail={email} />,
      width: 'minmax(14rem, 2fr)',
    },
    { id: 'role', header: t('gallery.role'), cell: ({ role }) => t(role), width: 'minmax(8rem, 1.2fr)' },
    { id: 'state', header: t('gallery.state'), cell: ({ state }) => <Status kind={state.kind}>{t(state.word)}</Status> },
    { id: 'seen', header: t('gallery.seen'), cell: ({ seenAt }) => formatDate(seenAt, 'day'), from: 'wide' },
    { id: 'amount', header: t('gallery.amount'), align: 'end', cell: ({ amount }) => formatNumber(amount, { style: 'currency', currency: 'EUR' }) },
    {
      id: 'acts',
      header: t('ui.more_actions'),
      hideHeader: true,
      width: '3.5rem',
      phone: 'hidden',
      cell: ({ name }) => (
        <Menu
          label={name}
          trigger={<IconButton icon={Ellipsis} label={t('ui.more_actions')} size="small" className="-my-1" />}
          groups={[
            {
              id: 'acts',
              entries: [
                { id: 'view', label: t('gallery.view') },
                { id: 'remove', label: t('gallery.remove'), danger: true },
                { id: 'last', label: t('gallery.remove'), reason: t('gallery.last_admin') },
              ],
            },
          ]}
        />
      ),
    },
  ];
}
