import type { MessageKey } from '../../../core/locale.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { VettingMark } from '../../accounts/screens/vetting.tsx';
import { verification } from '../contract.ts';
import type { VerificationShown } from '../contract.ts';
import { AnswerForm } from './AnswerForm.tsx';
import { Checks } from './Checks.tsx';
import { History } from './History.tsx';
import { NextStep } from './NextStep.tsx';
import { PapersSection } from './PapersSection.tsx';
import { StepList } from './StepList.tsx';

/** Where the verification of the company stands: what comes next, each step, what happened so far. */
export function VerificationPage() {
  const { t } = useHouse();
  const { data } = useRead(verification.getVerification, {});
  const head = { title: t('verification.title'), sentence: t('verification.sentence'), width: 'reading' } as const;
  if (!data) {
    return (
      <Page {...head}>
        <SkeletonLines lines={8} />
      </Page>
    );
  }
  return (
    <Page {...head} mark={<VettingMark status={data.status} />}>
      <NextStep shown={data} />
      {data.status !== 'pending' && data.can.answer && <AnswerForm shown={data} />}
      {data.status !== 'authorized' && <Steps shown={data} />}
      {data.status !== 'authorized' && <Checks checks={data.checks} text={t('verification.checks_text')} />}
      <PapersSection shown={data} />
      {data.status === 'pending' && data.can.answer && <AnswerForm shown={data} />}
      <History history={data.history} />
    </Page>
  );
}

function Steps({ shown }: { readonly shown: VerificationShown }) {
  const { t, formatList } = useHouse();
  const { fields, steps, desk, contact } = shown;
  const names = fields?.map((field) => t(`accounts.checked.${field}` as MessageKey));
  return (
    <Section title={t('verification.steps')} text={names?.length ? t('verification.only_changed', { fields: formatList(names) }) : undefined}>
      <StepList steps={steps} center={desk.name} contact={contact.name} />
    </Section>
  );
}
