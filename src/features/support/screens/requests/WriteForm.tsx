import { useState } from 'react';
import type { Attempt } from '../../../../web/attempt.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { FilesField } from './FilesField.tsx';
import { sendFiles } from './uploads.ts';

interface WriteFormProps {
  /** The desk waits for an answer. */
  readonly asked: boolean;
  readonly attempt: Attempt;
  readonly kept: number;
  readonly onText: (text: string) => Promise<unknown>;
  readonly onFile: (file: { readonly name: string; readonly content: string }) => Promise<unknown>;
  /** Once all is sent. */
  readonly onDone: () => void;
}

/** Words and files to the desk; files go first, so that they are there when the words are read. */
export function WriteForm({ asked, attempt: { attempt, banner }, kept, onText, onFile, onDone }: WriteFormProps) {
  const house = useHouse();
  const { t } = house;
  const [files, setFiles] = useState<readonly File[]>([]);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const [round, setRound] = useState(0);
  return (
    <Section title={t(asked ? 'support_requests.answer.title' : 'support_requests.more.title')}>
      <Form<{ text: string }>
        key={round}
        problem={
          <>
            {banner}
            {refused.length > 0 && (
              <Banner kind="warning" urgent title={t('support_requests.files.refused')}>
                {refused.map((fault) => (
                  <p key={fault}>{fault}</p>
                ))}
              </Banner>
            )}
          </>
        }
        onSubmit={({ text }) =>
          attempt(async () => {
            const faults = await sendFiles(house, files, onFile);
            setRefused(faults);
            setFiles([]);
            await onText(text);
            setRound((n) => n + 1);
            onDone();
          })
        }
      >
        <TextArea name="text" label={t('support_requests.message')} rows={4} maxLength={8000} />
        <FilesField files={files} onChange={setFiles} kept={kept} />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('support_requests.send')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}

interface ReopenFormProps {
  readonly attempt: Attempt;
  readonly until: Date | string | null;
  readonly onReopen: (text: string) => Promise<unknown>;
}

/** Takes a closed request up again, saying why. */
export function ReopenForm({ attempt: { attempt, banner }, until, onReopen }: ReopenFormProps) {
  const { t, formatDate } = useHouse();
  return (
    <Section title={t('support_requests.reopen.title')} text={until ? t('support_requests.reopen.text', { day: formatDate(until, 'long') }) : undefined}>
      <Form<{ text: string }> problem={banner} onSubmit={({ text }) => attempt(() => onReopen(text))}>
        <TextArea name="text" label={t('support_requests.reopen.why')} rows={3} maxLength={8000} />
        <FormActions>
          <Button type="submit">{t('support_requests.reopen.action')}</Button>
        </FormActions>
      </Form>
    </Section>
  );
}
