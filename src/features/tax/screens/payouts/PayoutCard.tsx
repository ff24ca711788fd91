import { useState } from 'react';
import { countryName } from '../../../../core/country.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { type PayoutAccount, tax } from '../../contract.ts';

const kinds = {
  pending_validation: 'info',
  approved: 'success',
  held: 'info',
  action_required: 'danger',
  expiring: 'warning',
  expired: 'danger',
  closed: 'plain',
} as const;

interface PayoutCardProps {
  readonly account: PayoutAccount;
  readonly canAsk: boolean;
  readonly onReplace: () => void;
}

/** One account, its number masked: where it stands, until when, and what can be asked for. */
export function PayoutCard({ account, canAsk, onReplace }: PayoutCardProps) {
  const { t, locale, formatDate } = useHouse();
  const { name, holder, masked, bank, country, currency, standing, reason, heldUntil, validUntil } = account;
  const facts = [holder, bank, countryName(country, locale), currency];
  return (
    <article aria-label={name} className="flex flex-col gap-2 rounded-card border border-line p-4 text-14">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{name}</h3>
        <Status kind={kinds[standing]}>{t(`tax.payouts.standing.${standing}`)}</Status>
      </div>
      <p className="font-mono">{masked}</p>
      <p className="text-muted">{facts.join(' · ')}</p>
      {standing === 'action_required' && reason && <p className="text-danger">{t(`tax.payouts.fault.${reason}`)}</p>}
      {(standing === 'held' || standing === 'pending_validation') && <p>{t('tax.payouts.held', { moment: formatDate(heldUntil, 'moment') })}</p>}
      {validUntil && standing !== 'closed' && <p className="text-13 text-muted">{t('tax.payouts.valid', { day: formatDate(validUntil) })}</p>}
      {canAsk && (
        <div className="mt-1 flex flex-wrap gap-3">
          {(standing === 'expiring' || standing === 'expired') && <Renew payoutId={account.payoutId} />}
          <Button onPress={onReplace}>{t('tax.payouts.replace')}</Button>
          <Close account={account} />
        </div>
      )}
    </article>
  );
}

function Renew({ payoutId }: { readonly payoutId: string }) {
  const { t } = useHouse();
  const renew = useAct(tax.renewPayout);
  const { attempt, banner } = useAttempt();
  const act = () =>
    attempt(async () => {
      await renew.mutateAsync({ payoutId });
      toast(t('tax.payouts.renewed'));
    });
  return (
    <>
      <Button variant="primary" onPress={act}>
        {t('tax.payouts.renew')}
      </Button>
      {banner}
    </>
  );
}

function Close({ account: { payoutId, name } }: Pick<PayoutCardProps, 'account'>) {
  const { t } = useHouse();
  const [asked, setAsked] = useState(false);
  const ask = useAct(tax.askPayoutChange);
  const { attempt, banner } = useAttempt();
  const act = () =>
    attempt(async () => {
      await ask.mutateAsync({ kind: 'close', payoutId });
      toast(t('tax.payouts.asked'));
    });
  return (
    <>
      <Button variant="quiet" onPress={() => setAsked(true)}>
        {t('tax.payouts.close')}
      </Button>
      {banner}
      <ConfirmDialog
        open={asked}
        onClose={() => setAsked(false)}
        title={t('tax.payouts.close_title', { account: name })}
        text={t('tax.payouts.close_text')}
        confirm={t('tax.payouts.ask')}
        onConfirm={act}
      />
    </>
  );
}
