import { useState } from 'react';
import type { ComponentType } from 'react';
import { countryName } from '../../../core/country.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type Relation, relations } from '../contract.ts';
import { EndForm } from './EndForm.tsx';
import { RelationMark, useOtherName } from './relationWords.tsx';

/** One relation: how it stands, what comes next, and the ways out; `Help` says whether the distributor may help the reseller's admins. */
export const relationPage = (Help: ComponentType<{ readonly relationId: string }>) =>
  function RelationPage() {
    const { t } = useHouse();
    const { params } = usePlace();
    const at = useAccountPath();
    const nameOf = useOtherName();
    const { data: relation } = useRead(relations.getRelation, { relationId: params['relationId'] ?? '' });
    const crumbs = [{ label: t('relations.title'), href: at('/relations') }];
    if (!relation)
      return (
        <Page title={t('relations.one')} width="reading" crumbs={crumbs}>
          <SkeletonLines lines={6} />
        </Page>
      );
    return (
      <Page title={nameOf(relation)} mark={<RelationMark state={relation.state} />} width="reading" crumbs={crumbs}>
        <NextStep relation={relation} />
        <Facts relation={relation} />
        {relation.state === 'active' && <Help relationId={relation.relationId} />}
        <Ways relation={relation} />
      </Page>
    );
  };

/** What comes next, or what became of it, in one sentence. */
function NextStep({ relation }: { readonly relation: Relation }) {
  const { t, formatDate } = useHouse();
  const { state, side } = relation;
  const kind = state === 'invited' ? 'info' : state === 'active' ? 'success' : state === 'expired' ? 'warning' : 'info';
  return (
    <Banner kind={kind} title={t(`relations.next.${side}_${state}`, { day: formatDate(relation.expiresAt, 'long') })}>
      {relation.reason && <p className="whitespace-pre-wrap">{relation.reason}</p>}
    </Banner>
  );
}

function Facts({ relation }: { readonly relation: Relation }) {
  const { t, locale, formatDate } = useHouse();
  const { other, side } = relation;
  const day = (at: Date | null) => (at ? formatDate(at, 'long') : null);
  const facts = [
    { label: t('relations.is'), value: t(side === 'distributor' ? 'relations.reseller' : 'relations.distributor') },
    { label: t('relations.partner_id'), value: <CopyId value={other.partnerId} what={t('relations.partner_id')} /> },
    { label: t('country.country'), value: other.country && countryName(other.country, locale) },
    { label: t('relations.message'), value: relation.message },
    { label: t('relations.invited_by'), value: relation.invitedBy },
    { label: t('relations.invited_on'), value: day(relation.invitedAt) },
    { label: t('relations.answered_on'), value: day(relation.answeredAt) },
    { label: t('relations.ended_on'), value: day(relation.endedAt) },
    { label: t('relations.ended_by'), value: relation.endedBy && t(`relations.${relation.endedBy}`) },
  ];
  return <DescriptionList facts={facts.filter(({ value }) => value !== null && value !== '')} />;
}

function Ways({ relation }: { readonly relation: Relation }) {
  const { t } = useHouse();
  const [asks, ask] = useState<'accept' | 'withdraw' | 'decline' | null>(null);
  const { attempt, banner } = useAttempt();
  const acts = { accept: useAct(relations.acceptRelation), withdraw: useAct(relations.withdrawRelation), decline: useAct(relations.declineRelation) };
  const nameOf = useOtherName();
  const { can, relationId, version } = relation;
  return (
    <>
      {banner}
      {(can.accept || can.decline || can.withdraw) && (
        <div className="flex flex-wrap gap-3">
          {can.accept && (
            <Button variant="primary" onPress={() => ask('accept')}>
              {t('relations.accept')}
            </Button>
          )}
          {can.decline && <Button onPress={() => ask('decline')}>{t('relations.decline')}</Button>}
          {can.withdraw && <Button onPress={() => ask('withdraw')}>{t('relations.withdraw')}</Button>}
        </div>
      )}
      {asks && (
        <ConfirmDialog
          open
          onClose={() => ask(null)}
          title={t(`relations.${asks}_title`, { company: nameOf(relation) })}
          text={t(`relations.${asks}_text`)}
          confirm={t(`relations.${asks}`)}
          onConfirm={() =>
            attempt(async () => {
              await acts[asks].mutateAsync({ relationId, version });
              toast(t(`relations.${asks}_done`));
            })
          }
        />
      )}
      {can.end && (
        <Section title={t('relations.end_title')} text={t('relations.end_text')}>
          <EndForm relation={relation} />
        </Section>
      )}
    </>
  );
}
