import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { ShownOnce } from '../../../web/ui/Credentials.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import type { FieldErrors } from '../../../web/ui/formState.ts';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RadioGroup } from '../../../web/ui/RadioGroup.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type Area, areaNames, areaOf } from '../../audit/contract.ts';
import { type Endpoint, type EventName, eventNames, everyEvent, webhooks } from '../contract.ts';

type Typed = Record<string, string | boolean>;
interface Wanted {
  readonly name: string;
  readonly url: string;
  readonly events: [typeof everyEvent] | EventName[];
}
const field = (name: EventName) => `event:${name}`;
const chosenIn = (typed: Typed): EventName[] => eventNames.filter((name) => typed[field(name)] === true);
const wantedOf = (typed: Typed): Wanted => ({
  name: String(typed['name'] ?? ''),
  url: String(typed['url'] ?? ''),
  events: typed['which'] === 'all' ? [everyEvent] : chosenIn(typed),
});
const groups = areaNames.map((area) => ({ area, names: eventNames.filter((name) => areaOf(name) === area) })).filter(({ names }) => names.length > 0);
/** What most companies ask for first. */
const opened: ReadonlySet<Area> = new Set<Area>(['customers', 'orders']);

/** Adds an address; its secret is shown here, once. */
export function WebhookNewPage() {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const add = useAct(webhooks.addEndpoint);
  const [made, keep] = useState<{ readonly endpointId: string; readonly value: string } | null>(null);
  return (
    <Page title={t('webhooks.add')} width="reading" crumbs={[{ label: t('webhooks.title'), href: at('/webhooks') }]}>
      {made ? (
        <ShownOnce
          title={t('webhooks.secret.once')}
          text={t('webhooks.secret.once_text')}
          what={t('webhooks.secret.value')}
          value={made.value}
          onKept={() => go(at(`/webhooks/${made.endpointId}`), { replace: true })}
        />
      ) : (
        <WebhookForm
          initial={{ which: 'chosen' }}
          back={at('/webhooks')}
          submit={t('webhooks.add')}
          onSave={async (wanted) => keep(await add.mutateAsync({ ...wanted }))}
        />
      )}
    </Page>
  );
}

/** Changes what was said of one. */
export function WebhookEditPage() {
  const { t } = useHouse();
  const { go, params } = usePlace();
  const at = useAccountPath();
  const endpointId = params['endpointId'] ?? '';
  const { data } = useRead(webhooks.getEndpoint, { endpointId });
  const change = useAct(webhooks.changeEndpoint);
  const here = at(`/webhooks/${endpointId}`);
  return (
    <Page
      title={data?.name ?? t('webhooks.edit')}
      width="reading"
      crumbs={[
        { label: t('webhooks.title'), href: at('/webhooks') },
        { label: data?.name ?? '', href: here },
      ]}
    >
      {data ? (
        <WebhookForm
          initial={typedOf(data)}
          back={here}
          submit={t('ui.save')}
          onSave={async (wanted) => {
            await change.mutateAsync({ ...wanted, endpointId, version: data.version });
            toast(t('webhooks.saved'));
            go(here);
          }}
        />
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  );
}
const typedOf = ({ name, url, events }: Endpoint): Typed => ({
  name,
  url,
  which: events[0] === everyEvent ? 'all' : 'chosen',
  ...Object.fromEntries(events.map((event) => [`event:${event}`, true])),
});

interface FormProps {
  readonly initial: Typed;
  readonly back: string;
  readonly submit: string;
  readonly onSave: (wanted: Wanted) => Promise<void>;
}

function WebhookForm({ initial, back, submit, onSave }: FormProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const [which, choose] = useState(initial['which']);
  const check = (typed: Typed): FieldErrors => (typed['which'] === 'all' || chosenIn(typed).length ? {} : { which: t('webhooks.events.none_chosen') });
  return (
    <Form<Typed>
      initial={initial}
      problem={banner}
      validate={check}
      onChange={(typed) => choose(typed['which'])}
      onSubmit={(typed) => attempt(() => onSave(wantedOf(typed)))}
    >
      <TextField name="name" label={t('webhooks.name')} help={t('webhooks.name_help')} maxLength={100} autoComplete="off" />
      <TextField name="url" type="url" label={t('webhooks.url')} help={t('webhooks.url_help')} maxLength={2000} autoComplete="off" />
      <RadioGroup
        name="which"
        label={t('webhooks.events_which')}
        help={t('webhooks.events_help')}
        choices={[
          { id: 'chosen', label: t('webhooks.events.chosen') },
          { id: 'all', label: t('webhooks.events.all') },
        ]}
      />
      {which !== 'all' && <EventPicker initial={initial} />}
      <FormActions>
        <Button type="submit" variant="primary">
          {submit}
        </Button>
        <LinkButton href={back}>{t('ui.cancel')}</LinkButton>
      </FormActions>
    </Form>
  );
}

/** Every event, as the activity log parts them; what is asked for most, or already, is open. */
function EventPicker({ initial }: { readonly initial: Typed }) {
  const { t } = useHouse();
  return (
    <div className="flex flex-col">
      {groups.map(({ area, names }) => (
        <details
          key={area}
          open={opened.has(area) || names.some((name) => initial[field(name)])}
          className="group min-w-0 border-t border-line py-3 last:border-b"
        >
          <summary className="flex min-h-6 cursor-pointer items-baseline gap-2 text-14">
            <ChevronRight size={16} aria-hidden className="flex-none self-center text-muted transition-transform group-open:rotate-90" />
            <span className="font-semibold">{t(`audit.area.${area}`)}</span>
            <span className="text-13 text-muted">{t('webhooks.events.count', { count: names.length })}</span>
          </summary>
          <div className="mt-3 grid gap-x-6 gap-y-2 sm:grid-cols-2">
            {names.map((name) => (
              <Checkbox key={name} name={field(name)} label={name} optional>
                <span className="font-mono text-13 break-all" translate="no">
                  {name}
                </span>
              </Checkbox>
            ))}
          </div>
        </details>
      ))}
    </div>
  );
}
