import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { accounts } from '../../contract.ts';
import { LocationForm } from './LocationForm.tsx';
import type { SaidOfLocation } from './said.ts';

/** Adds a place of business, mostly one in the company's own country. */
export function LocationAddPage() {
  const { t } = useHouse();
  const { go, search } = usePlace();
  const at = useAccountPath();
  // Asks for what the page needs, so that who may not sees why instead of a form.
  const list = useRead(accounts.listLocations, { limit: 1 });
  const company = useRead(accounts.getCompany, {}, { catches: true });
  const add = useAct(accounts.addLocation);
  const { attempt, banner } = useAttempt();
  const save = (said: SaidOfLocation) =>
    attempt(async () => {
      const { name, locationId } = await add.mutateAsync(said);
      toast(t('locations.added', { name, locationId }));
      go(at(`/locations/${locationId}`), { replace: true });
    });
  const isKnown = list.data && (company.data || company.error);
  return (
    <Page
      title={t('locations.add_title')}
      sentence={t('locations.add_sentence')}
      width="reading"
      crumbs={[{ label: t('locations.title'), href: at('/locations') }]}
    >
      {isKnown ? (
        <LocationForm
          // A requirement of a program leads here with the country that it asks for.
          initial={{ country: search.get('country') ?? company.data?.country ?? '', addressOf: 'own' }}
          problem={banner}
          action={t('locations.add')}
          onSave={save}
          onCancel={() => go(at('/locations'))}
        >
          <Banner kind="warning">{t('locations.add_final')}</Banner>
        </LocationForm>
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  );
}
