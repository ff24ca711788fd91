import { useState } from 'react';
import type { ReactNode } from 'react';
import { fullName } from '../../../core/person.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Card } from '../../../web/ui/Card.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { toast } from '../../../web/ui/Toast.tsx';

export interface RequestShown {
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly message: string | null;
  readonly state: 'open' | 'accepted' | 'refused' | 'at_desk' | 'withdrawn';
  readonly createdAt: Date;
  readonly dueAt: Date;
  readonly reason: string | null;
  readonly can: { readonly decide: boolean };
}

interface RequestCardProps {
  readonly request: RequestShown;
  readonly decide: (decision: 'accept' | 'refuse', reason: string | null) => Promise<unknown>;
  /** Above the message: which company it is for. */
  readonly head?: ReactNode;
}

const kinds = { open: 'info', at_desk: 'warning', accepted: 'success', refused: 'plain', withdrawn: 'plain' } as const;

/** One request to join, with the two answers that it can have. */
export function RequestCard({ request, decide, head }: RequestCardProps) {
  const { t, formatDate } = useHouse();
  const [refusing, setRefusing] = useState(false);
  const { attempt, banner } = useAttempt();
  const name = fullName(request);
  const answer = (decision: 'accept' | 'refuse', reason: string | null) =>
    attempt(async () => {
      await decide(decision, reason);
      toast(t(decision === 'accept' ? 'members.request.let_in' : 'members.request.declined', { name }));
    });
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <PersonName name={name} detail={request.email} />
        <Status kind={kinds[request.state]}>{t(`members.request.${request.state}`)}</Status>
      </div>
      {head}
      {request.message && <p className="rounded-control bg-sunken px-4 py-2.5 text-14">{request.message}</p>}
      <p className="text-13 text-muted">
        {request.can.decide
          ? t('members.request.dates', { asked: formatDate(request.createdAt), due: formatDate(request.dueAt) })
          : t('members.request.asked', { asked: formatDate(request.createdAt) })}
        {request.reason && <span className="block">{t('members.request.reason_given', { reason: request.reason })}</span>}
      </p>
      {request.can.decide && !refusing && (
        <>
          {banner}
          <div className="flex flex-wrap items-center gap-3">
            <Button variant="primary" size="small" onPress={() => answer('accept', null)}>
              {t('members.request.accept')}
            </Button>
            <Button size="small" onPress={() => setRefusing(true)}>
              {t('members.request.refuse_open')}
            </Button>
            <span className="text-13 text-muted">{t('members.request.as_user')}</span>
          </div>
        </>
      )}
      {request.can.decide && refusing && (
        <Form<{ reason: string }> problem={banner} onSubmit={({ reason }) => answer('refuse', reason)}>
          <TextArea name="reason" label={t('members.request.reason')} help={t('members.request.reason_help')} rows={2} maxLength={500} />
          <FormActions>
            <Button type="submit" variant="danger" size="small">
              {t('members.request.refuse')}
            </Button>
            <Button variant="quiet" size="small" onPress={() => setRefusing(false)}>
              {t('ui.cancel')}
            </Button>
          </FormActions>
        </Form>
      )}
    </Card>
  );
}
