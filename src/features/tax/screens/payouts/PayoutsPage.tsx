import { Landmark } from 'lucide-react';
import { useState } from 'react';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { WhoMay } from '../../../accounts/screens/WhoMay.tsx';
import { type PayoutAccount, tax } from '../../contract.ts';
import { PayoutCard } from './PayoutCard.tsx';
import { PayoutForm } from './PayoutForm.tsx';
import { WaitingChange } from './WaitingChange.tsx';

/** Where payouts go; every change is asked for by one person and confirmed by another. */
export function PayoutsPage() {
  const { t } = useHouse();
  const { data } = useRead(tax.listPayouts, {});
  const [form, setForm] = useState<{ readonly replaces: PayoutAccount | null } | null>(null);
  if (!data)
    return (
      <Page title={t('tax.payouts.title')} sentence={t('tax.payouts.sentence')} width="reading">
        <SkeletonLines lines={8} />
      </Page>
    );
  const busy = new Set(data.changes.map(({ payoutId }) => payoutId));
  const add = data.can.ask && !form && (
    <Button variant="primary" onPress={() => setForm({ replaces: null })}>
      {t('tax.payouts.add')}
    </Button>
  );
  return (
    <Page title={t('tax.payouts.title')} sentence={t('tax.payouts.sentence')} width="reading">
      {data.changes.length > 0 && (
        <Section title={t('tax.payouts.waiting')} text={t('tax.payouts.waiting_text')}>
          <ul className="flex flex-col gap-4">
            {data.changes.map((change) => (
              <WaitingChange key={change.changeId} change={change} />
            ))}
          </ul>
        </Section>
      )}
      {form && <PayoutForm key={form.replaces?.payoutId ?? ''} country={data.country} replaces={form.replaces} onDone={() => setForm(null)} />}
      <Section title={t('tax.payouts.accounts')} action={add || undefined}>
        {data.accounts.length === 0 ? (
          <Empty icon={Landmark} title={t('tax.payouts.none')} text={t('tax.payouts.none_text')} />
        ) : (
          <div className="flex flex-col gap-4">
            {data.accounts.map((account) => (
              <PayoutCard
                key={account.payoutId}
                account={account}
                canAsk={data.can.ask && account.standing !== 'closed' && !busy.has(account.payoutId)}
                onReplace={() => setForm({ replaces: account })}
              />
            ))}
          </div>
        )}
      </Section>
      <WhoMay editors={data.editors} permission="payout_accounts" can={data.can.ask} />
    </Page>
  );
}
