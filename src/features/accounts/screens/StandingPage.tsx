import { LifeBuoy, ShieldCheck } from 'lucide-react';
import type { MessageKey } from '../../../core/locale.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { accounts, type Suspension } from '../contract.ts';

/** What goes on in any case; the server closes nothing of it. */
const goesOn = ['people', 'profile', 'customers', 'invoices', 'requests'] as const;

/** How the company stands with the operator: why it is suspended, what works and what does not, the way back, and how it was before. */
export function StandingPage() {
  const { t } = useHouse();
  const { data } = useRead(accounts.getStanding, {});
  if (!data)
    return (
      <Page title={t('accounts.standing.title')} width="reading">
        <SkeletonLines lines={8} />
      </Page>
    );
  return (
    <Page title={t('accounts.standing.title')} sentence={t('accounts.standing.sentence')} width="reading">
      {data.suspension ? (
        <Suspended suspension={data.suspension} closed={data.closed} />
      ) : (
        <Empty icon={ShieldCheck} title={t('accounts.standing.good')} text={t('accounts.standing.good_text')} />
      )}
      {data.past.length > 0 && (
        <Section title={t('accounts.standing.past')}>
          <ul className="flex flex-col gap-6">
            {data.past.map((past) => (
              <li key={past.suspensionId}>
                <SuspensionFacts suspension={past} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}

function Suspended({ suspension, closed }: { readonly suspension: Suspension; readonly closed: readonly string[] }) {
  const { t } = useHouse();
  const at = useAccountPath();
  return (
    <>
      <SuspensionFacts suspension={suspension} />
      <Banner
        kind="info"
        title={t('accounts.standing.way_back')}
        action={
          <LinkButton href={at('/requests/new?topic=suspension')} variant="primary" icon={LifeBuoy}>
            {t('accounts.standing.answer')}
          </LinkButton>
        }
      >
        {t(`accounts.way_back.${suspension.reason}`)}
      </Banner>
      <Section title={t('accounts.standing.works')}>
        <ul className="list-disc ps-5 text-14">
          {goesOn.map((key) => (
            <li key={key}>{t(`accounts.standing.works.${key}`)}</li>
          ))}
        </ul>
      </Section>
      <Section title={t('accounts.standing.closed')} text={t('accounts.standing.closed_text')}>
        <ul className="list-disc columns-1 gap-x-8 ps-5 text-14 sm:columns-2">
          {closed.map((permission) => (
            <li key={permission} className="break-inside-avoid">
              {t(`permissions.${permission}` as MessageKey)}
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

export function SuspensionFacts({ suspension }: { readonly suspension: Suspension & { readonly suspendedBy?: string; readonly liftedBy?: string | null } }) {
  const { t, formatDate } = useHouse();
  const { reason, words, suspendedAt, liftedAt, liftedWords, suspendedBy, liftedBy } = suspension;
  const facts = [
    { label: t('accounts.standing.reason'), value: t(`accounts.suspended_for.${reason}`) },
    { label: t('accounts.standing.words'), value: <span className="whitespace-pre-wrap">{words}</span> },
    { label: t('accounts.standing.since'), value: formatDate(suspendedAt, 'moment') },
    { label: t('accounts.standing.by'), value: suspendedBy ?? null },
    { label: t('accounts.standing.lifted'), value: liftedAt && formatDate(liftedAt, 'moment') },
    { label: t('accounts.standing.lifted_by'), value: liftedBy ?? null },
    { label: t('accounts.standing.lifted_words'), value: liftedWords && <span className="whitespace-pre-wrap">{liftedWords}</span> },
  ];
  return <DescriptionList facts={facts.filter(({ value }) => value !== null)} />;
}
