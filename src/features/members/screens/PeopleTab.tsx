import { Users } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { accountRoles } from '../../../core/roles.ts';
import type { MessageKey } from '../../../core/locale.ts';
import { fullName } from '../../../core/person.ts';
import { useList, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Badge } from '../../../web/ui/Badge.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { useSearchWords } from '../../accounts/screens/useSearchWords.ts';
import { useSavedViews } from '../../views/screens/useSavedViews.ts';
import { ViewPicker } from '../../views/screens/ViewPicker.tsx';
import { members, memberStates } from '../contract.ts';
import type { Member } from '../contract.ts';
import { BulkActs } from './BulkActs.tsx';
import { LettersBar, LONG, SavePeople } from './LettersBar.tsx';
import { MemberMark } from './MemberMark.tsx';

type Wanted = Pick<z.input<typeof members.listMembers.input>, 'search' | 'role' | 'state'>;

/** Words of the address that make a view of the list. */
const words = ['q', 'role', 'state'];

/** Everyone who belongs to the company, in the order of the reader's language. */
export function PeopleTab() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const at = useAccountPath();
  const [typed, type, asked] = useSearchWords();
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const role = accountRoles.find((each) => each === search.get('role'));
  const state = memberStates.find((each) => each === search.get('state'));
  const wanted: Wanted = { ...(asked ? { search: asked } : {}), ...(role ? { role } : {}), ...(state ? { state } : {}) };
  const from = asked ? null : search.get('from');
  const saved = useSavedViews('members', words);
  const list = useList(members.listMembers, { ...wanted, ...(from ? { from } : {}) });
  const count = useRead(members.countMembers, wanted, { catches: true }).data;
  const picked = list.items.filter((person) => selected.has(person.personId));
  const isLong = !asked && count !== undefined && count.count > LONG;
  return (
    <div className="flex flex-col gap-3">
      {(isLong || from) && <LettersBar />}
      <Table<Member>
        label={t('members.tab.people')}
        columns={useColumns()}
        rows={list.isLoading || saved.isWaiting ? undefined : list.items}
        rowKey={(row) => row.personId}
        rowLabel={(row) => fullName(row)}
        href={(row) => at(`/people/${row.personId}`)}
        search={{ label: t('members.search'), value: typed, onChange: type }}
        filters={
          <FilterChips
            filters={useFilters()}
            values={{ role: role ? [role] : [], state: state ? [state] : [] }}
            onChange={(values) => setSearch({ role: values['role']?.[0] ?? null, state: values['state']?.[0] ?? null })}
          />
        }
        tools={<SavePeople wanted={wanted} />}
        narrowed={asked !== '' || from !== null || role !== undefined || state !== undefined}
        empty={<Empty icon={Users} title={t('members.none')} text={t('members.none_text')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        selected={selected}
        onSelect={select}
        bulk={<BulkActs people={picked} onDone={() => select(new Set())} />}
        count={count && { value: count.count, more: !count.isExact, say: (value) => t('members.counted', { count: value }) }}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
        columnsKey="members"
        hiding={saved.hiding}
        lead={<ViewPicker of={saved} />}
      />
    </div>
  );
}

function useColumns(): Column<Member>[] {
  const { t, formatRelative, formatDate } = useHouse();
  return [
    { id: 'name', header: t('members.column.name'), width: 'minmax(15rem, 2fr)', cell: (row) => <PersonName name={fullName(row)} detail={row.email} /> },
    { id: 'roles', header: t('members.column.roles'), width: 'minmax(10rem, 1.6fr)', cell: (row) => <Roles person={row} /> },
    { id: 'state', header: t('members.column.state'), width: '8rem', cell: (row) => <MemberMark state={row.state} /> },
    {
      id: 'used',
      header: t('members.column.used'),
      width: '9rem',
      phone: 'hidden',
      cell: (row) =>
        row.lastUsedAt ? (
          <span title={formatDate(row.lastUsedAt, 'moment')}>{formatRelative(row.lastUsedAt)}</span>
        ) : (
          <span className="text-faint">{t('members.never')}</span>
        ),
    },
    { id: 'joined', header: t('members.column.joined'), width: '8rem', from: 'wide', cell: (row) => formatDate(row.joinedAt) },
  ];
}

function Roles({ person }: { readonly person: Member }) {
  const { t } = useHouse();
  return (
    <span className="flex flex-wrap gap-1">
      {person.isGuest && <Badge accent>{t('members.guest')}</Badge>}
      {person.roles.map(({ role }, at) => (
        <Badge key={at}>{t(`roles.${role}` as MessageKey)}</Badge>
      ))}
    </span>
  );
}

function useFilters() {
  const { t } = useHouse();
  return [
    { id: 'role', label: t('members.column.roles'), options: accountRoles.map((id) => ({ id, label: t(`roles.${id}`) })) },
    { id: 'state', label: t('members.column.state'), options: memberStates.map((id) => ({ id, label: t(`members.state.${id}`) })) },
  ];
}
