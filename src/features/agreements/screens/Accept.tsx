import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { agreements } from '../contract.ts';
import type { AgreementInFull } from '../contract.ts';

/** Accepts the text in the name of the company; the button opens once its end has been reached. */
export function Accept({ data, isRead }: { readonly data: AgreementInFull; readonly isRead: boolean }) {
  const { t } = useHouse();
  const accept = useAct(agreements.acceptAgreement);
  const { attempt, banner } = useAttempt();
  const { agreement, company, shown } = data;
  return (
    <Section title={t('agreements.accept.title')} text={t('agreements.accept.text', { company })}>
      <Form
        problem={banner}
        onSubmit={() =>
          attempt(async () => {
            await accept.mutateAsync({ agreement, textId: shown.textId, locale: shown.locale, sha256: shown.sha256 });
            toast(t('agreements.accept.done'));
            window.scrollTo({ top: 0 });
          })
        }
      >
        <Checkbox name="authority" label={t('agreements.accept.label')}>
          {t('agreements.accept.authority', { company })}
        </Checkbox>
        <FormActions>
          <Button type="submit" variant="primary" reason={isRead ? undefined : t('agreements.to_end')}>
            {t('agreements.accept.button')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}
