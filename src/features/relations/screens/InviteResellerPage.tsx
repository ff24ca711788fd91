import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { invitationDays, relations } from '../contract.ts';

/** A distributor asks a company to be its reseller. */
export function InviteResellerPage() {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const send = useAct(relations.inviteReseller);
  const { attempt, banner } = useAttempt();
  return (
    <Page
      title={t('relations.invite')}
      sentence={t('relations.invite_sentence', { days: invitationDays })}
      width="reading"
      crumbs={[{ label: t('relations.title'), href: at('/relations') }]}
    >
      <Form<{ partnerId: string; message?: string }>
        problem={banner}
        onSubmit={({ partnerId, message }) =>
          attempt(async () => {
            const { relationId } = await send.mutateAsync({ partnerId: partnerId.replace(/\s/g, ''), ...(message?.trim() ? { message } : {}) });
            toast(t('relations.invited_toast'));
            go(at(`/relations/${relationId}`));
          })
        }
      >
        <TextField
          name="partnerId"
          label={t('relations.partner_id')}
          help={t('relations.partner_id_help')}
          inputMode="numeric"
          autoComplete="off"
          width="half"
          mono
        />
        <TextArea name="message" label={t('relations.message')} optional help={t('relations.message_help')} maxLength={500} />
        <Banner kind="info">{t('relations.not_here', { address: `${location.origin}/sign-up` })}</Banner>
        <FormActions>
          <Button type="submit" variant="primary">
            {t('relations.send')}
          </Button>
          <LinkButton href={at('/relations')}>{t('ui.cancel')}</LinkButton>
        </FormActions>
      </Form>
    </Page>
  );
}
