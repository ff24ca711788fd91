import { addressOf } from '../../../../core/endpoint.ts';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { CopyId } from '../../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { tax } from '../../contract.ts';
import type { ExemptionCase } from '../../contract.ts';
import { Papers, Places, StandingMark, useValidity } from '../said.tsx';
import { ExemptionDecision } from './ExemptionDecision.tsx';

/** One certificate on the operator's desk: what it says, its papers for saving, what was asked, and the decision. */
export function ExemptionCasePage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const { data } = useRead(tax.getExemptionCase, { accountId: params['accountId'] ?? '', exemptionId: params['exemptionId'] ?? '' });
  const crumbs = [{ label: t('tax.desk.title'), href: '/operator/tax-exemptions' }];
  return (
    <Page
      title={data?.name ?? t('tax.desk.title')}
      width="reading"
      crumbs={crumbs}
      mark={data && <StandingMark standing={data.standing} />}
      sentence={data && <CopyId value={data.partnerId} what={t('accounts.partner_id')} />}
    >
      {!data ? <SkeletonLines lines={10} /> : <Facts data={data} />}
    </Page>
  );
}

function Facts({ data }: { readonly data: ExemptionCase }) {
  const { t, formatDate } = useHouse();
  const validity = useValidity();
  const { accountId, exemptionId, registrationNumber, vatNumber } = data;
  const href = (fileId: string) => addressOf(tax.getCasePaper).replace(':accountId', accountId).replace(':exemptionId', exemptionId).replace(':fileId', fileId);
  return (
    <>
      <Said data={data} />
      <Section title={t('tax.desk.says')}>
        <DescriptionList
          facts={[
            { label: t('tax.certificate'), value: <span className="font-mono">{data.certificate}</span> },
            { label: t('tax.places'), value: <Places country={data.country} states={data.states} /> },
            { label: t('tax.validity'), value: validity(data) },
            ...(registrationNumber ? [{ label: t('country.registrationNumber'), value: <span className="font-mono">{registrationNumber}</span> }] : []),
            ...(vatNumber ? [{ label: t('country.vatNumber'), value: <span className="font-mono">{vatNumber}</span> }] : []),
            { label: t('tax.submitted'), value: t('tax.submitted_by', { day: formatDate(data.submittedAt, 'moment'), name: data.submittedBy }) },
          ]}
        />
      </Section>
      <Section title={t('tax.papers')} text={t('tax.desk.papers_text')}>
        <Papers papers={data.papers} hrefOf={href} />
      </Section>
      <ExemptionDecision data={data} />
    </>
  );
}

function Said({ data: { question, answer, standing, reason, note } }: { readonly data: ExemptionCase }) {
  const { t } = useHouse();
  return (
    <>
      {standing === 'refused' && reason && (
        <Banner kind="danger" title={t(`tax.refused.${reason}`)}>
          {note && <p className="whitespace-pre-wrap">{note}</p>}
        </Banner>
      )}
      {(question ?? answer) && (
        <Banner kind="info">
          {question && <p className="font-semibold">{t('tax.asked')}</p>}
          {question && <p className="whitespace-pre-wrap">{question}</p>}
          {answer && <p className="font-semibold">{t('tax.answered')}</p>}
          {answer && <p className="whitespace-pre-wrap">{answer}</p>}
        </Banner>
      )}
    </>
  );
}
