import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { CopyId } from '../../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { directories } from '../../contract.ts';
import { GroupsPart } from './GroupsPart.tsx';
import { ProvisionedPeople } from './ProvisionedPeople.tsx';
import { TokensPart } from './TokensPart.tsx';

/** How a directory brings people in by itself: where its program writes to, by which token, and what its groups give. */
export function ProvisioningPage() {
  const { t, formatList } = useHouse();
  const { params } = usePlace();
  const at = useAccountPath();
  const directoryId = params['directoryId'] ?? '';
  const { data } = useRead(directories.getProvisioning, { directoryId });
  return (
    <Page
      title={t('provisioning.title')}
      sentence={t('provisioning.sentence')}
      width="reading"
      crumbs={[
        { label: t('provisioning.directories'), href: at('/directories') },
        ...(data ? [{ label: data.directory, href: at(`/directories/${directoryId}`) }] : []),
      ]}
    >
      {data ? (
        <>
          {data.isOff && <Banner kind="warning" title={t('provisioning.is_off')} />}
          {data.domains.length === 0 && (
            <Banner kind="warning" title={t('provisioning.no_domains')}>
              <p>{t('provisioning.no_domains_text')}</p>
            </Banner>
          )}
          <DescriptionList
            facts={[
              { label: t('provisioning.address'), value: <CopyId value={data.address} what={t('provisioning.address')} /> },
              { label: t('provisioning.domains'), value: data.domains.length ? formatList(data.domains) : t('provisioning.none_yet') },
            ]}
          />
          <TokensPart directoryId={directoryId} tokens={data.tokens} canEdit={data.can.edit} />
          <GroupsPart directoryId={directoryId} givable={data.givable} canEdit={data.can.edit} />
          <ProvisionedPeople directoryId={directoryId} />
        </>
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  );
}
