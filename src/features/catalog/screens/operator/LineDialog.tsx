import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Dialog } from '../../../../web/ui/Dialog.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { billingCycles, catalog, type DeskLine, flags, type NewDeskLine, terms } from '../../contract.ts';

type Typed = Record<'offerId' | 'market' | 'currency' | 'term' | 'billingCycle' | 'tierFrom' | 'flag' | 'price' | 'suggested', string>;
interface LineProps {
  readonly listId: string;
  readonly version: number;
  /** Null: a new one. Of one that stands only the amounts change; anything else is another line. */
  readonly line: DeskLine | null;
  readonly onClose: () => void;
}

/** One line of a draft, by hand. */
export function LineDialog({ listId, version, line, onClose }: LineProps) {
  const { t } = useHouse();
  const add = useAct(catalog.addDeskLine);
  const set = useAct(catalog.setDeskLine);
  const remove = useAct(catalog.removeDeskLine);
  const { attempt, banner } = useAttempt();
  const done = (work: () => Promise<unknown>) =>
    attempt(async () => {
      await work();
      toast(t('catalog.lists.line_saved'));
      onClose();
    });
  const save = (typed: Typed) =>
    done(() =>
      line
        ? set.mutateAsync({ listId, version, row: line.row, price: amount(typed.price), suggested: typed.suggested ? amount(typed.suggested) : null })
        : add.mutateAsync({ listId, version, line: lineOf(typed) }),
    );
  return (
    <Dialog open onClose={onClose} title={t(line ? 'catalog.lists.change_line' : 'catalog.lists.add_line')} firm>
      <Form<Typed> initial={typedOf(line)} problem={banner} onSubmit={save}>
        {line ? <p className="font-mono text-13 break-all">{`${line.offerId} · ${line.market} · ${line.term} · ${line.billingCycle}`}</p> : <NewFields />}
        <TextField name="price" label={t('catalog.column.price')} width="short" inputMode="decimal" />
        <TextField name="suggested" label={t('catalog.column.suggested')} width="short" inputMode="decimal" optional />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('ui.save')}
          </Button>
          {line && (
            <Button variant="quiet" onPress={() => void done(() => remove.mutateAsync({ listId, version, row: line.row }))}>
              {t('catalog.lists.remove_line')}
            </Button>
          )}
        </FormActions>
      </Form>
    </Dialog>
  );
}

function NewFields() {
  const { t } = useHouse();
  return (
    <>
      <TextField name="offerId" label={t('catalog.column.offer')} help={t('catalog.lists.offer_help')} mono />
      <TextField name="market" label={t('catalog.market')} help={t('catalog.lists.market_help')} width="short" maxLength={2} mono />
      <TextField name="currency" label={t('catalog.column.currency')} help={t('catalog.lists.currency_help')} width="short" maxLength={3} mono />
      <Select name="term" label={t('catalog.column.term')} options={terms.map((id) => ({ id, label: t(`catalog.term.${id}`) }))} />
      <Select name="billingCycle" label={t('catalog.column.billing_cycle')} options={billingCycles.map((id) => ({ id, label: t(`catalog.cycle.${id}`) }))} />
      <TextField name="tierFrom" label={t('catalog.column.tier_from')} width="short" inputMode="numeric" />
      <Select name="flag" label={t('catalog.lists.flag')} options={flags.map((id) => ({ id, label: t(`catalog.lists.flag_${id}`) }))} />
    </>
  );
}

const amount = (typed: string) => typed.trim().replace(',', '.');
const plain = (text: string | undefined) => (text === undefined ? '' : text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, ''));
const typedOf = (line: DeskLine | null): Typed => ({
  offerId: line?.offerId ?? '',
  market: line?.market ?? '',
  currency: line?.price.currency ?? '',
  term: line?.term ?? 'P1Y',
  billingCycle: line?.billingCycle ?? 'monthly',
  tierFrom: String(line?.tierFrom ?? 1),
  flag: line?.flag ?? 'ADD',
  price: plain(line?.price.amount),
  suggested: plain(line?.suggested?.amount),
});
const lineOf = ({ offerId, market, currency, term, billingCycle, tierFrom, flag, price, suggested }: Typed): NewDeskLine => ({
  offerId: offerId.trim(),
  market: market.trim().toUpperCase(),
  currency: currency.trim().toUpperCase(),
  term: terms.find((one) => one === term) ?? 'P1Y',
  billingCycle: billingCycles.find((one) => one === billingCycle) ?? 'monthly',
  tierFrom: Number(tierFrom),
  flag: flags.find((one) => one === flag) ?? 'ADD',
  price: amount(price),
  suggested: suggested.trim() ? amount(suggested) : null,
});
