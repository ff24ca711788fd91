import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Dialog } from '../../../../web/ui/Dialog.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { type BulkAct, type BulkResult, customers } from '../../contract.ts';
import type { Meant } from './BulkActs.tsx';

interface DialogProps {
  readonly act: BulkAct;
  readonly of: Meant;
  readonly onClose: () => void;
  readonly onDone: () => void;
}
/** Nobody, among the colleagues. */
const NOBODY = 'nobody';
type Values = { personId: string; reason: string };

/** First what would happen to each, then the deed with exactly those. */
export function BulkDialog({ act, of, onClose, onDone }: DialogProps) {
  const { t } = useHouse();
  const { run, seen, forget, banner } = useRehearsal(act, of, () => {
    onClose();
    onDone();
  });
  const cancel = (
    <Button variant="quiet" onPress={onClose}>
      {t('ui.cancel')}
    </Button>
  );
  const title = t(`customers.bulk.${act}_title`);
  return (
    <Dialog open firm onClose={onClose} title={title} size="wide">
      <div className="flex flex-col gap-4">
        <p>{t(`customers.bulk.${act}_text`)}</p>
        {seen ? (
          <>
            {banner}
            <Outlook seen={seen} />
            <div className="flex flex-wrap gap-3">
              {seen.ready > 0 && (
                <Button variant={act === 'remove' ? 'danger' : 'primary'} onPress={() => run(seen.given, seen.seal)}>
                  {t(`customers.bulk.${act}_do`, { count: seen.ready })}
                </Button>
              )}
              <Button onPress={forget}>{t('ui.back')}</Button>
              {cancel}
            </div>
          </>
        ) : (
          <Form<Values> label={title} initial={{ personId: '', reason: '' }} problem={banner} onSubmit={(given) => run(given, null)}>
            {act === 'assign' && <ColleagueField />}
            {act === 'remove' && (
              <TextArea name="reason" label={t('customers.remove.reason')} help={t('customers.remove.reason_help')} rows={3} maxLength={500} optional />
            )}
            <FormActions>
              <Button type="submit" variant="primary">
                {t('customers.bulk.look')}
              </Button>
              {cancel}
            </FormActions>
          </Form>
        )}
      </div>
    </Dialog>
  );
}

function ColleagueField() {
  const { t, compareNames } = useHouse();
  const items = useRead(customers.listCustomerColleagues, {}, { catches: true }).data?.items ?? [];
  const named = items.map(({ personId, name }) => ({ id: personId, label: name })).sort((a, b) => compareNames(a.label, b.label));
  return <Select name="personId" label={t('customers.bulk.colleague')} options={[...named, { id: NOBODY, label: t('customers.bulk.nobody') }]} />;
}

type Seen = BulkResult & { readonly given: Values };

function useRehearsal(act: BulkAct, of: Meant, onDone: () => void) {
  const { t } = useHouse();
  const calls = { assign: useAct(customers.assignCustomers), remind: useAct(customers.remindOfAgreement), remove: useAct(customers.removeCustomers) };
  const { attempt, banner } = useAttempt();
  const [seen, see] = useState<Seen | null>(null);
  const call = (given: Values, seal: string | null): Promise<BulkResult> => {
    if (act === 'assign') return calls.assign.mutateAsync({ of, seal, personId: given.personId === NOBODY ? null : given.personId });
    if (act === 'remove') return calls.remove.mutateAsync({ of, seal, reason: given.reason ?? '' });
    return calls.remind.mutateAsync({ of, seal });
  };
  const run = (given: Values, seal: string | null) =>
    attempt(async () => {
      const result = await call(given, seal);
      if (!result.isDone) return see({ ...result, given });
      toast(t(`customers.bulk.${act}_done`, { count: result.ready }));
      onDone();
    });
  return { run, seen, forget: () => see(null), banner };
}

/** How many it will be done with; and who is left out, with what stands in the way. */
function Outlook({ seen }: { readonly seen: BulkResult }) {
  const { t } = useHouse();
  const at = useAccountPath();
  const out = seen.rows.filter(({ outcome }) => outcome !== 'ready');
  return (
    <>
      <p role="status" className="font-medium">
        {t('customers.bulk.ready', { count: seen.ready })}
      </p>
      {seen.leftOut > 0 && (
        <div>
          <p>{t('customers.bulk.left_out', { count: seen.leftOut })}</p>
          <ul className="mt-1 flex max-h-60 flex-col divide-y divide-line overflow-y-auto" aria-label={t('customers.bulk.left_out', { count: seen.leftOut })}>
            {out.map(({ customerId, name, outcome, count, link }) => (
              <li key={customerId} className="flex flex-wrap items-baseline justify-between gap-x-4 py-1.5">
                <Link href={at(`/customers/${customerId}`)}>{name}</Link>
                <span className="text-13 text-muted">
                  {t(`customers.bulk.outcome.${outcome}`, { count: count ?? 0 })} {link && <Link href={at(link)}>{t('customers.bulk.open')}</Link>}
                </span>
              </li>
            ))}
          </ul>
          {seen.leftOut > out.length && <p className="mt-1 text-13 text-muted">{t('customers.bulk.more_rows', { count: seen.leftOut - out.length })}</p>}
        </div>
      )}
    </>
  );
}
