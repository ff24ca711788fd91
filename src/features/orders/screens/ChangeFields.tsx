import { useHouse } from '../../../web/house.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { RadioGroup } from '../../../web/ui/RadioGroup.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { Switch } from '../../../web/ui/Switch.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { partnersReasons } from '../contract.ts';
import type { Change, ChangeKind, Subscription } from '../contract.ts';
import { idOf, rhythmOf, useRhythms } from './rhythm.ts';

interface FieldsProps {
  readonly it: Subscription;
  readonly kind: ChangeKind;
}

/** What a change asks; one that asks nothing has no fields. */
export function ChangeFields({ it, kind }: FieldsProps) {
  const { t } = useHouse();
  const { options } = useRhythms();
  const same = t('subscriptions.stays');
  switch (kind) {
    case 'seats':
      return (
        <TextField
          name="quantity"
          type="number"
          width="short"
          label={t('orders.quantity')}
          help={it.maxQuantity ? t('subscriptions.between', { least: it.minQuantity, most: it.maxQuantity }) : undefined}
        />
      );
    case 'nickname':
      return <TextField name="nickname" label={t('orders.nickname')} help={t('orders.nickname_help')} optional />;
    case 'cycle':
      return (
        <Select
          name="rhythm"
          label={t('orders.rhythm_label')}
          options={options(it.choices.filter((each) => each.term === it.term && each.billingCycle !== it.billingCycle))}
        />
      );
    case 'renewal':
      return <Switch name="autoRenews" label={t('orders.auto_renews')} />;
    case 'suspend':
      return (
        <RadioGroup name="reason" label={t('subscriptions.why')} choices={partnersReasons.map((id) => ({ id, label: t(`subscriptions.reason.${id}`) }))} />
      );
    case 'cancel':
      return (
        <RadioGroup
          name="when"
          label={t('subscriptions.when')}
          choices={[{ id: 'now', label: t('subscriptions.when_now') }, ...(it.can.renewal ? [{ id: 'renewal', label: t('subscriptions.when_renewal') }] : [])]}
        />
      );
    case 'convert':
      return (
        <>
          <Select
            name="how"
            label={t('subscriptions.becomes')}
            options={it.conversions.flatMap((each) =>
              options(each.choices).map((way) => ({ id: `${each.offerId} ${way.id}`, label: `${each.name}, ${way.label}` })),
            )}
          />
          <TextField name="quantity" type="number" width="short" label={t('orders.quantity')} />
        </>
      );
    case 'upgrade':
      return (
        <>
          <Select name="offerId" label={t('subscriptions.becomes')} options={it.upgrades.map((each) => ({ id: each.offerId, label: each.name }))} />
          <Switch name="moveLicenses" label={t('licenses.move_along')} help={t('licenses.move_along_help')} />
        </>
      );
    case 'schedule':
      return (
        <>
          {it.schedule && <Switch name="drop" label={t('subscriptions.drop_plan')} />}
          <TextField name="quantity" type="number" width="short" label={t('orders.quantity')} optional />
          <Select name="rhythm" label={t('orders.rhythm_label')} options={[{ id: '', label: same }, ...options(it.choices)]} />
          {it.upgrades.length > 0 && (
            <Select
              name="offerId"
              label={t('subscriptions.becomes')}
              options={[{ id: '', label: same }, ...it.upgrades.map((each) => ({ id: each.offerId, label: each.name }))]}
            />
          )}
        </>
      );
    case 'support':
      return (
        <Select
          name="partnerId"
          label={t('subscriptions.support')}
          options={[{ id: '', label: t('subscriptions.support_own') }, ...it.supporters.map((each) => ({ id: each.partnerId, label: each.name }))]}
        />
      );
    default:
      return null;
  }
}

/** What the fields begin with. */
export function initialOf(it: Subscription, kind: ChangeKind): FormValues {
  switch (kind) {
    case 'seats':
      return { quantity: String(it.quantity) };
    case 'nickname':
      return { nickname: it.nickname ?? '' };
    case 'cycle':
      return { rhythm: idOf(it.choices.find((each) => each.term === it.term && each.billingCycle !== it.billingCycle) ?? it) };
    case 'renewal':
      return { autoRenews: it.autoRenews };
    case 'suspend':
      return { reason: partnersReasons[0] };
    case 'cancel':
      return { when: 'now' };
    case 'convert': {
      const [first] = it.conversions;
      return { how: first?.choices[0] ? `${first.offerId} ${idOf(first.choices[0])}` : '', quantity: String(it.quantity) };
    }
    case 'upgrade':
      return { offerId: it.upgrades[0]?.offerId ?? '', moveLicenses: true };
    case 'schedule':
      return { drop: false, quantity: String(it.schedule?.quantity ?? it.quantity), rhythm: '', offerId: '' };
    case 'support':
      return { partnerId: it.support?.partnerId ?? '' };
    default:
      return {};
  }
}

/** The change that the fields say. */
export function changeFrom(it: Subscription, kind: ChangeKind, values: FormValues): Change {
  const text = (name: string) => String(values[name] ?? '').trim();
  switch (kind) {
    case 'seats':
      return { kind, quantity: Number(text('quantity')) };
    case 'nickname':
      return { kind, nickname: text('nickname') || null };
    case 'cycle':
      return { kind, billingCycle: (rhythmOf(it.choices, text('rhythm')) ?? it).billingCycle };
    case 'renewal':
      return { kind, autoRenews: values['autoRenews'] === true };
    case 'suspend':
      return { kind, reason: partnersReasons.find((each) => each === text('reason')) ?? 'customer_asked' };
    case 'reactivate':
      return { kind };
    case 'cancel':
      return { kind, when: text('when') === 'renewal' ? 'renewal' : 'now' };
    case 'convert': {
      const [offerId = '', term, cycle] = text('how').split(' ');
      const chosen = it.conversions.find((each) => each.offerId === offerId);
      const how = rhythmOf(chosen?.choices ?? [], `${term} ${cycle}`) ?? it;
      return { kind, offerId, term: how.term, billingCycle: how.billingCycle, quantity: Number(text('quantity')) };
    }
    case 'upgrade':
      return { kind, offerId: text('offerId'), moveLicenses: values['moveLicenses'] !== false };
    case 'schedule': {
      if (values['drop'] === true) return { kind, schedule: null };
      const how = rhythmOf(it.choices, text('rhythm'));
      const quantity = Number(text('quantity'));
      return {
        kind,
        schedule: {
          quantity: quantity && quantity !== it.quantity ? quantity : null,
          term: how?.term ?? null,
          billingCycle: how?.billingCycle ?? null,
          offerId: text('offerId') || null,
          ends: false,
        },
      };
    }
    case 'support':
      return { kind, partnerId: text('partnerId') || null };
  }
}
