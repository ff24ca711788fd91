import { useMemo, useState } from 'react';
import type { z } from 'zod';
import type { MessageKey } from '../../../../core/locale.ts';
import { fold } from '../../../../core/text.ts';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Page } from '../../../../web/ui/Page.tsx';
import { SearchField } from '../../../../web/ui/SearchField.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { members } from '../../contract.ts';
import { byArea, useRightsWords } from '../roles/rightsWords.ts';
import { type Draft, GrantRow } from './GrantRow.tsx';
import { GrantsEffect } from './GrantsEffect.tsx';

export type GrantsShown = z.output<typeof members.listGrants.output>;
const filters = ['open', 'changed', 'all'] as const;

/** What each role may do in this center; the cells that are left open can be changed, and what that would do is said before. */
export function GrantsPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const { data: grants } = useRead(members.listGrants, {});
  const [typed, type] = useState('');
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const shownOf = filters.find((one) => one === search.get('shown')) ?? 'open';
  const rows = useFound(grants, typed, shownOf);
  const put = (draft: Draft) => {
    const others = drafts.filter((one) => one.role !== draft.role || one.permission !== draft.permission);
    setDrafts(draft.level === draft.was ? others : [...others, draft]);
  };
  return (
    <Page title={t('rights.op.title')} sentence={t('rights.op.sentence')}>
      {grants ? (
        <>
          <div className="flex flex-wrap items-end gap-4 print:hidden">
            <SearchField label={t('rights.search_permission')} value={typed} onChange={type} />
            <Select
              name="shown"
              label={t('rights.op.filter')}
              value={shownOf}
              onChange={(id) => setSearch({ shown: id === 'open' ? null : id })}
              options={[
                { id: 'open', label: t('rights.op.only_open') },
                { id: 'changed', label: t('rights.op.only_changed') },
                { id: 'all', label: t('rights.op.all') },
              ]}
            />
          </div>
          {drafts.length > 0 && <GrantsEffect drafts={drafts} onDone={() => setDrafts([])} />}
          <div className="flex flex-col gap-8">
            {byArea(rows).map(([area, found]) => (
              <section key={area} aria-labelledby={`area-${area}`} className="flex flex-col gap-3">
                <h2 id={`area-${area}`} className="text-16 font-semibold">
                  {t(`permission_areas.${area}`)}
                </h2>
                <ul className="divide-y divide-line rounded-card border border-line">
                  {found.map((row) => (
                    <GrantRow key={row.permission} row={row} roles={grants.roles} drafts={drafts} editable={grants.can.edit} onChange={put} />
                  ))}
                </ul>
              </section>
            ))}
            {rows.length === 0 && <p className="text-14 text-muted">{t('rights.none_found')}</p>}
          </div>
        </>
      ) : (
        <SkeletonLines lines={10} />
      )}
    </Page>
  );
}

function useFound(grants: GrantsShown | undefined, typed: string, shown: (typeof filters)[number]) {
  const { t } = useHouse();
  const { ability } = useRightsWords();
  return useMemo(() => {
    const wanted = fold(typed).split(' ').filter(Boolean);
    const isShown = ({ cells }: GrantsShown['rows'][number]) =>
      shown === 'all' || cells.some(({ choices, changedAt }) => (shown === 'open' ? choices.length > 0 : changedAt !== null));
    return (grants?.rows ?? []).filter((row) => {
      if (!isShown(row)) return false;
      const { permission, cells } = row;
      const words = cells.flatMap(({ role, level }) => [t(`roles.${role}`), level ? ability({ permission, level }) : '']);
      const text = fold([t(`permissions.${permission}` as MessageKey), permission, ...words].join(' '));
      return wanted.every((word) => text.includes(word));
    });
  }, [grants, typed, shown, t, ability]);
}
