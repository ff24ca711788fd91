import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { RadioGroup } from '../../../web/ui/RadioGroup.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { accounts, taxExemptions } from '../contract.ts';

type Choice = (typeof taxExemptions)[number];

/** Whether the company will ask for tax exemption; asked for as long as it has sent in no certificate. */
export function TaxChoice() {
  const { t } = useHouse();
  const { data } = useRead(accounts.getTaxExemption, {});
  if (!data) return <SkeletonLines lines={4} />;
  return data.can.edit ? <TaxForm choice={data.choice} version={data.version} /> : <p className="text-14">{t(`accounts.tax.${data.choice ?? 'open'}`)}</p>;
}

function TaxForm({ choice, version }: { readonly choice: Choice | null; readonly version: number }) {
  const { t } = useHouse();
  const set = useAct(accounts.setTaxExemption);
  const { attempt, banner } = useAttempt();
  return (
    <Form<{ choice: Choice }>
      initial={choice ? { choice } : {}}
      problem={banner}
      onSubmit={(values) =>
        attempt(async () => {
          await set.mutateAsync({ choice: values.choice, version });
          toast(t('accounts.tax.saved'));
        })
      }
    >
      <RadioGroup
        name="choice"
        look="cards"
        label={t('accounts.tax.question')}
        choices={taxExemptions.map((id) => ({ id, label: t(`accounts.tax.${id}`), help: t(`accounts.tax.${id}_help`) }))}
      />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('ui.save')}
        </Button>
      </FormActions>
    </Form>
  );
}
