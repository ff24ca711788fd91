import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { WhoMay } from '../../../accounts/screens/WhoMay.tsx';
import { tax, type TaxProfiles } from '../../contract.ts';
import { TaxProfileCard } from './TaxProfileCard.tsx';
import { TaxProfileForm } from './TaxProfileForm.tsx';

/** Under which tax number payouts are reported, what is withheld, and until when that holds. */
export function TaxProfilesPage() {
  const { t } = useHouse();
  const { data } = useRead(tax.listTaxProfiles, {});
  return (
    <Page title={t('tax.profiles.title')} sentence={t('tax.profiles.sentence')} width="reading">
      {data ? <Parts data={data} /> : <SkeletonLines lines={8} />}
    </Page>
  );
}

function Parts({ data }: { readonly data: TaxProfiles }) {
  const { t } = useHouse();
  const [isFilling, setFilling] = useState(false);
  const [now, past] = [data.profiles.filter(({ standing }) => standing !== 'replaced'), data.profiles.filter(({ standing }) => standing === 'replaced')];
  const isBlocked = !now.some(({ standing }) => standing === 'approved' || standing === 'expiring');
  const fill = data.can.fill && !isFilling && (
    <Button variant="primary" onPress={() => setFilling(true)}>
      {t(data.profiles.length ? 'tax.profiles.renew' : 'tax.profiles.fill')}
    </Button>
  );
  return (
    <>
      {isBlocked && now.length > 0 && <Banner kind="warning">{t('tax.profiles.blocked')}</Banner>}
      {isFilling && <TaxProfileForm data={data} onDone={() => setFilling(false)} />}
      <Section title={t('tax.profiles.current')} text={t('tax.profiles.current_text')} action={fill || undefined}>
        {now.length === 0 ? (
          <Empty icon={FileText} title={t('tax.profiles.none')} text={t('tax.profiles.none_text')} />
        ) : (
          now.map((profile) => <TaxProfileCard key={profile.profileId} profile={profile} />)
        )}
      </Section>
      {past.length > 0 && (
        <Section title={t('tax.profiles.past')}>
          {past.map((profile) => (
            <TaxProfileCard key={profile.profileId} profile={profile} />
          ))}
        </Section>
      )}
      <WhoMay editors={data.editors} permission="tax_profiles" can={data.can.fill} />
    </>
  );
}
