import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Dialog } from '../../../../web/ui/Dialog.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { recovery } from '../../contract.ts';
import type { ResetRequest } from '../../contract/help.ts';

/** On the page that resets a password: the person asked for it, and may be refused. */
export function AskedCard({ personId }: { readonly personId: string }) {
  const { t, formatDate } = useHouse();
  const [refusing, refuse] = useState(false);
  const { data } = useRead(recovery.findResetRequest, { personId });
  const request = data?.request;
  if (!request) return null;
  const { name, askedAt, expiresAt } = request;
  return (
    <>
      <Banner
        kind="info"
        title={t('reset_requests.asked', { name })}
        action={
          <Button size="small" onPress={() => refuse(true)}>
            {t('reset_requests.refuse')}
          </Button>
        }
      >
        {t('reset_requests.asked_text', { name, at: formatDate(askedAt, 'moment'), day: formatDate(expiresAt, 'long') })}
      </Banner>
      {refusing && <RefuseDialog request={request} onClose={() => refuse(false)} />}
    </>
  );
}

function RefuseDialog({ request, onClose }: { readonly request: ResetRequest; readonly onClose: () => void }) {
  const { t } = useHouse();
  const act = useAct(recovery.refuseResetRequest);
  const { attempt, banner } = useAttempt();
  const { requestId, name } = request;
  const send = ({ reason }: { readonly reason: string }) =>
    attempt(async () => {
      await act.mutateAsync({ requestId, reason });
      toast(t('reset_requests.refused', { name }));
      onClose();
    });
  return (
    <Dialog open onClose={onClose} title={t('reset_requests.refuse_title', { name })}>
      <Form onSubmit={send} problem={banner}>
        <TextArea name="reason" label={t('reset_requests.reason')} help={t('reset_requests.reason_help', { name })} maxLength={500} />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('reset_requests.refuse')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
