import { useState } from 'react';
import type { MessageKey } from '../../../core/locale.ts';
import { countryName } from '../../../core/country.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Progress } from '../../../web/ui/Progress.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { type Merge, merges } from '../contract.ts';
import { MergeActs } from './MergeActs.tsx';
import { meaningOf, MergeMark, useOtherName } from './mergeWords.tsx';
import { PlanView } from './PlanView.tsx';

const looksEveryMs = 1500;

/** One merge: how it stands, what each company has, everything that happens, and the ways on. */
export function MergePage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const at = useAccountPath();
  const nameOf = useOtherName();
  const [isRunning, run] = useState(false);
  const { data: merge, error } = useRead(merges.getMerge, { mergeId: params['mergeId'] ?? '' }, isRunning ? { everyMs: looksEveryMs } : {});
  if (merge && (merge.state === 'confirmed') !== isRunning) run(merge.state === 'confirmed');
  const crumbs = [{ label: t('merges.title'), href: at('/merges') }];
  if (!merge)
    return (
      <Page title={t('merges.one')} width="reading" crumbs={crumbs}>
        <SkeletonLines lines={8} />
      </Page>
    );
  // The company was there a moment ago, and is part of the other one now.
  if (isRunning && error)
    return (
      <Page title={t('merges.with', { company: nameOf(merge) })} width="reading">
        <Banner kind="success" title={t('merges.gone')} action={<LinkButton href="/">{t('shell.to_home')}</LinkButton>} />
      </Page>
    );
  return (
    <Page title={t('merges.with', { company: nameOf(merge) })} mark={<MergeMark state={merge.state} />} width="reading" crumbs={crumbs}>
      <NextStep merge={merge} />
      <Facts merge={merge} />
      {merge.plan && <PlanView merge={merge} plan={merge.plan} />}
      {(merge.can.accept || merge.can.confirm) && <Banner kind="warning">{t('merges.irreversible')}</Banner>}
      <MergeActs merge={merge} />
    </Page>
  );
}

/** What comes next, or what became of it, in one sentence. */
function NextStep({ merge }: { readonly merge: Merge }) {
  const { t, formatDate } = useHouse();
  const { state, side, progress, reason, stoppedBy } = merge;
  return (
    <>
      <Banner kind={meaningOf(state)} title={t(`merges.next.${side}_${state}`, { day: formatDate(merge.expiresAt, 'long') })}>
        {reason && <p className="whitespace-pre-wrap">{reason}</p>}
        {stoppedBy.map((stop) => (
          <p key={stop}>{t(`merges.stop.${stop}` as MessageKey)}</p>
        ))}
      </Banner>
      {state === 'confirmed' && (
        <Progress
          label={t('merges.progress')}
          {...(progress.steps ? { value: progress.step / progress.steps, text: t('merges.progress_text', progress) } : {})}
        />
      )}
    </>
  );
}

function Facts({ merge }: { readonly merge: Merge }) {
  const { t, locale, formatDate } = useHouse();
  const { other, side } = merge;
  const facts = [
    { label: t('merges.your_part'), value: t(`merges.side.${side}`) },
    { label: t('merges.partner_id'), value: <CopyId value={other.partnerId} what={t('merges.partner_id')} /> },
    { label: t('country.country'), value: other.country && countryName(other.country, locale) },
    { label: t('merges.message'), value: merge.message },
    { label: t('merges.invited_by'), value: merge.invitedBy },
    { label: t('merges.invited_on'), value: formatDate(merge.invitedAt, 'long') },
    { label: t('merges.answered_by'), value: merge.answeredBy },
    { label: t('merges.confirmed_by'), value: merge.confirmedBy },
    { label: t('merges.ended_on'), value: merge.endedAt && formatDate(merge.endedAt, 'long') },
  ];
  return <DescriptionList facts={facts.filter(({ value }) => value !== null && value !== '')} />;
}
