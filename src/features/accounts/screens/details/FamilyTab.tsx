import type { z } from 'zod';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import type { accounts } from '../../contract.ts';
import { LegalFacts } from '../LegalFacts.tsx';
import type { CompanyShown } from '../shown.ts';

export type FamilyShown = z.output<typeof accounts.listFamilies.output>['items'][number];
const kinds: Readonly<Record<string, 'success' | 'warning' | 'danger' | 'info'>> = {
  active: 'success',
  qualified: 'info',
  applied: 'info',
  asked_back: 'warning',
  restricted: 'warning',
  suspended: 'danger',
};

/** What a family of programs reads of the legal info: the programs, the same legal data, and what may not be changed for it. */
export function FamilyTab({ company, family: { family, programs } }: { readonly company: CompanyShown; readonly family: FamilyShown }) {
  const { t } = useHouse();
  const { params } = usePlace();
  const at = useAccountPath();
  const keeper = company.vetting.status === 'authorized' ? programs.find(({ locksName }) => locksName) : undefined;
  return (
    <div className="flex flex-col gap-10">
      {keeper && <Banner kind="info">{t('accounts.company.name_locked', { program: keeper.name })}</Banner>}
      <Section title={t('accounts.family.programs')} text={t(`accounts.family.${family}_text`)}>
        <ul className="divide-y divide-line rounded-card border border-line bg-surface text-14">
          {programs.map(({ program, name, state, link }) => (
            <li key={program} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3">
              <Link href={link.replace(':account', params['account'] ?? '')}>{name}</Link>
              <Status bare kind={kinds[state] ?? 'info'}>
                {t(`accounts.home.state.${state as 'active'}`)}
              </Status>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('accounts.company.legal')} text={t('accounts.family.shared')}>
        <LegalFacts company={company} />
      </Section>
      {family === 'reseller' && (
        <Section title={t('accounts.support.title')} text={t('accounts.family.support_text')}>
          <div>
            <LinkButton href={at('/support-details')}>{t('accounts.family.support_open')}</LinkButton>
          </div>
        </Section>
      )}
    </div>
  );
}
