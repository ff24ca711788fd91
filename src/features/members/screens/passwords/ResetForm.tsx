import { KeyRound } from 'lucide-react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form } from '../../../../web/ui/Form.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { members } from '../../contract.ts';
import type { ResetPreview } from '../../contract/passwords.ts';
import type { Started } from './ResetPasswordPage.tsx';

const TEMPORARY = 'temporary';

/** Which way it goes, and what happens then; a temporary password only where the company may give one, and why not elsewhere. */
export function ResetForm({ preview, onStarted }: { readonly preview: ResetPreview; readonly onStarted: (started: Started) => void }) {
  const { t } = useHouse();
  const act = useAct(members.resetPassword);
  const { attempt, banner } = useAttempt();
  const { personId, name, ways, temporary, hours } = preview;
  const start = ({ way }: { readonly way: string }) =>
    attempt(async () => onStarted(await act.mutateAsync(way === TEMPORARY ? { personId, how: TEMPORARY } : { personId, how: 'link', way })));
  const choices = [
    ...ways.map(({ key, kind, hint }) => ({
      id: key,
      label: t(`reset_password.link_${kind}`, { hint }),
      help: t(key === 'sign_in' ? 'reset_password.link_text' : 'reset_password.other_way', { hours }),
    })),
    ...(temporary.offered ? [{ id: TEMPORARY, label: t('reset_password.temporary'), help: t('reset_password.temporary_text', { hours }) }] : []),
  ];
  return (
    <Form initial={{ way: 'sign_in' }} onSubmit={start} problem={banner}>
      <RadioGroup name="way" label={t('reset_password.how', { name })} choices={choices} look="cards" />
      {temporary.reason && (
        <Banner kind="info" title={t('reset_password.not_offered')}>
          {t(`reset_password.not_${temporary.reason}`, { domain: temporary.domain })}
        </Banner>
      )}
      <Section title={t('reset_password.then')}>
        <ul className="flex list-disc flex-col gap-1.5 ps-5 text-14">
          {(['then_second', 'then_sessions', 'then_told'] as const).map((key) => (
            <li key={key}>{t(`reset_password.${key}`)}</li>
          ))}
        </ul>
      </Section>
      <div>
        <Button type="submit" variant="primary" icon={KeyRound}>
          {t('reset_password.open')}
        </Button>
      </div>
    </Form>
  );
}
