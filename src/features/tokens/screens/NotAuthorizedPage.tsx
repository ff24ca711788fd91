import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';

/** What a program asked for cannot be answered to the program: its developer can do something with the word. */
export function NotAuthorizedPage() {
  const { t } = useHouse();
  const { search } = usePlace();
  const error = /^[a-z_]{1,60}$/.exec(search.get('error') ?? '')?.[0];
  return (
    <NarrowPage title={t('not_authorized.title')}>
      <p className="text-14 text-muted">{t('not_authorized.text')}</p>
      {error && (
        <p className="text-14 text-muted">
          {t('not_authorized.tell')} <CopyId value={error} what={t('not_authorized.error')} />
        </p>
      )}
    </NarrowPage>
  );
}
