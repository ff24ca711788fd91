import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { readBase64 } from '../../../web/base64.ts';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Form, SubmitOrCancel } from '../../../web/ui/Form.tsx';
import type { FieldErrors, FormValues } from '../../../web/ui/formState.ts';
import { Section } from '../../../web/ui/Section.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type Exemption, reviewDays, tax } from '../contract.ts';
import { CertificateFields, saidOf, valuesOf } from './CertificateFields.tsx';
import { PaperField } from '../../../web/ui/PaperField.tsx';

interface FileFormProps {
  /** The company's, to begin with. */
  readonly country: string;
  /** The one that the new one takes over from. */
  readonly renews: Exemption | null;
  readonly onDone: () => void;
}

/** A certificate to send in, or one that takes over from another. */
export function FileForm({ country, renews, onDone }: FileFormProps) {
  const { t } = useHouse();
  const [chosen, setChosen] = useState(renews?.country ?? country);
  const [paper, setPaper] = useState<File | null>(null);
  const [missing, setMissing] = useState(false);
  const file = useAct(tax.fileExemption);
  const { attempt, banner } = useAttempt();
  const initial = renews ? valuesOf({ ...renews, certificate: '', validFrom: dayAfter(renews.validUntil), validUntil: null }) : { country };
  const submit = (values: FormValues): Promise<FieldErrors | void> | void => {
    if (!paper) return setMissing(true);
    return attempt(async () => {
      const said = saidOf(values);
      await file.mutateAsync({ ...said, renews: renews?.exemptionId ?? null, paper: { name: paper.name, content: await readBase64(paper) } });
      toast(t('tax.filed', { certificate: said.certificate }));
      onDone();
    });
  };
  return (
    <Section title={renews ? t('tax.renewing', { certificate: renews.certificate }) : t('tax.file')} text={t('tax.file_text', { days: reviewDays })}>
      <Form initial={initial} problem={banner} onChange={(values) => setChosen(String(values['country'] ?? ''))} onSubmit={submit}>
        <CertificateFields country={chosen} />
        <PaperField label={t('tax.paper')} help={t('tax.paper_help')} file={paper} onChange={setPaper} error={missing ? t('tax.paper_needed') : undefined} />
        <SubmitOrCancel submit={t('tax.send')} onCancel={onDone} />
      </Form>
    </Section>
  );
}

const dayAfter = (day: string | null): string => (day ? new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10) : '');
