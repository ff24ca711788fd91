import { useState } from 'react';
import { addressOf } from '../../../core/endpoint.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, SubmitOrCancel } from '../../../web/ui/Form.tsx';
import type { FieldErrors } from '../../../web/ui/formState.ts';
import { Section } from '../../../web/ui/Section.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { type PaperReason, paperReasons, verification } from '../contract.ts';
import type { Case, SentPaper } from '../contract.ts';
import { PaperList } from './PaperList.tsx';

/** The papers of a case: each is accepted, or refused for a reason that the company can act on. */
export function CasePapers({ data }: { readonly data: Case }) {
  const { t } = useHouse();
  const { accountId, papers, can } = data;
  const href = (fileId: string) => addressOf(verification.getCasePaper).replace(':accountId', accountId).replace(':fileId', fileId);
  return (
    <Section title={t('verification.papers')} text={t('verification.case.papers_text')}>
      {papers.length === 0 ? (
        <p className="text-14 text-muted">{t('verification.case.no_papers')}</p>
      ) : (
        <PaperList papers={papers} hrefOf={href} {...(can.compare ? { under: (paper) => <Verdict accountId={accountId} paper={paper} /> } : {})} />
      )}
    </Section>
  );
}

function Verdict({ accountId, paper: { fileId, verdict } }: { readonly accountId: string; readonly paper: SentPaper }) {
  const { t } = useHouse();
  const [refusing, setRefusing] = useState(false);
  const judge = useAct(verification.judgePaper);
  const { attempt, banner } = useAttempt();
  if (refusing) return <RefuseForm accountId={accountId} fileId={fileId} onDone={() => setRefusing(false)} />;
  return (
    <div className="ps-7">
      {banner}
      <div className="flex flex-wrap gap-2">
        {verdict !== 'accepted' && (
          <Button size="small" onPress={() => attempt(() => judge.mutateAsync({ accountId, fileId, verdict: 'accepted' }))}>
            {t('verification.paper.accept')}
          </Button>
        )}
        {verdict !== 'refused' && (
          <Button size="small" onPress={() => setRefusing(true)}>
            {t('verification.paper.refuse_open')}
          </Button>
        )}
      </div>
    </div>
  );
}

function RefuseForm({ accountId, fileId, onDone }: { readonly accountId: string; readonly fileId: string; readonly onDone: () => void }) {
  const { t } = useHouse();
  const [chosen, setChosen] = useState<PaperReason | ''>('');
  const judge = useAct(verification.judgePaper);
  const { attempt, banner } = useAttempt();
  return (
    <Form<{ reason: PaperReason; note?: string }>
      problem={banner}
      onChange={(values) => setChosen(values.reason ?? '')}
      validate={(values): FieldErrors => (values.reason === 'other' && !values.note?.trim() ? { note: t('verification.decide.note_needed') } : {})}
      onSubmit={({ reason, note }) =>
        attempt(async () => {
          await judge.mutateAsync({ accountId, fileId, verdict: 'refused', reason, note: note ?? null });
          onDone();
        })
      }
    >
      <Select
        name="reason"
        label={t('verification.decide.reason')}
        help={chosen ? t('verification.decide.satisfies', { cure: t(`verification.paper_satisfy.${chosen}`) }) : undefined}
        options={paperReasons.map((id) => ({ id, label: t(`verification.paper_refused.${id}`) }))}
      />
      <TextArea name="note" label={t('verification.decide.note')} optional={chosen !== 'other'} maxLength={1000} />
      <SubmitOrCancel submit={t('verification.paper.refuse')} onCancel={onDone} />
    </Form>
  );
}
