import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { readBase64 } from '../../../web/base64.ts';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Form, SubmitOrCancel } from '../../../web/ui/Form.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type Exemption, tax } from '../contract.ts';
import { CertificateFields, saidOf, valuesOf } from './CertificateFields.tsx';
import { PaperField } from '../../../web/ui/PaperField.tsx';

interface MendFormProps {
  readonly exemption: Exemption;
  readonly onDone: () => void;
}

/** The company's answer, with what it mends: the data, or another paper. */
export function MendForm({ exemption, onDone }: MendFormProps) {
  const { t } = useHouse();
  const [chosen, setChosen] = useState(exemption.country);
  const [paper, setPaper] = useState<File | null>(null);
  const mend = useAct(tax.mendExemption);
  const { attempt, banner } = useAttempt();
  const { exemptionId, version } = exemption;
  return (
    <Form
      label={t('tax.mend_open')}
      initial={valuesOf(exemption)}
      problem={banner}
      onChange={(values) => setChosen(String(values['country'] ?? ''))}
      onSubmit={(values) =>
        attempt(async () => {
          const sent = paper && { name: paper.name, content: await readBase64(paper) };
          await mend.mutateAsync({ ...saidOf(values), exemptionId, version, answer: String(values['answer'] ?? ''), paper: sent });
          toast(t('tax.mended'));
          onDone();
        })
      }
    >
      <TextArea name="answer" label={t('tax.answer')} maxLength={2000} />
      <PaperField label={t('tax.paper_more')} help={t('tax.paper_more_help')} file={paper} onChange={setPaper} optional />
      <CertificateFields country={chosen} />
      <SubmitOrCancel submit={t('tax.mend')} onCancel={onDone} />
    </Form>
  );
}
