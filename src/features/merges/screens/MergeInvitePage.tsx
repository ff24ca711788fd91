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
import { answerDays, merges } from '../contract.ts';

/** Invites another company to become a location of this one. */
export function MergeInvitePage() {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const send = useAct(merges.inviteToMerge);
  const { attempt, banner } = useAttempt();
  return (
    <Page
      title={t('merges.invite_title')}
      sentence={t('merges.invite_sentence', { days: answerDays })}
      width="reading"
      crumbs={[{ label: t('merges.title'), href: at('/merges') }]}
    >
      <Form<{ partnerId: string; message?: string }>
        problem={banner}
        onSubmit={({ partnerId, message }) =>
          attempt(async () => {
            const { mergeId } = await send.mutateAsync({ partnerId: partnerId.replace(/\s/g, ''), ...(message?.trim() ? { message } : {}) });
            toast(t('merges.sent'));
            go(at(`/merges/${mergeId}`));
          })
        }
      >
        <TextField
          name="partnerId"
          label={t('merges.partner_id')}
          help={t('merges.partner_id_help')}
          inputMode="numeric"
          autoComplete="off"
          width="half"
          mono
        />
        <TextArea name="message" label={t('merges.message')} optional help={t('merges.message_help')} maxLength={500} />
        <Banner kind="info">{t('merges.invite_shows')}</Banner>
        <Banner kind="warning">{t('merges.irreversible')}</Banner>
        <FormActions>
          <Button type="submit" variant="primary">
            {t('merges.send')}
          </Button>
          <LinkButton href={at('/merges')}>{t('ui.cancel')}</LinkButton>
        </FormActions>
      </Form>
    </Page>
  );
}
