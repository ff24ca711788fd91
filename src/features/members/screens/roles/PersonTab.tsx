import { UserSearch } from 'lucide-react';
import type { z } from 'zod';
import { fullName } from '../../../../core/person.ts';
import { useList, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { SearchField } from '../../../../web/ui/SearchField.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { useSearchWords } from '../../../accounts/screens/useSearchWords.ts';
import { members } from '../../contract.ts';
import { Abilities } from './Abilities.tsx';
import { PickList } from './PickList.tsx';
import { useRightsWords } from './rightsWords.ts';

/** What one person can do here, and through which role. */
export function PersonTab() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const [typed, type, asked] = useSearchWords();
  const list = useList(members.listRoleHolders, { ...(asked ? { search: asked } : {}), limit: 20 });
  const chosen = search.get('person') ?? undefined;
  const entries = list.items.map((person) => ({
    id: person.personId,
    label: fullName(person),
    detail: person.held.length ? String(person.held.length) : undefined,
  }));
  return (
    <PickList
      label={t('rights.list.person')}
      groups={entries.length ? [{ id: 'people', title: t('rights.list.person'), entries }] : []}
      chosen={chosen}
      onChoose={(person) => setSearch({ person })}
      head={<SearchField label={t('rights.search_person')} value={typed} onChange={type} />}
      empty={list.isLoading ? <SkeletonLines lines={4} /> : <p className="text-14 text-muted">{t('rights.none_found')}</p>}
    >
      {chosen ? (
        <PersonRights key={chosen} personId={chosen} />
      ) : (
        <Empty icon={UserSearch} title={t('rights.choose_person')} text={t('rights.choose_person_text')} />
      )}
    </PickList>
  );
}

type Rights = z.output<typeof members.getPersonRights.output>;

function PersonRights({ personId }: { readonly personId: string }) {
  const { t } = useHouse();
  const words = useRightsWords();
  const at = useAccountPath();
  const { data: person } = useRead(members.getPersonRights, { personId });
  if (!person) return <SkeletonLines lines={8} />;
  return (
    <article className="flex flex-col gap-6">
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0">
          <h2 className="text-20 font-semibold">{person.name}</h2>
          <p className="text-14 break-words text-muted">{person.email}</p>
        </div>
        <span className="print:hidden">
          <LinkButton href={at(`/people/${personId}`)}>{t('rights.person.edit')}</LinkButton>
        </span>
      </header>
      {person.state !== 'active' && <Banner kind="warning">{t('rights.person.kept_out')}</Banner>}
      <Section title={t('rights.person.roles')}>
        <HeldRoles person={person} />
      </Section>
      <Section
        title={t('rights.person.can', { name: person.name })}
        text={person.gives.length > 0 && t('rights.person.gives', { roles: words.roles(person.gives) })}
      >
        <Abilities
          lines={person.can.map((one) => ({
            ...one,
            note: [words.at(one.at, person.places), t('rights.person.through', { roles: words.roles([...new Set(one.through.map(({ role }) => role))]) })]
              .filter(Boolean)
              .join(' · '),
          }))}
        />
      </Section>
    </article>
  );
}

function HeldRoles({ person }: { readonly person: Rights }) {
  const { t } = useHouse();
  const words = useRightsWords();
  if (person.held.length === 0) return <p className="text-14 text-muted">{t('rights.person.none')}</p>;
  return (
    <ul className="flex flex-col divide-y divide-line rounded-card border border-line">
      {person.held.map((held, index) => (
        <li key={index} className="flex flex-col gap-0.5 px-4 py-3 text-14">
          <span className="font-medium">{t(`roles.${held.role}`)}</span>
          <span className="text-13 text-muted">
            {[words.scope(held.scope, person.places), words.until(held.endsAt), words.given(held.givenBy, held.givenAt)].filter(Boolean).join(' · ')}
          </span>
          {!held.works && <span className="text-13 text-muted">{t('rights.no_effect', { sections: words.sections(held.sections) })}</span>}
        </li>
      ))}
    </ul>
  );
}
