import { type ComponentType, useEffect, useState } from 'react';
import { api } from '../../../web/api.ts';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import type { HumanCheckProps } from '../../identity/screens/HumanCheck.tsx';
import { profiles } from '../contract.ts';
import { type PartnerWrittenTo, WriteToPartnerForm } from './WriteToPartnerForm.tsx';

const server = api(profiles);
type Slot = ComponentType<HumanCheckProps>;

/** From a partner's page in the directory: a message to whoever is in charge there. The check for a human comes from identity. */
export function writeToPartnerPage(HumanCheck: Slot) {
  return function WriteToPartnerPage() {
    const { t, locale } = useHouse();
    const { search } = usePlace();
    const to = search.get('to') ?? '';
    const [partner, setPartner] = useState<PartnerWrittenTo | null | undefined>(undefined);
    const [sentTo, setSentTo] = useState<string | null>(null);
    useEffect(() => {
      server.getPartner({ pageId: to, locale }).then(
        (found) =>
          setPartner({
            pageId: found.pageId,
            name: found.name,
            places: found.places.flatMap(({ locationId, name }) => (locationId ? [{ id: locationId, label: name }] : [])),
          }),
        () => setPartner(null),
      );
    }, [to, locale]);
    const back = (
      <p className="text-14">
        {/* The directory is no page of the app: it is fetched whole. */}
        <Link href={`/partners/${locale}`} target="_self">
          {t('partner_contact.back')}
        </Link>
      </p>
    );
    if (sentTo)
      return (
        <Page title={t('partner_contact.sent')} sentence={t('partner_contact.sent_text', { email: sentTo })} width="reading">
          {back}
        </Page>
      );
    return (
      <Page
        title={partner ? t('partner_contact.title', { name: partner.name }) : t('partner_contact.title_bare')}
        sentence={t('partner_contact.sentence')}
        width="reading"
      >
        {partner === undefined && <SkeletonLines lines={8} />}
        {partner === null && <Banner kind="info">{t('partner_contact.gone')}</Banner>}
        {partner && <WriteToPartnerForm partner={partner} HumanCheck={HumanCheck} onSent={setSentTo} />}
        {back}
      </Page>
    );
  };
}
