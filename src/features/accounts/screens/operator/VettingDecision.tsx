import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import type { FieldErrors } from '../../../../web/ui/formState.ts';
import { Section } from '../../../../web/ui/Section.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { accounts, rejectionReasons } from '../../contract.ts';
import type { Company, RejectionReason } from '../../contract.ts';
import type { AccountLooked } from './AccountLookPage.tsx';

interface VettingDecisionProps {
  readonly account: AccountLooked;
  readonly onDecided: (company: Company) => void;
}

/** The verifier's word: right, or wrong for a reason that the company can act on. */
export function VettingDecision({ account, onDecided }: VettingDecisionProps) {
  const { t, formatDate } = useHouse();
  const [rejecting, setRejecting] = useState(false);
  const decide = useAct(accounts.decideVetting);
  const { attempt, banner } = useAttempt();
  const { accountId, version, vetting } = account;
  const send = (decision: 'authorize' | 'reject', reason: RejectionReason | null, note: string | null) =>
    attempt(async () => {
      onDecided(await decide.mutateAsync({ accountId, version, decision, reason, note }));
      toast(t(decision === 'authorize' ? 'accounts.decide.authorized' : 'accounts.decide.rejected', { company: account.name }));
      setRejecting(false);
    });
  return (
    <Section title={t('accounts.decide.title')} text={vetting.dueAt ? t('accounts.decide.due', { day: formatDate(vetting.dueAt, 'long') }) : undefined}>
      {!rejecting && banner}
      {rejecting ? (
        <Form<{ reason: RejectionReason; note?: string }>
          problem={banner}
          validate={(values): FieldErrors => (values.reason === 'other' && !values.note?.trim() ? { note: t('accounts.decide.note_needed') } : {})}
          onSubmit={({ reason, note }) => send('reject', reason, note ?? null)}
        >
          <Select name="reason" label={t('accounts.decide.reason')} options={rejectionReasons.map((id) => ({ id, label: t(`accounts.rejected.${id}`) }))} />
          <TextArea name="note" label={t('accounts.decide.note')} help={t('accounts.decide.note_help')} optional maxLength={1000} />
          <FormActions>
            <Button type="submit" variant="danger">
              {t('accounts.decide.reject')}
            </Button>
            <Button variant="quiet" onPress={() => setRejecting(false)}>
              {t('ui.cancel')}
            </Button>
          </FormActions>
        </Form>
      ) : (
        <div className="flex flex-wrap gap-3">
          <Button variant="primary" onPress={() => send('authorize', null, null)}>
            {t('accounts.decide.authorize')}
          </Button>
          {vetting.status === 'pending' && <Button onPress={() => setRejecting(true)}>{t('accounts.decide.reject_open')}</Button>}
        </div>
      )}
    </Section>
  );
}
