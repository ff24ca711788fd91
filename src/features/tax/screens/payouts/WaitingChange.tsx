import { countryName } from '../../../../core/country.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { type PayoutChange, tax } from '../../contract.ts';

/** A change that waits: the one who asked takes it back, any other confirms or refuses it. */
export function WaitingChange({ change }: { readonly change: PayoutChange }) {
  const { t, locale, formatDate } = useHouse();
  const confirm = useAct(tax.confirmPayoutChange);
  const refuse = useAct(tax.refusePayoutChange);
  const { attempt, banner } = useAttempt();
  const { changeId, kind, masked, name, holder, bank, country, currency, contactEmail, askedBy, endsAt, can } = change;
  const decide = (act: typeof confirm, said: string) =>
    attempt(async () => {
      await act.mutateAsync({ changeId });
      toast(said);
    });
  return (
    <li className="flex flex-col gap-3 rounded-card border border-line p-4 text-14">
      <p className="font-semibold">{t(`tax.payouts.kind.${kind}`, { account: masked ?? '' })}</p>
      {country && <p>{[name, holder, bank, countryName(country, locale), currency, contactEmail].join(' · ')}</p>}
      <p className="text-13 text-muted">{t('tax.payouts.asked_by', { name: askedBy, day: formatDate(endsAt, 'long') })}</p>
      {banner}
      <div className="flex flex-wrap gap-3">
        {can.confirm && (
          <Button variant="primary" onPress={() => decide(confirm, t('tax.payouts.confirmed'))}>
            {t('tax.payouts.confirm')}
          </Button>
        )}
        {can.refuse && <Button onPress={() => decide(refuse, t('tax.payouts.refused'))}>{t('tax.payouts.refuse')}</Button>}
        {can.withdraw && <Button onPress={() => decide(refuse, t('tax.payouts.withdrawn'))}>{t('tax.payouts.withdraw')}</Button>}
      </div>
    </li>
  );
}
