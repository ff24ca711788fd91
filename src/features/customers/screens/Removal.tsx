import { useState } from 'react';
import type { MessageKey } from '../../../core/locale.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { customers } from '../contract.ts';
import type { CustomerShown } from './said.ts';

/** Ends the relationship; what stands in the way and what goes is shown before anything is asked. */
export function Removal({ customer }: { readonly customer: CustomerShown }) {
  const { t } = useHouse();
  const [open, setOpen] = useState(false);
  return (
    <Section title={t('customers.remove')} text={t('customers.remove_text')}>
      {open ? (
        <Conditions customer={customer} onDone={() => setOpen(false)} />
      ) : (
        <div>
          <Button onPress={() => setOpen(true)}>{t('customers.remove')}</Button>
        </div>
      )}
    </Section>
  );
}

function Conditions({ customer: { customerId, name }, onDone }: { readonly customer: CustomerShown; readonly onDone: () => void }) {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const read = useRead(customers.getRemoval, { customerId }).data;
  const remove = useAct(customers.removeCustomer);
  const { attempt, banner } = useAttempt();
  if (!read) return <SkeletonLines lines={4} />;
  const blocks = read.uses.filter((use) => use.blocks);
  if (blocks.length > 0)
    return (
      <Banner kind="warning" title={t('customers.remove.blocked')}>
        <ul className="list-disc ps-5">
          {blocks.map(({ key, count, link }) => (
            <li key={key}>
              {t(`customers.use.${key}` as MessageKey, { count })}
              {link && (
                <>
                  {' '}
                  <Link href={at(link)}>{t('customers.remove.open')}</Link>
                </>
              )}
            </li>
          ))}
        </ul>
      </Banner>
    );
  return (
    <Form<{ reason: string }>
      label={t('customers.remove')}
      problem={banner}
      onSubmit={({ reason }) =>
        attempt(async () => {
          await remove.mutateAsync({ customerId, reason, version: read.version });
          toast(t('customers.remove.done', { name }));
          go(at('/customers'), { replace: true });
        })
      }
    >
      <div className="text-14">
        <p>{t('customers.remove.free')}</p>
        <p className="mt-3 font-medium">{t('customers.remove.goes')}</p>
        <ul className="mt-1 list-disc ps-5">
          <li>{t('customers.remove.goes_rights', { count: read.delegations })}</li>
        </ul>
        <p className="mt-3">{t('customers.remove.stays')}</p>
      </div>
      <TextArea name="reason" label={t('customers.remove.reason')} help={t('customers.remove.reason_help')} rows={3} maxLength={500} />
      <FormActions>
        <Button type="submit" variant="danger">
          {t('customers.remove')}
        </Button>
        <Button variant="quiet" onPress={onDone}>
          {t('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  );
}
