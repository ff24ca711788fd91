import type { z } from 'zod';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import type { FieldErrors } from '../../../../web/ui/formState.ts';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { type Figures, programs } from '../../contract.ts';

interface FiguresFormProps {
  readonly accountId: string;
  readonly figures: z.output<typeof Figures>;
  readonly editable: boolean;
}
interface Typed extends Record<string, string | undefined> {
  readonly amount?: string;
  readonly currency?: string;
  readonly months?: string;
  readonly asOf?: string;
}

/** A company's revenue and months as reseller, as the operator knows them. */
export function FiguresForm({ accountId, figures, editable }: FiguresFormProps) {
  const { t } = useHouse();
  const set = useAct(programs.setFigures);
  const { attempt, banner } = useAttempt();
  const save = ({ amount, currency, months, asOf }: Typed) =>
    attempt(async () => {
      const revenue = amount?.trim() ? { amount: amount.trim(), currency: (currency ?? '').trim().toUpperCase() } : null;
      await set.mutateAsync({ accountId, version: figures.version, revenue, months: months?.trim() ? Number(months) : null, asOf: asOf || null });
      toast(t('programs.op.figures_saved'));
    });
  const check = ({ amount, currency, months }: Typed): FieldErrors => ({
    ...(amount?.trim() && !/^\d{1,14}(\.\d{1,6})?$/.test(amount.trim()) ? { amount: t('fields.invalid_format') } : {}),
    ...(amount?.trim() && !/^[a-z]{3}$/i.test((currency ?? '').trim()) ? { currency: t('programs.op.currency_form') } : {}),
    ...(months?.trim() && !/^\d{1,4}$/.test(months.trim()) ? { months: t('fields.invalid_format') } : {}),
  });
  return (
    <Form<Typed>
      initial={{
        amount: figures.revenue?.amount ?? '',
        currency: figures.revenue?.currency ?? 'USD',
        months: figures.months?.toString() ?? '',
        asOf: figures.asOf ?? '',
      }}
      problem={banner}
      validate={check}
      onSubmit={save}
    >
      <fieldset disabled={!editable} className="flex flex-col gap-6">
        <div className="flex flex-wrap gap-4">
          <TextField name="amount" label={t('programs.op.revenue')} help={t('programs.op.revenue_help')} inputMode="decimal" optional width="half" />
          <TextField name="currency" label={t('programs.op.currency')} optional width="short" maxLength={3} />
        </div>
        <TextField name="months" label={t('programs.op.months')} inputMode="numeric" optional width="short" />
        <TextField name="asOf" type="date" label={t('programs.op.as_of')} optional width="half" />
        {editable && (
          <FormActions>
            <Button type="submit">{t('programs.op.save_figures')}</Button>
          </FormActions>
        )}
      </fieldset>
    </Form>
  );
}
