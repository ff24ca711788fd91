import { History } from 'lucide-react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Tabs } from '../../../web/ui/Tabs.tsx';
import { accounts } from '../contract.ts';
import { ContactSection } from './ContactSection.tsx';
import { DetailSections } from './details/DetailSections.tsx';
import { FamilyTab, type FamilyShown } from './details/FamilyTab.tsx';
import { LegalFacts } from './LegalFacts.tsx';
import { LegalForm } from './LegalForm.tsx';
import { Looks } from './Looks.tsx';
import { VettingMark, VettingNotice } from './vetting.tsx';
import { WhoMay } from './WhoMay.tsx';
import type { CompanyShown } from './shown.ts';

interface CompanyProps {
  readonly company: CompanyShown;
  /** Reads it anew. */
  readonly reload: () => Promise<CompanyShown | undefined>;
  readonly families: readonly FamilyShown[];
}

/** The company as it stands in the register, by family of programs; where its verification stands, and who is written to about it. */
export function CompanyPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { search, setSearch } = usePlace();
  const read = useRead(accounts.getCompany, {});
  const families = useRead(accounts.listFamilies, {}, { catches: true }).data?.items ?? [];
  const company = read.data;
  if (!company) {
    return (
      <Page title={t('accounts.company.title')} sentence={t('accounts.company.sentence')} width="reading">
        <SkeletonLines lines={8} />
      </Page>
    );
  }
  const partner = <PartnerTab company={company} reload={async () => (await read.refetch()).data} families={families} />;
  const others = families.filter(({ family }) => family !== 'partner');
  return (
    <Page
      title={t('accounts.company.title')}
      sentence={t('accounts.company.sentence')}
      width="reading"
      mark={<VettingMark status={company.vetting.status} />}
      action={
        <LinkButton href={at('/company/history')} icon={History}>
          {t('accounts.company.history')}
        </LinkButton>
      }
    >
      <VettingNotice vetting={company.vetting} href={company.can.seeVerification ? at('/verification') : undefined} />
      {others.length === 0 ? (
        partner
      ) : (
        <Tabs
          label={t('accounts.family.tabs')}
          chosen={others.find(({ family }) => family === search.get('tab'))?.family ?? 'partner'}
          onChoose={(id) => setSearch({ tab: id === 'partner' ? null : id, edit: null })}
          tabs={[
            { id: 'partner', label: t('accounts.family.partner'), content: partner },
            ...others.map((family) => ({
              id: family.family,
              label: t(`accounts.family.${family.family}`),
              content: <FamilyTab company={company} family={family} />,
            })),
          ]}
        />
      )}
    </Page>
  );
}

function PartnerTab({ company, reload, families }: CompanyProps) {
  const { t } = useHouse();
  const at = useAccountPath();
  return (
    <div className="flex flex-col gap-10">
      <Section
        title={t('accounts.company.identifiers')}
        text={t('accounts.company.identifiers_text')}
        action={<LinkButton href={at('/identifiers')}>{t('accounts.company.all_identifiers')}</LinkButton>}
      >
        <DescriptionList facts={[{ label: t('accounts.partner_id'), value: <CopyId value={company.partnerId} what={t('accounts.partner_id')} /> }]} />
      </Section>
      <LegalSection company={company} reload={reload} families={families} />
      <ContactSection company={company} reload={reload} />
      <WhoMay editors={company.editors} permission="legal_profile" can={company.can.editLegal} />
      <DetailSections />
      {company.can.seeLooks && <Looks />}
    </div>
  );
}

function LegalSection({ company, reload, families }: CompanyProps) {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const editing = company.can.editLegal && search.get('edit') === 'legal';
  const keeper = families.flatMap(({ programs }) => programs).find(({ locksName }) => locksName && company.vetting.status === 'authorized');
  return (
    <Section
      title={t('accounts.company.legal')}
      text={t('accounts.company.legal_text')}
      action={company.can.editLegal && !editing && <Button onPress={() => setSearch({ edit: 'legal' })}>{t('accounts.company.edit_legal')}</Button>}
    >
      {editing ? (
        <LegalForm company={company} reload={reload} keeper={keeper?.name ?? null} onDone={() => setSearch({ edit: null })} />
      ) : (
        <LegalFacts company={company} />
      )}
    </Section>
  );
}
