import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { ComboBox } from '../../../../web/ui/ComboBox.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { customers } from '../../../customers/contract.ts';
import { orders } from '../../contract.ts';
import type { TransferOutlook } from '../../contract.ts';
import { chosenOf, Choices } from './Choices.tsx';
import { OutlookSection } from './OutlookSection.tsx';

/** Hands a customer's subscriptions over to the company's provider: whose, which, what it does, and off it goes. */
export function HandOverPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { search } = usePlace();
  const [typed, type] = useState('');
  const [customerId, choose] = useState(search.get('customer') ?? '');
  const listed = useRead(customers.listCustomers, { ...(typed.trim() ? { search: typed.trim() } : {}), limit: 20 }, { catches: true });
  const found = listed.data?.items ?? [];
  return (
    <Page
      title={t('transfers.new')}
      sentence={t('transfers.new_sentence', { days: 30 })}
      crumbs={[{ label: t('transfers.title'), href: at('/transfers') }]}
      width="reading"
    >
      <div className="flex flex-col gap-8">
        {!search.get('customer') && (
          <ComboBox
            name="customerId"
            label={t('orders.column.customer')}
            value={customerId}
            onChange={choose}
            options={found.map((each) => ({ id: each.customerId, label: each.name, detail: each.domain }))}
            onSearch={type}
          />
        )}
        {customerId && <OfCustomer key={customerId} customerId={customerId} />}
      </div>
    </Page>
  );
}

interface Wanted {
  readonly customerId: string;
  readonly relationId: string;
  readonly subscriptionIds: string[];
  readonly message: string;
}

function OfCustomer({ customerId }: { readonly customerId: string }) {
  const { t } = useHouse();
  const at = useAccountPath();
  const movable = useRead(orders.listMovable, { customerId }).data;
  const [seen, see] = useState<{ readonly wanted: Wanted; readonly outlook: TransferOutlook } | null>(null);
  const rehearse = useAct(orders.rehearseTransfer);
  const { attempt, banner } = useAttempt();
  if (!movable) return <SkeletonLines lines={6} />;
  const { providers, items } = movable;
  if (providers.length === 0)
    return (
      <Empty
        title={t('transfers.no_provider')}
        text={t('transfers.no_provider_text')}
        action={<LinkButton href={at('/relations')}>{t('transfers.to_relations')}</LinkButton>}
      />
    );
  const provider = providers.find(({ relationId }) => relationId === seen?.wanted.relationId);
  if (seen && provider) return <Look wanted={seen.wanted} outlook={seen.outlook} provider={provider.name} onBack={() => see(null)} />;
  return (
    <Form<{ relationId: string; message: string }>
      initial={{ relationId: providers[0]?.relationId ?? '', message: '' }}
      problem={banner}
      onSubmit={({ relationId, message, ...ticked }) =>
        attempt(async () => {
          const wanted = { customerId, relationId, subscriptionIds: chosenOf(items, ticked) };
          see({ wanted: { ...wanted, message }, outlook: await rehearse.mutateAsync(wanted) });
        })
      }
    >
      <p className="text-16 font-semibold">{movable.customer.name}</p>
      <Select name="relationId" label={t('transfers.provider')} options={providers.map(({ relationId, name }) => ({ id: relationId, label: name }))} />
      <Choices items={items} />
      <TextArea name="message" label={t('relations.message')} help={t('transfers.message_help')} maxLength={500} optional />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('transfers.look')}
        </Button>
      </FormActions>
    </Form>
  );
}

interface LookProps {
  readonly wanted: Wanted;
  readonly outlook: TransferOutlook;
  readonly provider: string;
  readonly onBack: () => void;
}
function Look({ wanted, outlook, provider, onBack }: LookProps) {
  const { t } = useHouse();
  const at = useAccountPath();
  const { go } = usePlace();
  const start = useAct(orders.startTransfer);
  const { attempt, banner } = useAttempt();
  return (
    <>
      {banner}
      <OutlookSection outlook={outlook} isPending />
      <div className="flex flex-wrap gap-3">
        <Button
          variant="primary"
          onPress={() =>
            attempt(async () => {
              const { transferId } = await start.mutateAsync({ ...wanted });
              toast(t('transfers.sent'));
              go(at(`/transfers/${transferId}`));
            })
          }
        >
          {t('transfers.send', { partner: provider })}
        </Button>
        <Button variant="quiet" onPress={onBack}>
          {t('subscriptions.back')}
        </Button>
      </div>
    </>
  );
}
