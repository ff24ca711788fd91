import { useState } from 'react';
import type { MessageKey } from '../../../../core/locale.ts';
import { fold } from '../../../../core/text.ts';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { SearchField } from '../../../../web/ui/SearchField.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Holders } from './Holders.tsx';
import { PickList } from './PickList.tsx';
import { byArea, useRightsWords } from './rightsWords.ts';
import type { RightsShown } from './RoleTab.tsx';

type PermissionShown = RightsShown['permissions'][number];

/** Who can do something: the roles that allow it, how far, and the people here through any of them. */
export function PermissionTab({ rights }: { readonly rights: RightsShown }) {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const [typed, type] = useState('');
  const found = useFound(rights.permissions, typed);
  const chosen = rights.permissions.find((one) => one.permission === search.get('permission')) ?? found[0];
  const groups = byArea(found).map(([area, items]) => ({
    id: area,
    title: t(`permission_areas.${area}`),
    entries: items.map(({ permission, people, works }) => ({
      id: permission,
      label: t(`permissions.${permission}`),
      detail: people ? String(people) : undefined,
      dim: !works,
    })),
  }));
  return (
    <PickList
      label={t('rights.list.permission')}
      groups={groups}
      chosen={chosen?.permission}
      onChoose={(permission) => setSearch({ permission })}
      head={<SearchField label={t('rights.search_permission')} value={typed} onChange={type} />}
      empty={<p className="text-14 text-muted">{t('rights.none_found')}</p>}
    >
      {chosen && <PermissionShownWhole key={chosen.permission} shown={chosen} />}
    </PickList>
  );
}

/** By name, by what it lets one do, and by its key; every typed word must be somewhere. */
function useFound(permissions: readonly PermissionShown[], typed: string): readonly PermissionShown[] {
  const { t } = useHouse();
  const { ability, included } = useRightsWords();
  const wanted = fold(typed).split(' ').filter(Boolean);
  if (!wanted.length) return permissions;
  return permissions.filter(({ permission, holders }) => {
    const levels = [...new Set(holders.map(({ level }) => level))];
    const text = fold(
      [
        t(`permissions.${permission}` as MessageKey),
        permission,
        ...levels.flatMap((level) => [ability({ permission, level }), included({ permission, level }) ?? '']),
      ].join(' '),
    );
    return wanted.every((word) => text.includes(word));
  });
}

function PermissionShownWhole({ shown }: { readonly shown: PermissionShown }) {
  const { t } = useHouse();
  const words = useRightsWords();
  const at = useAccountPath();
  const { permission, holders } = shown;
  const levels = (['edit', 'view', 'own'] as const).filter((level) => holders.some((holder) => holder.level === level));
  return (
    <article className="flex flex-col gap-6">
      <header className="flex max-w-reading flex-col gap-2">
        <h2 className="text-20 font-semibold">{t(`permissions.${permission}`)}</h2>
      </header>
      {!shown.works && (
        <Banner kind="info" action={<Link href={at('/programs')}>{t('rights.see_programs')}</Link>}>
          {t('rights.no_effect', { sections: words.sections(shown.sections) })}
        </Banner>
      )}
      <Section title={t('rights.permission.roles')}>
        <ul className="flex flex-col divide-y divide-line">
          {levels.map((level) => (
            <li key={level} className="flex flex-col gap-1 py-3 first:pt-0">
              {[words.included({ permission, level }), words.ability({ permission, level })].filter(Boolean).map((phrase) => (
                <span key={phrase} className="block text-14 font-medium first-letter:uppercase">
                  {phrase}
                </span>
              ))}
              <span className="flex flex-wrap gap-x-3 gap-y-1 text-14">
                {holders
                  .filter((holder) => holder.level === level)
                  .map(({ role }) => (
                    <Link key={role} href={at(`/roles?role=${role}`)}>
                      {t(`roles.${role}`)}
                    </Link>
                  ))}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('rights.permission.people')}>
        <Holders wanted={{ permission }} none={t('rights.permission.nobody')} />
      </Section>
    </article>
  );
}
