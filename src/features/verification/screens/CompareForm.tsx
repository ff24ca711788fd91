import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, SubmitOrCancel } from '../../../web/ui/Form.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { allComparedFields, findingSources, verification } from '../contract.ts';
import type { Case, ComparedField } from '../contract.ts';
import { Checks } from './Checks.tsx';

type Typed = { readonly source: (typeof findingSources)[number] } & { readonly [F in ComparedField]?: string };

/** The verifier types what a register or a paper says, word by word; the center compares, and the company sees both. */
export function Comparison({ data }: { readonly data: Case }) {
  const { t } = useHouse();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Checks checks={data.checks} text={t('verification.case.checks_text')} />
      {data.can.compare &&
        (open ? (
          <CompareForm data={data} onDone={() => setOpen(false)} />
        ) : (
          <div className="-mt-4">
            <Button onPress={() => setOpen(true)}>{t('verification.case.compare_open')}</Button>
          </div>
        ))}
    </>
  );
}

function CompareForm({ data: { accountId, version, checks }, onDone }: { readonly data: Case; readonly onDone: () => void }) {
  const { t } = useHouse();
  const compare = useAct(verification.compareCase);
  const { attempt, banner } = useAttempt();
  const claimed = new Map(checks.flatMap(({ fields }) => fields.map((each) => [each.field, each.claimed] as const)));
  const shown = allComparedFields.filter((field) => claimed.has(field));
  return (
    <Form<Typed>
      label={t('verification.case.compare_open')}
      initial={{ source: 'register' }}
      problem={banner}
      onSubmit={({ source, ...typed }) =>
        attempt(async () => {
          const found = Object.fromEntries(shown.map((field) => [field, (typed[field] ?? '').trim()] as const).filter(([, text]) => text !== ''));
          await compare.mutateAsync({ accountId, version, source, found });
          toast(t('verification.case.compare_done'));
          onDone();
        })
      }
    >
      <Select
        name="source"
        label={t('verification.case.compare_source')}
        options={findingSources.map((id) => ({ id, label: t(`verification.source.${id}`) }))}
        width="half"
      />
      {shown.map((field) => (
        <TextField
          key={field}
          name={field}
          label={t(`verification.field.${field}`)}
          help={t('verification.case.compare_claimed', { value: claimed.get(field) || t('verification.claimed_nothing') })}
          optional
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
        />
      ))}
      <SubmitOrCancel submit={t('verification.case.compare')} onCancel={onDone} />
    </Form>
  );
}
