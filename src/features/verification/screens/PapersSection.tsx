import { useState } from 'react';
import { addressOf } from '../../../core/endpoint.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { readBase64 } from '../../../web/base64.ts';
import { useAccountId, useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { PaperField } from '../../../web/ui/PaperField.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type PaperKind, paperKinds, verification } from '../contract.ts';
import type { VerificationShown } from '../contract.ts';
import { PaperList } from './PaperList.tsx';

/** Papers as proof: all that were sent, and room for one more, here and now, as long as the company is not verified. */
export function PapersSection({ shown: { papers, can, next } }: { readonly shown: VerificationShown }) {
  const { t } = useHouse();
  const account = useAccountId() ?? '';
  if (papers.length === 0 && !can.send) return null;
  const href = (fileId: string) => addressOf(verification.getSentPaper).replace(':account', account).replace(':fileId', fileId);
  return (
    <div id="papers">
      <Section title={t('verification.papers')} text={can.send ? t('verification.papers_text') : undefined}>
        {papers.length > 0 && <PaperList papers={papers} hrefOf={href} />}
        {can.send && <SendForm isNext={next.key === 'send_papers'} />}
      </Section>
    </div>
  );
}

function SendForm({ isNext }: { readonly isNext: boolean }) {
  const { t } = useHouse();
  const [paper, setPaper] = useState<File | null>(null);
  const [missing, setMissing] = useState(false);
  const [round, setRound] = useState(0);
  const send = useAct(verification.sendPaper);
  const { attempt, banner } = useAttempt();
  return (
    <Form<{ kind: PaperKind }>
      key={round}
      label={t('verification.papers')}
      problem={banner}
      initial={{ kind: 'register' }}
      onSubmit={({ kind }) => {
        if (!paper) return setMissing(true);
        return attempt(async () => {
          await send.mutateAsync({ kind, paper: { name: paper.name, content: await readBase64(paper) } });
          toast(t('verification.paper_sent', { name: paper.name }));
          setPaper(null);
          setMissing(false);
          setRound(round + 1);
        });
      }}
    >
      <Select name="kind" label={t('verification.paper_what')} options={paperKinds.map((id) => ({ id, label: t(`verification.paper_kind.${id}`) }))} />
      <PaperField
        label={t('verification.paper_file')}
        help={t('ui.paper_help')}
        file={paper}
        onChange={setPaper}
        error={missing ? t('verification.paper_missing') : undefined}
      />
      <FormActions>
        <Button type="submit" variant={isNext ? 'primary' : undefined}>
          {t('verification.paper_send')}
        </Button>
      </FormActions>
    </Form>
  );
}
