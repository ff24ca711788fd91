import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { Switch } from '../../../web/ui/Switch.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { orders } from '../contract.ts';
import type { Cart, CartLine } from '../contract.ts';
import { idOf, rhythmOf, useRhythms } from './rhythm.ts';

interface LineProps {
  readonly cart: Cart;
  readonly line: CartLine;
}

/** One line of a cart: what it is, what it costs, and how to have it otherwise. */
export function CartLineRow({ cart, line }: LineProps) {
  const { t, formatMoney } = useHouse();
  const { say } = useRhythms();
  const [editing, edit] = useState(false);
  const remove = useAct(orders.removeCartLine);
  const { attempt, banner } = useAttempt();
  return (
    <li className="flex flex-col gap-3 py-4">
      {banner}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <span className="flex min-w-0 flex-col gap-0.5">
          <span className="font-medium">{line.nickname ?? line.name}</span>
          {line.nickname && <span className="text-13 text-muted">{line.name}</span>}
          <span className="text-13 text-muted">{say(line)}</span>
          <PriceOf line={line} />
        </span>
        <span className="flex items-center gap-3">
          <span className="text-end tabular-nums">
            <span className="block font-medium">{formatMoney(line.first.amount)}</span>
            <FirstDays line={line} />
          </span>
          {cart.can.change && (
            <span className="flex">
              <IconButton icon={Pencil} label={t('carts.edit_line', { product: line.name })} onPress={() => edit(!editing)} />
              <IconButton
                icon={Trash2}
                label={t('carts.remove_line', { product: line.name })}
                onPress={() => void attempt(() => remove.mutateAsync({ cartId: cart.cartId, lineId: line.lineId }))}
              />
            </span>
          )}
        </span>
      </div>
      {editing && <LineForm cart={cart} line={line} onDone={() => edit(false)} />}
      {cart.can.change && <AddOns cart={cart} line={line} />}
    </li>
  );
}

/** How many, at which price, and from which list: never a figure without its reason. */
function PriceOf({ line }: { readonly line: CartLine }) {
  const { t, formatMoney } = useHouse();
  if (!line.price) return <span className="text-13 text-muted">{t(line.kind === 'trial' ? 'carts.free' : 'catalog.no_price')}</span>;
  const { unit, retail, reason } = line.price;
  return (
    <span className="text-13 text-muted">
      {t('orders.line_price', { count: line.quantity, price: formatMoney(unit) })} · {reason.listName}
      {reason.promotion ? ` · ${reason.promotion.name}` : ''} · {t('carts.retail', { price: formatMoney(retail) })}
    </span>
  );
}

function FirstDays({ line }: { readonly line: CartLine }) {
  const { t, formatDate } = useHouse();
  const { startsOn, endsOn } = line.first;
  if (!startsOn || !endsOn) return null;
  return <span className="text-13 text-muted">{t('carts.days', { from: formatDate(startsOn), to: formatDate(endsOn) })}</span>;
}

interface Typed {
  readonly quantity: string;
  readonly rhythm: string;
  readonly nickname: string;
  readonly autoRenews: boolean;
  readonly [key: string]: unknown;
}
function LineForm({ cart, line, onDone }: LineProps & { readonly onDone: () => void }) {
  const { t } = useHouse();
  const { options } = useRhythms();
  const change = useAct(orders.changeCartLine);
  const { attempt, banner } = useAttempt();
  const save = ({ quantity, rhythm, nickname, autoRenews }: Typed) =>
    attempt(async () => {
      const how = rhythmOf(line.choices, rhythm) ?? line;
      await change.mutateAsync({
        cartId: cart.cartId,
        lineId: line.lineId,
        term: how.term,
        billingCycle: how.billingCycle,
        quantity: Number(quantity),
        nickname: nickname.trim() || null,
        autoRenews,
      });
      onDone();
    });
  return (
    <Form<Typed>
      label={t('carts.edit_line', { product: line.name })}
      initial={{ quantity: String(line.quantity), rhythm: idOf(line), nickname: line.nickname ?? '', autoRenews: line.autoRenews }}
      onSubmit={save}
      problem={banner}
    >
      <TextField name="quantity" type="number" width="short" label={t('orders.quantity')} />
      {line.choices.length > 1 && <Select name="rhythm" label={t('orders.rhythm_label')} options={options(line.choices)} />}
      <TextField name="nickname" label={t('orders.nickname')} help={t('orders.nickname_help')} optional />
      {line.kind !== 'trial' && <Switch name="autoRenews" label={t('orders.auto_renews')} />}
      <FormActions>
        <Button type="submit" variant="primary">
          {t('ui.save')}
        </Button>
        <Button variant="quiet" onPress={onDone}>
          {t('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  );
}

/** What can be bought to it, beside it, and not on a page of its own. */
function AddOns({ cart, line }: LineProps) {
  const { t } = useHouse();
  const add = useAct(orders.addCartLine);
  const { attempt, banner } = useAttempt();
  if (!line.addOns.length) return null;
  const { term, billingCycle, quantity } = line;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {banner}
      <span className="text-13 text-muted">{t('carts.add_ons')}</span>
      {line.addOns.map(({ offerId, name }) => (
        <Button
          key={offerId}
          size="small"
          icon={Plus}
          onPress={() => attempt(() => add.mutateAsync({ cartId: cart.cartId, offerId, term, billingCycle, quantity, parentLineId: line.lineId }))}
        >
          {name}
        </Button>
      ))}
    </div>
  );
}
