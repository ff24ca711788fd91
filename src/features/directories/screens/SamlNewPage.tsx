import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { directories } from '../contract.ts';

type Typed = Record<'name' | 'metadata', string>;

/** Connects a SAML provider by what it says of itself; nobody comes in by it until it was tried and turned on. */
export function SamlNewPage() {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const add = useAct(directories.addSamlDirectory);
  const { attempt, banner } = useAttempt();
  const save = (typed: Typed) =>
    attempt(async () => {
      const { directoryId } = await add.mutateAsync(typed);
      go(at(`/directories/${directoryId}/saml`), { replace: true });
    });
  return (
    <Page
      title={t('saml.connect')}
      sentence={t('saml.connect_sentence')}
      width="reading"
      crumbs={[{ label: t('provisioning.directories'), href: at('/directories') }]}
    >
      <Form<Typed> onSubmit={save} problem={banner}>
        <TextField name="name" label={t('saml.name')} maxLength={60} autoComplete="off" width="half" />
        <TextArea name="metadata" label={t('saml.metadata')} help={t('saml.metadata_help')} maxLength={200_000} />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('saml.connect')}
          </Button>
          <LinkButton href={at('/directories')}>{t('ui.cancel')}</LinkButton>
        </FormActions>
      </Form>
    </Page>
  );
}
