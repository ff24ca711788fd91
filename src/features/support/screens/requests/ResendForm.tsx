import { useState } from 'react';
import { api } from '../../../../web/api.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { NarrowPage } from '../../../../web/shell/NarrowPage.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { followedEndpoints } from '../../contract/followedRequests.ts';

const server = api(followedEndpoints);

/** For whoever has no link, or a wrong one: by number and mail address it is mailed again. */
export function ResendForm({ isBroken }: { readonly isBroken: boolean }) {
  const { t } = useHouse();
  const [asked, setAsked] = useState(false);
  const { attempt, banner } = useAttempt();
  return (
    <NarrowPage title={t('support_requests.follow.title')} sentence={isBroken ? t('problems.support.link_unknown') : t('support_requests.follow.text')}>
      {asked ? (
        <Banner kind="info" title={t('support_requests.follow.asked')}>
          <p>{t('support_requests.follow.asked_text')}</p>
        </Banner>
      ) : (
        <Form<{ number: string; email: string }>
          problem={banner}
          onSubmit={(typed) =>
            attempt(async () => {
              await server.resendRequestLink(typed);
              setAsked(true);
            })
          }
        >
          <TextField name="number" label={t('support_requests.number')} help={t('support_requests.follow.number_help')} mono />
          <TextField name="email" type="email" label={t('support_requests.follow.email')} autoComplete="email" />
          <FormActions>
            <Button type="submit" variant="primary" wide>
              {t('support_requests.follow.action')}
            </Button>
          </FormActions>
        </Form>
      )}
    </NarrowPage>
  );
}
