import { countryName } from '../../../../core/country.ts';
import { localeNames } from '../../../../core/locale.ts';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { accessEndpoints } from '../../contract/access.ts';
import { CallBack } from './CallBack.tsx';
import { type CaseProps, markOf } from './caseParts.tsx';
import { Checklist } from './Checklist.tsx';
import { ComparedList } from './ComparedList.tsx';
import { Conversation, Looks } from './Conversation.tsx';
import { Decision } from './Decision.tsx';
import { Evidence } from './Evidence.tsx';
import { MatchCompany } from './MatchCompany.tsx';

/** One request for access on the desk: what is claimed, what stands on file, what was found, and the decision of two people. */
export function AccessCasePage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const { data } = useRead(accessEndpoints.getAccessCase, { requestId: params['requestId'] ?? '' });
  const crumbs = [{ label: t('access_requests.case.queue'), href: '/operator/requests' }];
  if (!data)
    return (
      <Page title={t('access_requests.case.queue')} width="reading" crumbs={crumbs}>
        <SkeletonLines lines={12} />
      </Page>
    );
  const { number, state } = data;
  return (
    <Page
      title={t('access_requests.case.title', { number })}
      width="reading"
      crumbs={crumbs}
      mark={<Status kind={markOf(state)}>{t(`access_requests.state.${state}`)}</Status>}
      sentence={t('access_requests.case.logged')}
    >
      <Next data={data} />
      <Asker data={data} />
      <Conversation data={data} />
      <MatchCompany data={data} />
      <ComparedList data={data} />
      <Evidence data={data} />
      <Checklist data={data} />
      <CallBack data={data} />
      <Decision key={`${state} ${data.version}`} data={data} />
      <Looks data={data} />
    </Page>
  );
}

/** Whose turn it is, and what the company or the second agent has said. */
function Next({ data: { next, adminAnswer, prepared, approved, refusal } }: CaseProps) {
  const { t, formatDate } = useHouse();
  const due = next.due ? formatDate(next.due, 'moment') : '';
  const said = next.step === 'wait' && !next.due ? t('access_requests.next.wait_now') : t(`access_requests.next.${next.step}`, { due });
  return (
    <Banner kind={adminAnswer?.answer === 'unknown' ? 'danger' : 'info'} title={said}>
      {adminAnswer && (
        <p>
          {t(adminAnswer.answer === 'helped' ? 'access_requests.case.admin_helped' : 'access_requests.case.admin_unknown', { name: adminAnswer.name })}{' '}
          <span className="text-muted">{formatDate(adminAnswer.at, 'moment')}</span>
        </p>
      )}
      {prepared && (
        <>
          <p>{t('access_requests.case.prepared_by', { name: prepared.by, outcome: t(`access_requests.outcome.${prepared.outcome}`) })}</p>
          <p className="whitespace-pre-wrap">{prepared.grounds}</p>
        </>
      )}
      {approved && <p>{t('access_requests.case.approved_by', { name: approved.by, at: formatDate(approved.at, 'moment') })}</p>}
      {refusal && <p>{t(`access_requests.refusal.${refusal}`)}</p>}
    </Banner>
  );
}

function Asker({ data: { contact, claims, trouble, createdAt } }: CaseProps) {
  const { t, locale, formatDate } = useHouse();
  return (
    <Section title={t('access_requests.case.asker')} text={formatDate(createdAt, 'moment')}>
      <DescriptionList
        facts={[
          { label: t('access_requests.case.name'), value: contact.name },
          { label: t('access_requests.email'), value: <span className="break-all">{contact.email}</span> },
          ...(contact.phone ? [{ label: t('access_requests.phone'), value: contact.phone }] : []),
          ...(claims.job ? [{ label: t('access_requests.field.job'), value: claims.job }] : []),
          { label: t('access_requests.country'), value: countryName(claims.country, locale) },
          { label: t('access_requests.language'), value: localeNames[contact.locale] },
          { label: t('access_requests.case.trouble'), value: t(`access_requests.trouble.${trouble}`) },
        ]}
      />
    </Section>
  );
}
