import { useHouse } from '../../../../web/house.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import type { FormValues } from '../../../../web/ui/formState.ts';
import type { Movable } from '../../contract.ts';

const field = (subscriptionId: string): string => `move.${subscriptionId}`;
/** What of the list is ticked. */
export const chosenOf = (items: readonly Movable[], values: FormValues): string[] =>
  items.filter(({ subscriptionId }) => values[field(subscriptionId)] === true).map(({ subscriptionId }) => subscriptionId);

/** Subscriptions to tick; what cannot move says why. */
export function Choices({ items }: { readonly items: readonly Movable[] }) {
  const { t, formatList } = useHouse();
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="text-14 font-semibold">{t('transfers.choose')}</legend>
      <p className="text-13 text-muted">{t('transfers.choose_help')}</p>
      {items.length === 0 && <p className="text-14 text-muted">{t('transfers.nothing')}</p>}
      {items.map(({ subscriptionId, name, nickname, quantity, addOns, fault }) => (
        <Checkbox
          key={subscriptionId}
          name={field(subscriptionId)}
          optional
          disabled={fault !== null}
          label={nickname ?? name}
          help={
            fault
              ? t(`transfers.fault.${fault}`)
              : [t('orders.seats', { count: quantity }), addOns.length > 0 && t('transfers.with_add_ons', { names: formatList(addOns) })]
                  .filter(Boolean)
                  .join(' · ')
          }
        >
          {nickname ? `${nickname} (${name})` : name}
        </Checkbox>
      ))}
    </fieldset>
  );
}
