import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { directories } from '../contract.ts';
import { returnPathOf } from '../contract/signOn.ts';

type Typed = Record<'name' | 'issuer' | 'clientId' | 'clientSecret', string>;

/** Connects an OpenID Connect provider; nobody comes in by it until it was tried and turned on. */
export function DirectoryNewPage() {
  const { t } = useHouse();
  const { go, params } = usePlace();
  const at = useAccountPath();
  const add = useAct(directories.addDirectory);
  const { attempt, banner } = useAttempt();
  const save = (typed: Typed) =>
    attempt(async () => {
      const { directoryId } = await add.mutateAsync(typed);
      go(at(`/directories/${directoryId}`), { replace: true });
    });
  return (
    <Page
      title={t('directories.add')}
      width="reading"
      action={<LinkButton href={at('/directories/new/saml')}>{t('saml.connect')}</LinkButton>}
      crumbs={[{ label: t('directories.title'), href: at('/directories') }]}
    >
      <Section title={t('directories.at_provider')} text={t('directories.at_provider_text')}>
        <DescriptionList
          facts={[
            {
              label: t('directories.return_url'),
              value: <CopyId value={location.origin + returnPathOf(params['account'] ?? '')} what={t('directories.return_url')} />,
            },
          ]}
        />
      </Section>
      <Section title={t('directories.connection')}>
        <Form<Typed> onSubmit={save} problem={banner}>
          <TextField name="name" label={t('directories.name')} help={t('directories.name_help')} maxLength={60} autoComplete="off" />
          <ConnectionFields />
          <FormActions>
            <Button type="submit" variant="primary">
              {t('directories.add_submit')}
            </Button>
            <LinkButton href={at('/directories')}>{t('ui.cancel')}</LinkButton>
          </FormActions>
        </Form>
      </Section>
    </Page>
  );
}

/** What a provider is known by. @param isKept there is a secret already, and it may stay */
export function ConnectionFields({ isKept = false }: { readonly isKept?: boolean }) {
  const { t } = useHouse();
  return (
    <>
      <TextField name="issuer" label={t('directories.issuer')} help={t('directories.issuer_help')} inputMode="url" maxLength={500} autoComplete="off" />
      <TextField name="clientId" label={t('directories.client_id')} maxLength={300} autoComplete="off" />
      <TextField
        name="clientSecret"
        label={t('directories.client_secret')}
        help={t(isKept ? 'directories.client_secret_keep' : 'directories.client_secret_help')}
        optional={isKept}
        spellCheck={false}
        maxLength={2000}
        autoComplete="off"
      />
    </>
  );
}
