import { useState } from 'react';
import { weekdays } from '../../../../core/calendar.ts';
import { localeNames } from '../../../../core/locale.ts';
import type { Locale } from '../../../../core/locale.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { daysInWords } from '../hoursInWords.ts';
import { support } from '../../contract.ts';
import { severities, type Severity } from '../../contract/requestShapes.ts';
import type { TopicKey } from '../../contract/topics.ts';
import { FilesField } from './FilesField.tsx';
import { sendFiles } from './uploads.ts';

interface Typed {
  readonly subject: string;
  readonly text: string;
  readonly severity: Severity;
  readonly locale: Locale;
  readonly forTeam: boolean;
  readonly [name: string]: unknown;
}
interface NewRequestFormProps {
  readonly topic: TopicKey;
  readonly onSent: (sent: { readonly requestId: string; readonly number: string; readonly refused: readonly string[] }) => void;
}

/** The words to the desk, with the answer time that each severity is promised now. */
export function NewRequestForm({ topic, onSent }: NewRequestFormProps) {
  const house = useHouse();
  const { t, locale: own, locales, formatDate } = house;
  const open = useAct(support.openRequest);
  const attach = useAct(support.addRequestFile);
  const { attempt, banner } = useAttempt();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [locale, setLocale] = useState<Locale>(own);
  const { data: promises } = useRead(support.promiseAnswers, { locale }, { catches: true });
  const submit = (typed: Typed) =>
    attempt(async () => {
      const { requestId, number } = await open.mutateAsync({ topic, ...typed });
      const refused = await sendFiles(house, files, (file) => attach.mutateAsync({ requestId, ...file }));
      if (refused.length === 0) toast(t('support_requests.sent', { number }));
      onSent({ requestId, number, refused });
    });
  const promised = (severity: Severity) => promises && t('support_requests.promised', { when: formatDate(promises[severity], 'moment') });
  return (
    <Section title={t('support_requests.write.title')} text={t('support_requests.write.text')}>
      <Form<Typed>
        initial={{ severity: 'moderate', locale: own, forTeam: false }}
        onChange={(typed) => setLocale(typed.locale)}
        onSubmit={submit}
        problem={banner}
      >
        <TextField name="subject" label={t('support_requests.field.subject')} help={t('support_requests.field.subject_help')} />
        <TextArea name="text" label={t('support_requests.field.text')} help={t('support_requests.field.text_help')} rows={7} maxLength={8000} />
        <FilesField files={files} onChange={setFiles} />
        <Select
          name="locale"
          label={t('support_requests.field.locale')}
          help={t('support_requests.field.locale_help')}
          width="half"
          options={locales.map((id) => ({ id, label: localeNames[id] }))}
        />
        <RadioGroup
          name="severity"
          label={t('support_requests.field.severity')}
          help={
            promises &&
            t('support_requests.desk_hours', {
              days: daysInWords(
                promises.days.map((day) => weekdays.indexOf(day)),
                house,
              ),
              opens: promises.opens,
              closes: promises.closes,
              zone: promises.zone,
            })
          }
          choices={severities.map((id) => ({
            id,
            label: t(`support_requests.severity.${id}`),
            help: [t(`support_requests.severity.${id}_help`), promised(id)].filter(Boolean).join(' '),
          }))}
        />
        <Checkbox name="forTeam" label={t('support_requests.field.team')} help={t('support_requests.field.team_help')} optional>
          {t('support_requests.field.team')}
        </Checkbox>
        <FormActions>
          <Button type="submit" variant="primary">
            {t('support_requests.send')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}
