import { useState } from 'react';
import { ApiProblem } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { accounts } from '../../accounts/contract.ts';
import { customers } from '../contract.ts';
import type { CustomerPart } from '../contract.ts';
import { needsNumberAndPhone } from '../contract/numbered.ts';
import { CustomerFields } from './CustomerFields.tsx';
import { asFormErrors, merge, saidIn, valuesOf } from './said.ts';
import type { CustomerShown } from './said.ts';

interface CustomerEditProps {
  readonly customer: CustomerShown;
  /** Reads it anew. */
  readonly reload: () => Promise<CustomerShown | undefined>;
  readonly onDone: () => void;
}
/** What is edited: the customer as it was read, and what stands in the form. */
interface Draft {
  readonly base: CustomerShown;
  readonly initial: FormValues;
  readonly conflict?: { readonly parts: readonly CustomerPart[]; readonly by: string | null };
}

/** Changes what is billed. When a colleague was quicker, their changes come in beside the reader's own and nothing is lost. */
export function CustomerEdit({ customer, reload, onDone }: CustomerEditProps) {
  const { t } = useHouse();
  const update = useAct(customers.updateCustomer);
  const { attempt, banner } = useAttempt();
  const rule = useRead(accounts.getCountry, { iso2: customer.country }).data;
  const [{ base, initial, conflict }, setDraft] = useState<Draft>({ base: customer, initial: valuesOf(customer) });
  const takeOver = async (typed: FormValues, details: ApiProblem['details']) => {
    const fresh = await reload();
    if (!fresh) return;
    setDraft({ base: fresh, initial: merge(valuesOf(base), typed, valuesOf(fresh)), conflict: details as unknown as NonNullable<Draft['conflict']> });
  };
  const save = async (typed: FormValues) => {
    if (!rule) return undefined;
    const wrong = await attempt(async () => {
      try {
        await update.mutateAsync({ ...saidIn(rule, typed), customerId: base.customerId, version: base.version });
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'customers.changed_meanwhile') return takeOver(typed, error.details);
        throw error;
      }
      toast(t('customers.saved'));
      onDone();
    });
    return asFormErrors(wrong);
  };
  if (!rule) return <SkeletonLines lines={8} />;
  return (
    <EditForm key={base.version} initial={initial} onSubmit={save} problem={banner ?? (conflict && <Conflict {...conflict} />)} onCancel={onDone}>
      {(values) => <CustomerFields rule={rule} values={values} isNumbered={needsNumberAndPhone(rule.iso2)} />}
    </EditForm>
  );
}

interface EditFormProps {
  readonly initial: FormValues;
  readonly onSubmit: (typed: FormValues) => ReturnType<NonNullable<Parameters<typeof Form>[0]['onSubmit']>>;
  readonly problem: React.ReactNode;
  readonly onCancel: () => void;
  readonly children: (values: FormValues) => React.ReactNode;
}

function EditForm({ initial, onSubmit, problem, onCancel, children }: EditFormProps) {
  const { t } = useHouse();
  const [values, setValues] = useState(initial);
  return (
    <Form initial={initial} onChange={setValues} onSubmit={onSubmit} problem={problem}>
      <TextField name="name" label={t('customers.name')} help={t('customers.name_edit_help')} autoComplete="off" maxLength={200} />
      {children(values)}
      <FormActions>
        <Button type="submit" variant="primary">
          {t('ui.save')}
        </Button>
        <Button variant="quiet" onPress={onCancel}>
          {t('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  );
}

function Conflict({ parts, by }: NonNullable<Draft['conflict']>) {
  const { t, formatList } = useHouse();
  return (
    <Banner kind="warning" urgent title={by ? t('customers.conflict', { by }) : t('customers.conflict_someone')}>
      {t('customers.conflict_text', { parts: formatList(parts.map((part) => t(`customers.part.${part}`))) })}
    </Banner>
  );
}
