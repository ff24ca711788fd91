import { useCallback, useEffect, useState } from 'react';
import { ApiProblem } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { server } from './accepting/door.ts';

type Partner = Awaited<ReturnType<typeof server.openPartnerLink>>['partner'];

/** Where the open link of a partner leads: whoever comes names a mailbox, and the invitation goes there. */
export function BecomeCustomerPage() {
  const { t } = useHouse();
  const [token] = useState(() => location.hash.slice(1).padEnd(20, '-'));
  const [partner, setPartner] = useState<Partner | null>(null);
  const [failure, setFailure] = useState<ApiProblem | null>(null);
  const load = useCallback(() => {
    setFailure(null);
    server.openPartnerLink({ token }).then(
      (found) => setPartner(found.partner),
      (error: unknown) => setFailure(error instanceof ApiProblem ? error : new ApiProblem('bug', 0, {}, null)),
    );
  }, [token]);
  useEffect(load, [load]);
  if (failure)
    return (
      <NarrowPage title={t('customer_invitation.unknown')}>
        {failure.code === 'customer_invitations.gone' ? (
          <p className="text-14 text-muted">{t('customer_invitation.unknown_text')}</p>
        ) : (
          <ErrorState onRetry={load} />
        )}
      </NarrowPage>
    );
  if (!partner)
    return (
      <NarrowPage title="">
        <SkeletonLines lines={4} />
      </NarrowPage>
    );
  return <Ask token={token} partner={partner} />;
}

function Ask({ token, partner }: { readonly token: string; readonly partner: Partner }) {
  const { t, locale } = useHouse();
  const { attempt, banner } = useAttempt();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const ask = (typed: FormValues) =>
    attempt(async () => {
      const email = String(typed['email'] ?? '').trim();
      await server.askByOpenLink({ token, company: String(typed['company'] ?? '').trim(), email, locale });
      setSentTo(email);
    });
  return (
    <NarrowPage title={t('customer_invitation.open_title', { partner: partner.name })}>
      {sentTo ? (
        <p className="text-14 break-words">{t('customer_invitation.open_sent', { email: sentTo })}</p>
      ) : (
        <>
          <p className="text-14">{t('customer_invitation.open_text')}</p>
          <Form onSubmit={ask} problem={banner}>
            <TextField name="company" label={t('customers.name')} autoComplete="organization" maxLength={200} />
            <TextField name="email" type="email" label={t('customers.email')} autoComplete="email" maxLength={254} />
            <FormActions>
              <Button type="submit" variant="primary" wide>
                {t('customer_invitation.open_send')}
              </Button>
            </FormActions>
          </Form>
        </>
      )}
    </NarrowPage>
  );
}
