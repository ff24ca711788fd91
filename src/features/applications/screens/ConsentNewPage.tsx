import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { sayProblem } from '../../../web/attempt.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { applications } from '../contract.ts';
import { Asked } from './Asked.tsx';

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** First whose it is and what it asks for, then one yes. The client id stands in the address, so that an integrator can send a link. */
export function ConsentNewPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const at = useAccountPath();
  const client = search.get('client') ?? '';
  return (
    <Page title={t('consents.give')} width="reading" crumbs={[{ label: t('consents.title'), href: at('/consents') }]}>
      <Form<{ client: string }> initial={{ client }} onSubmit={({ client: typed }) => setSearch({ client: typed.trim() })}>
        <TextField
          name="client"
          label={t('applications.client_id')}
          help={t('consents.client_id_help')}
          mono
          autoComplete="off"
          spellCheck={false}
          validate={(value) => (id.test(value.trim()) ? undefined : t('fields.invalid_format'))}
        />
        <FormActions>
          <Button type="submit" {...(id.test(client) ? {} : { variant: 'primary' as const })}>
            {t('consents.look')}
          </Button>
        </FormActions>
      </Form>
      {id.test(client) && <Review key={client} applicationId={client} />}
    </Page>
  );
}

function Review({ applicationId }: { readonly applicationId: string }) {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const { attempt, banner } = useAttempt();
  const { data, error } = useRead(applications.findApplication, { applicationId }, { catches: true });
  const consent = useAct(applications.giveConsent);
  if (error) return <Banner kind="danger" title={sayProblem(t, error)} />;
  if (!data) return null;
  const { name, description, company, asks, granted } = data;
  return (
    <Section title={t('consents.wants', { name, company: company.name })} text={description}>
      <Asked asks={asks} />
      {granted && <Banner kind="info">{t('consents.granted')}</Banner>}
      <Banner kind="warning">{t('consents.warning', { company: company.name, partnerId: company.partnerId })}</Banner>
      {banner}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          onPress={() =>
            attempt(async () => {
              await consent.mutateAsync({ applicationId, grants: [...asks] });
              toast(t('consents.given', { name }));
              go(at('/consents'));
            })
          }
        >
          {t('consents.consent')}
        </Button>
        <LinkButton href={at('/consents')}>{t('ui.cancel')}</LinkButton>
      </div>
    </Section>
  );
}
