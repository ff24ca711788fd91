import { Inbox } from 'lucide-react';
import { countryName } from '../../../core/country.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { profiles } from '../contract.ts';
import type { Lead } from '../contract/leads.ts';

/** What visitors of the directory wrote, the newest first. */
export function LeadsPage() {
  const { t } = useHouse();
  const list = useList(profiles.listLeads, {});
  return (
    <Page title={t('leads.title')} sentence={t('leads.sentence')} width="reading">
      {list.isLoading && <SkeletonLines lines={8} />}
      {!list.isLoading && list.items.length === 0 && <Empty icon={Inbox} title={t('leads.none')} text={t('leads.none_text')} />}
      <ol className="flex flex-col">
        {list.items.map((lead) => (
          <li key={lead.leadId} className="border-t border-line py-5 first:border-0">
            <LeadShown lead={lead} />
          </li>
        ))}
      </ol>
      {list.hasMore && (
        <Button onPress={list.loadMore} pending={list.isLoadingMore}>
          {t('leads.more')}
        </Button>
      )}
    </Page>
  );
}

function LeadShown({ lead }: { readonly lead: Lead }) {
  const { t, locale, formatDate } = useHouse();
  const mark = useAct(profiles.markLeadAnswered);
  const { attempt, banner } = useAttempt();
  const place = [lead.location?.name, countryName(lead.country, locale)].filter(Boolean).join(' · ');
  return (
    <article className="flex flex-col gap-2">
      {banner}
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="text-16 font-semibold">{[lead.name, lead.company].filter(Boolean).join(' · ')}</h2>
        <Status kind={lead.state === 'new' ? 'info' : 'success'} bare>
          {t(`leads.state.${lead.state}`)}
        </Status>
      </div>
      <p className="text-13 text-muted">{[formatDate(lead.receivedAt, 'moment'), place, lead.email, lead.phone].filter(Boolean).join(' · ')}</p>
      <p lang={lead.locale} className="text-14 whitespace-pre-line wrap-anywhere">
        {lead.message}
      </p>
      {lead.answeredAt && (
        <p className="text-13 text-muted">{t('leads.answered_by', { name: lead.answeredBy ?? '', when: formatDate(lead.answeredAt, 'moment') })}</p>
      )}
      {lead.can.answer && (
        <div className="flex flex-wrap gap-3">
          <LinkButton href={`mailto:${encodeURIComponent(lead.email)}`}>{t('leads.answer')}</LinkButton>
          <Button
            onPress={() =>
              attempt(async () => {
                await mark.mutateAsync({ leadId: lead.leadId });
                toast(t('leads.marked'));
              })
            }
          >
            {t('leads.mark')}
          </Button>
        </div>
      )}
    </article>
  );
}
