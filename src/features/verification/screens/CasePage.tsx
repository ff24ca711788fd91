import type { MessageKey } from '../../../core/locale.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { VettingMark } from '../../accounts/screens/vetting.tsx';
import { verification } from '../contract.ts';
import type { Case } from '../contract.ts';
import { ClaimedFacts, ContactFacts } from './CaseFacts.tsx';
import { CasePapers } from './CasePapers.tsx';
import { Comparison } from './CompareForm.tsx';
import { Decision } from './Decision.tsx';
import { History } from './History.tsx';
import { Quote } from './NextStep.tsx';
import { Proposal } from './Proposal.tsx';

/** One company on the verifier's desk: what it says of itself, what was asked and answered, and the decision. */
export function CasePage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const { data } = useRead(verification.getCase, { accountId: params['accountId'] ?? '' });
  const crumbs = [{ label: t('verification.queue.title'), href: '/operator/verification' }];
  if (!data) {
    return (
      <Page title={t('verification.title')} width="reading" crumbs={crumbs}>
        <SkeletonLines lines={10} />
      </Page>
    );
  }
  return (
    <Page
      title={data.name}
      width="reading"
      crumbs={crumbs}
      mark={<VettingMark status={data.status} />}
      sentence={<CopyId value={data.partnerId} what={t('accounts.partner_id')} />}
      action={<LinkButton href={`/operator/accounts/${data.accountId}?why=verification`}>{t('verification.case.look')}</LinkButton>}
    >
      <Said data={data} />
      <Proposal data={data} />
      <Decision data={data} />
      <Claimed data={data} />
      <Section title={t('verification.case.contact')}>
        <ContactFacts data={data} />
      </Section>
      <Comparison data={data} />
      <CasePapers data={data} />
      {data.duplicates.length > 0 && <Duplicates data={data} />}
      <History history={data.history} />
    </Page>
  );
}

/** What was last asked, answered or decided. */
function Said({ data }: { readonly data: Case }) {
  const { t, formatDate } = useHouse();
  const { status, question, answer, answeredAt, dueAt, reason, note } = data;
  if (status === 'rejected')
    return (
      <Banner kind="danger" title={t('verification.case.rejected_for', { reason: t(`accounts.rejected.${reason ?? 'other'}`) })}>
        {note && <p className="whitespace-pre-wrap">{note}</p>}
      </Banner>
    );
  if (status === 'authorized' || (!question && !answer)) return null;
  return (
    <Banner kind="info">
      {question && (
        <>
          <p className="font-semibold">{t('verification.case.asked')}</p>
          <Quote>{question}</Quote>
        </>
      )}
      {answer && (
        <>
          <p className="font-semibold">
            {t('verification.case.answered')} <span className="font-normal text-muted">{answeredAt && formatDate(answeredAt, 'moment')}</span>
          </p>
          <Quote>{answer}</Quote>
        </>
      )}
      {status === 'asked' && dueAt && <p>{t('verification.case.no_answer', { day: formatDate(dueAt, 'long') })}</p>}
    </Banner>
  );
}

function Claimed({ data }: { readonly data: Case }) {
  const { t, formatList } = useHouse();
  const fields = data.fields?.map((field) => t(`accounts.checked.${field}` as MessageKey));
  return (
    <Section
      title={t('verification.case.claimed')}
      text={fields?.length ? t('verification.only_changed', { fields: formatList(fields) }) : t('verification.case.claimed_text')}
    >
      <ClaimedFacts data={data} />
    </Section>
  );
}

function Duplicates({ data }: { readonly data: Case }) {
  const { t } = useHouse();
  return (
    <Section title={t('verification.case.duplicates')} text={t('verification.case.duplicates_text')}>
      <ul className="divide-y divide-line text-14">
        {data.duplicates.map((other) => (
          <li key={other.accountId} className="flex flex-wrap items-center justify-between gap-x-6 py-2">
            <Link href={`/operator/verification/${other.accountId}`}>{other.name}</Link>
            <CopyId value={other.partnerId} what={t('accounts.partner_id')} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
