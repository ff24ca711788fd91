import { UserPlus } from 'lucide-react';
import type { z } from 'zod';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import type { members } from '../../contract.ts';
import { SeeAsButton } from '../SeeAsButton.tsx';
import { Abilities } from './Abilities.tsx';
import { Holders } from './Holders.tsx';
import { PickList } from './PickList.tsx';
import { useRightsWords } from './rightsWords.ts';

export type RightsShown = z.output<typeof members.listRoles.output>;
type RoleShown = RightsShown['roles'][number];
const kinds = ['directory', 'agent', 'company', 'developer'] as const;

/** What a role is for, what it allows, who holds it here and who can give it. */
export function RoleTab({ rights }: { readonly rights: RightsShown }) {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const chosen = rights.roles.find((one) => one.role === search.get('role')) ?? rights.roles[0];
  const groups = kinds.map((kind) => ({
    id: kind,
    title: t(`permissions.roles.${kind}`),
    entries: rights.roles
      .filter((one) => one.kind === kind)
      .map(({ role, people, works }) => ({ id: role, label: t(`roles.${role}`), detail: people ? String(people) : undefined, dim: !works })),
  }));
  return (
    <PickList label={t('rights.list.role')} groups={groups} chosen={chosen?.role} onChoose={(role) => setSearch({ role })}>
      {chosen && <Role key={chosen.role} shown={chosen} rights={rights} />}
    </PickList>
  );
}

function Role({ shown, rights }: { readonly shown: RoleShown; readonly rights: RightsShown }) {
  const { t } = useHouse();
  const words = useRightsWords();
  const at = useAccountPath();
  const { role } = shown;
  return (
    <article className="flex flex-col gap-6">
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div className="flex max-w-reading min-w-0 flex-1 basis-80 flex-col gap-2">
          <h2 className="text-20 font-semibold">{t(`roles.${role}`)}</h2>
          <p className="text-14">{t(`members.role.${role}`)}</p>
          <p className="text-14 text-muted">{t(`role_words.${role}.tasks`)}</p>
        </div>
        <span className="flex flex-wrap gap-3 print:hidden">
          {shown.can.seeAs && <SeeAsButton role={role} />}
          {shown.can.give && (
            <LinkButton href={at(`/roles/give?role=${role}`)} icon={UserPlus}>
              {t('rights.give_this')}
            </LinkButton>
          )}
        </span>
      </header>
      {!shown.works && (
        <Banner kind="info" action={<Link href={at('/programs')}>{t('rights.see_programs')}</Link>}>
          {t('rights.no_effect', { sections: words.sections(shown.sections) })}
        </Banner>
      )}
      <Banner kind="warning" title={t('rights.role.caution')}>
        {t(`role_words.${role}.caution`)}
      </Banner>
      <DescriptionList
        facts={[
          {
            label: t('rights.role.program'),
            value: shown.sections.length ? t('rights.needs_program', { sections: words.sections(shown.sections) }) : t('rights.any_company'),
          },
          { label: t('rights.role.where'), value: shown.scopes.map((scope) => t(`rights.scope.${scope}`)).join(' · ') },
          { label: t('rights.role.given_by'), value: words.roles(shown.givenBy) },
          { label: t('rights.role.for_guests'), value: t(shown.forGuests ? 'rights.yes' : 'rights.no') },
        ]}
      />
      <Section title={t('rights.role.holders')}>
        <Holders wanted={{ role }} none={t('rights.role.nobody')} />
      </Section>
      <Section title={t('rights.role.can')}>
        <Allowed role={role} rights={rights} />
      </Section>
    </article>
  );
}

function Allowed({ role, rights }: { readonly role: RoleShown['role']; readonly rights: RightsShown }) {
  const { t } = useHouse();
  const words = useRightsWords();
  const lines = rights.permissions.flatMap(({ permission, area, works, sections, holders }) => {
    const level = holders.find((holder) => holder.role === role)?.level;
    if (!level) return [];
    return [{ permission, level, area, needs: works ? undefined : t('rights.needs_program', { sections: words.sections(sections) }) }];
  });
  return <Abilities lines={lines} />;
}
