import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions, FormSection } from '../../../web/ui/Form.tsx';
import type { FieldErrors } from '../../../web/ui/formState.ts';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type Application, applications, type Ask, askable, canAskToEdit } from '../contract.ts';

interface Wanted {
  readonly name: string;
  readonly description: string;
  readonly redirects: string[];
  readonly asks: Ask[];
}
type Typed = Record<string, string>;

const levelField = (permission: string) => `level-${permission.replace('.', '-')}`;
const wantedOf = (typed: Typed): Wanted => ({
  name: typed['name'] ?? '',
  description: typed['description'] ?? '',
  redirects: (typed['redirects'] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean),
  asks: askable.flatMap((permission) => {
    const level = typed[levelField(permission)];
    return level === 'view' || level === 'edit' ? [{ permission, level }] : [];
  }),
});

/** What is wrong with one of the addresses is said at the field of them all. */
function atFields(wrong: FieldErrors | void): FieldErrors | void {
  const [redirect] = Object.entries(wrong ?? {}).flatMap(([key, text]) => (key.startsWith('redirects') ? [text] : []));
  const asks = wrong?.['asks'];
  return wrong && { ...wrong, ...(redirect ? { redirects: redirect } : {}), ...(asks ? { [levelField('customers')]: asks } : {}) };
}

/** Registers an application. */
export function ApplicationNewPage() {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const register = useAct(applications.registerApplication);
  return (
    <Page title={t('applications.register')} width="reading" crumbs={[{ label: t('applications.title'), href: at('/applications') }]}>
      <ApplicationForm
        initial={{}}
        back={at('/applications')}
        submit={t('applications.register')}
        onSave={async (wanted) => {
          const { applicationId } = await register.mutateAsync({ ...wanted });
          go(at(`/applications/${applicationId}`), { replace: true });
        }}
      />
    </Page>
  );
}

/** Changes what was registered. */
export function ApplicationEditPage() {
  const { t } = useHouse();
  const { go, params } = usePlace();
  const at = useAccountPath();
  const applicationId = params['applicationId'] ?? '';
  const { data } = useRead(applications.getApplication, { applicationId });
  const change = useAct(applications.changeApplication);
  const here = at(`/applications/${applicationId}`);
  return (
    <Page
      title={data?.name ?? t('applications.edit')}
      width="reading"
      crumbs={[
        { label: t('applications.title'), href: at('/applications') },
        { label: data?.name ?? '', href: here },
      ]}
    >
      {data ? (
        <ApplicationForm
          initial={typedOf(data)}
          back={here}
          submit={t('ui.save')}
          onSave={async (wanted) => {
            await change.mutateAsync({ ...wanted, applicationId, version: data.version });
            toast(t('applications.saved'));
            go(here);
          }}
        />
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  );
}
const typedOf = ({ name, description, redirects, asks }: Application): Typed => ({
  name,
  description,
  redirects: redirects.join('\n'),
  ...Object.fromEntries(asks.map(({ permission, level }) => [levelField(permission), level])),
});

interface FormProps {
  readonly initial: Typed;
  readonly back: string;
  readonly submit: string;
  readonly onSave: (wanted: Wanted) => Promise<void>;
}

function ApplicationForm({ initial, back, submit, onSave }: FormProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const levels = Object.fromEntries(askable.map((permission) => [levelField(permission), 'none']));
  return (
    <Form<Typed> initial={{ ...levels, ...initial }} problem={banner} onSubmit={async (typed) => atFields(await attempt(() => onSave(wantedOf(typed))))}>
      <TextField name="name" label={t('applications.name')} maxLength={100} autoComplete="off" />
      <TextArea name="description" label={t('applications.description')} help={t('applications.description_help')} maxLength={500} />
      <TextArea name="redirects" label={t('applications.redirects')} help={t('applications.redirects_help')} optional />
      <FormSection title={t('applications.asks')} text={t('applications.asks_help')}>
        {askable.map((permission) => (
          <Select
            key={permission}
            name={levelField(permission)}
            label={t(`permissions.${permission}`)}
            width="half"
            options={(['none', 'view', 'edit'] as const)
              .filter((level) => level !== 'edit' || canAskToEdit(permission))
              .map((level) => ({ id: level, label: t(`applications.level.${level}`) }))}
          />
        ))}
      </FormSection>
      <FormActions>
        <Button type="submit" variant="primary">
          {submit}
        </Button>
        <LinkButton href={back}>{t('ui.cancel')}</LinkButton>
      </FormActions>
    </Form>
  );
}
