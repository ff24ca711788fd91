import { countryName } from '../../../../core/country.ts';
import { useHouse } from '../../../../web/house.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import type { TaxProfile } from '../../contract.ts';

const kinds = {
  pending_validation: 'info',
  approved: 'success',
  action_required: 'danger',
  replaced: 'plain',
  expiring: 'warning',
  expired: 'danger',
} as const;

/** One profile: which form, whose, and how it stands. */
export function TaxProfileCard({ profile }: { readonly profile: TaxProfile }) {
  const { t, locale, formatDate, formatNumber } = useHouse();
  const { form, legalName, masked, country, standing, reason, note, withheld, validUntil, filledAt, filledBy, dueAt } = profile;
  return (
    <article aria-label={t(`tax.profiles.form.${form}`)} className="flex flex-col gap-2 rounded-card border border-line p-4 text-14">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{t(`tax.profiles.form.${form}`)}</h3>
        <Status kind={kinds[standing]}>{t(`tax.profiles.standing.${standing}`)}</Status>
      </div>
      <p>
        {legalName} · {countryName(country, locale)} · <span className="font-mono">{masked}</span>
      </p>
      {withheld !== null && <p>{t('tax.profiles.withheld', { rate: formatNumber(withheld / 100, { style: 'percent' }) })}</p>}
      {standing === 'action_required' && reason && <p className="text-danger">{t(`tax.profiles.fault.${reason}`)}</p>}
      {standing === 'action_required' && note && <p className="border-s-2 border-line ps-3">{note}</p>}
      {validUntil && standing !== 'replaced' && <p className="text-13 text-muted">{t('tax.profiles.valid', { day: formatDate(validUntil, 'long') })}</p>}
      {dueAt && <p className="text-13 text-muted">{t('tax.profiles.due', { moment: formatDate(dueAt, 'moment') })}</p>}
      <p className="text-13 text-muted">{t('tax.profiles.filled', { day: formatDate(filledAt), name: filledBy })}</p>
    </article>
  );
}
