import { useContext, useSyncExternalStore } from 'react';
import { areaOf, areas } from '../../../core/areas.ts';
import type { MessageKey } from '../../../core/locale.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Form, FormSection, SubmitOrCancel } from '../../../web/ui/Form.tsx';
import { FormContext } from '../../../web/ui/formState.ts';
import { RadioGroup } from '../../../web/ui/RadioGroup.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { keyDays, keys, type KeyScope } from '../contract.ts';

type Typed = Record<string, string>;
const field = (permission: string) => `level-${permission.replaceAll('.', '-')}`;

/** What a key is given: all that one sees, all that one may, or what one chooses. */
function scopesOf(typed: Typed, give: readonly KeyScope[]): KeyScope[] {
  if (typed['which'] === 'all') return [...give];
  if (typed['which'] === 'see') return give.map(({ permission }) => ({ permission, level: 'view' }));
  return give.flatMap(({ permission }) => {
    const level = typed[field(permission)];
    return level === 'view' || level === 'edit' ? [{ permission, level }] : [];
  });
}

interface KeyFormProps {
  readonly give: readonly KeyScope[];
  readonly onMade: (value: string) => void;
  readonly onClose: () => void;
}

/** Makes a key. */
export function KeyForm({ give, onMade, onClose }: KeyFormProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const make = useAct(keys.makeKey);
  const none = Object.fromEntries(give.map(({ permission }) => [field(permission), 'none']));
  const save = async (typed: Typed) => {
    const scopes = scopesOf(typed, give);
    if (scopes.length === 0) return { which: t('keys.which.nothing') };
    return attempt(async () => {
      const days = Number(typed['days']) as (typeof keyDays)[number];
      onMade((await make.mutateAsync({ name: typed['name'] ?? '', days, scopes })).value);
    });
  };
  return (
    <Form<Typed> label={t('keys.make')} initial={{ name: '', days: '90', which: 'see', ...none }} problem={banner} onSubmit={save}>
      <TextField name="name" label={t('ui.credential.name')} help={t('keys.name_help')} maxLength={100} autoComplete="off" width="half" />
      <Select name="days" label={t('keys.days')} width="half" options={keyDays.map((count) => ({ id: String(count), label: t('keys.days_of', { count }) }))} />
      <RadioGroup
        name="which"
        label={t('keys.which')}
        help={t('keys.which_help')}
        choices={(['see', 'all', 'some'] as const).map((id) => ({ id, label: t(`keys.which.${id}`) }))}
      />
      <Chosen give={give} />
      <SubmitOrCancel submit={t('keys.make')} onCancel={onClose} />
    </Form>
  );
}

const quiet = () => () => {};

/** The single permissions, only for who wants to choose among them. */
function Chosen({ give }: { readonly give: readonly KeyScope[] }) {
  const { t } = useHouse();
  const store = useContext(FormContext)?.store;
  const which = useSyncExternalStore(store?.subscribe ?? quiet, () => store?.values['which']);
  if (which !== 'some') return null;
  return areas.map((area) => {
    const here = give.filter(({ permission }) => areaOf(permission) === area);
    return here.length ? (
      <FormSection key={area} title={t(`permission_areas.${area}` as MessageKey)}>
        <div className="grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-3">
          {here.map(({ permission, level }) => (
            <Select
              key={permission}
              name={field(permission)}
              label={t(`permissions.${permission}`)}
              options={(level === 'edit' ? (['none', 'view', 'edit'] as const) : (['none', 'view'] as const)).map((id) => ({
                id,
                label: t(`keys.level.${id}`),
              }))}
            />
          ))}
        </div>
      </FormSection>
    ) : null;
  });
}
