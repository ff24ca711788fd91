import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { accounts } from '../contract.ts';

/** On every page of a suspended company: why, since when, and where the way back is; of one that closes its account: on which day. */
export function StandingBanner() {
  const { t, formatDate } = useHouse();
  const at = useAccountPath();
  const { path } = usePlace();
  const { data } = useRead(accounts.getStanding, {}, { catches: true });
  if (!data?.suspension && !data?.closing) return null;
  const { suspension } = data;
  // Its own page says it better.
  const closing = path.endsWith('/closing') ? null : data.closing;
  return (
    <>
      {suspension && (
        <section aria-label={t('accounts.standing.label')} className="px-4 pt-4 sm:px-8">
          <Banner
            kind="warning"
            title={t('accounts.standing.banner', { day: formatDate(suspension.suspendedAt, 'long') })}
            action={
              <LinkButton href={at('/standing')} size="small">
                {t('accounts.standing.way_back')}
              </LinkButton>
            }
          >
            {t(`accounts.suspended_for.${suspension.reason}`)}
          </Banner>
        </section>
      )}
      {closing && (
        <section aria-label={t('accounts.closing.label')} className="px-4 pt-4 sm:px-8">
          <Banner
            kind="danger"
            title={t('accounts.closing.banner', { day: formatDate(closing.closesAt, 'long') })}
            action={
              closing.link && (
                <LinkButton href={at(closing.link.slice('/a/:account'.length))} size="small">
                  {t('accounts.closing.look')}
                </LinkButton>
              )
            }
          >
            {t('accounts.closing.text')}
          </Banner>
        </section>
      )}
    </>
  );
}
