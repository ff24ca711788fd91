import type { MessageKey } from '../../../../core/locale.ts';
import { localeNames } from '../../../../core/locale.ts';
import { countryName } from '../../../../core/country.ts';
import { urlOf } from '../../../../web/api.ts';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { CopyId } from '../../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { support } from '../../contract.ts';
import type { DeskRequest } from '../../contract/deskRequests.ts';
import { AttachedFiles } from './AttachedFiles.tsx';
import { Conversation } from './Conversation.tsx';
import { Assignment, DeskActs } from './DeskActs.tsx';
import { Promised, RequestMark, sayOutcome, sayTopic } from './marks.tsx';

/** A service request on the desk: what was written, what is known, and the answer. */
export function DeskRequestPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const { data } = useRead(support.getDeskRequest, { requestId: params['requestId'] ?? '' });
  const crumbs = [{ label: t('support_requests.desk.title'), href: '/operator/requests' }];
  if (!data)
    return (
      <Page title={t('support_requests.one')} crumbs={crumbs}>
        <SkeletonLines lines={10} />
      </Page>
    );
  const { requestId } = data;
  return (
    <Page
      title={data.subject}
      crumbs={crumbs}
      mark={<RequestMark state={data.state} of="desk" />}
      sentence={<CopyId value={data.number} what={t('support_requests.number')} />}
    >
      <div className="grid items-start gap-8 wide:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <Conversation messages={data.messages} />
          <AttachedFiles files={data.files} {...(data.can.work ? { hrefOf: (fileId: string) => urlOf(support.getDeskFile, { requestId, fileId }) } : {})} />
          <DeskActs key={data.state} data={data} />
        </div>
        <aside className="flex min-w-0 flex-col gap-6" aria-label={t('support_requests.facts')}>
          <Assignment data={data} />
          <Case data={data} />
          <Asker data={data} />
          <Recent data={data} />
        </aside>
      </div>
    </Page>
  );
}

function Case({ data: { topic, severity, locale, promisedAt, createdAt, state, outcome } }: { readonly data: DeskRequest }) {
  const { t, formatDate } = useHouse();
  return (
    <Section title={t('support_requests.facts')}>
      <DescriptionList
        facts={[
          state === 'closed'
            ? { label: t('support_requests.col.outcome'), value: sayOutcome(t, outcome) }
            : { label: t('support_requests.col.promised'), value: <Promised at={promisedAt} /> },
          { label: t('support_requests.col.topic'), value: sayTopic(t, topic) },
          { label: t('support_requests.field.severity'), value: t(`support_requests.severity.${severity}`) },
          { label: t('support_requests.field.locale'), value: localeNames[locale] },
          { label: t('support_requests.opened_at'), value: formatDate(createdAt, 'moment') },
        ]}
      />
    </Section>
  );
}

function Asker({ data: { name, email, phone, company, roles } }: { readonly data: DeskRequest }) {
  const { t, locale, formatList } = useHouse();
  return (
    <Section title={t('support_requests.desk.asker')} text={t('support_requests.desk.logged')}>
      <DescriptionList
        facts={[
          { label: t('support_requests.col.name'), value: name },
          { label: t('support_requests.desk.email'), value: <span className="break-all">{email}</span> },
          ...(phone ? [{ label: t('support_requests.desk.phone'), value: phone }] : []),
          ...(company
            ? [
                { label: t('support_requests.desk.company'), value: `${company.name}, ${countryName(company.country, locale)}` },
                { label: t('accounts.partner_id'), value: <CopyId value={company.partnerId} what={t('accounts.partner_id')} /> },
              ]
            : []),
          ...(roles.length > 0 ? [{ label: t('support_requests.desk.roles'), value: formatList(roles.map((role) => t(`roles.${role}` as MessageKey))) }] : []),
        ]}
      />
    </Section>
  );
}

function Recent({ data: { recent } }: { readonly data: DeskRequest }) {
  const { t, formatDate } = useHouse();
  if (recent.length === 0) return null;
  return (
    <Section title={t('support_requests.desk.recent')}>
      <ul className="divide-y divide-line text-14">
        {recent.map(({ requestId, number, subject, createdAt }) => (
          <li key={requestId} className="flex flex-col gap-0.5 py-2">
            <Link href={`/operator/requests/${requestId}`}>{subject}</Link>
            <span className="text-13 text-muted">
              {number} · {formatDate(createdAt)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
