import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { orders } from '../contract.ts';

interface BudgetDialogProps {
  readonly customerIds: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** One amount for all that are selected, each in its own currency; or none any more. */
export function BudgetDialog({ customerIds, onClose, onDone }: BudgetDialogProps) {
  const { t } = useHouse();
  const save = useAct(orders.setBudgets);
  const { attempt, banner } = useAttempt();
  const set = (amount: string | null) =>
    attempt(async () => {
      await save.mutateAsync({ customerIds: [...customerIds], amount });
      toast(t('budgets.saved'));
      onDone();
      onClose();
    });
  const wrong = (text: string) => (/^\d{1,14}([.,]\d{1,2})?$/.test(text.trim()) && Number(text.replace(',', '.')) > 0 ? undefined : t('budgets.amount_wrong'));
  return (
    <Dialog open onClose={onClose} title={t('budgets.set_for', { count: customerIds.length })}>
      <Form<{ amount: string }> initial={{ amount: '' }} problem={banner} onSubmit={({ amount }) => set(amount.trim().replace(',', '.'))}>
        <TextField name="amount" label={t('budgets.amount')} help={t('budgets.amount_help')} inputMode="decimal" width="half" validate={wrong} />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('budgets.apply')}
          </Button>
          <Button variant="quiet" onPress={() => set(null)}>
            {t('budgets.remove')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
