import { Download, FileText } from 'lucide-react';
import { countryName } from '../../../core/country.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { accounts } from '../../accounts/contract.ts';
import type { ExemptionStanding } from '../contract.ts';

const kinds = {
  submitted: 'info',
  asked: 'warning',
  accepted: 'success',
  coming: 'success',
  expiring: 'warning',
  expired: 'danger',
  refused: 'danger',
  withdrawn: 'plain',
} as const;

export function StandingMark({ standing, bare = false }: { readonly standing: ExemptionStanding; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={kinds[standing]} bare={bare}>
      {t(`tax.standing.${standing}`)}
    </Status>
  );
}

/** Where a certificate holds, in the reader's words. */
export function Places({ country, states }: { readonly country: string; readonly states: readonly string[] }) {
  const { t, locale, formatList } = useHouse();
  const rule = useRead(accounts.getCountry, { iso2: country }, { enabled: states.length > 0, catches: true }).data;
  const name = countryName(country, locale);
  if (states.length === 0) return <>{t('tax.whole_country', { country: name })}</>;
  const named = states.map((key) => {
    const state = rule?.states?.find((each) => each.key === key);
    return state?.names?.[locale.slice(0, 2)] ?? state?.latin ?? state?.name ?? key;
  });
  return <>{t('tax.in_states', { country: name, states: formatList(named) })}</>;
}

export function useValidity() {
  const { t, formatDate } = useHouse();
  return ({ validFrom, validUntil }: { readonly validFrom: string; readonly validUntil: string | null }) =>
    validUntil ? t('tax.from_to', { from: formatDate(validFrom), to: formatDate(validUntil) }) : t('tax.from_on', { from: formatDate(validFrom) });
}

interface PapersProps {
  readonly papers: readonly { readonly fileId: string; readonly name: string; readonly addedAt: Date }[];
  readonly hrefOf: (fileId: string) => string;
}
/** Papers, to be saved; never shown in the page. */
export function Papers({ papers, hrefOf }: PapersProps) {
  const { t, formatDate } = useHouse();
  return (
    <ul className="divide-y divide-line text-14">
      {papers.map(({ fileId, name, addedAt }) => (
        <li key={fileId} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
          <FileText size={16} aria-hidden className="flex-none text-muted" />
          <span className="min-w-0 flex-1 basis-40 break-all">{name}</span>
          <span className="text-13 text-muted">{t('tax.paper_added', { day: formatDate(addedAt) })}</span>
          <LinkButton href={hrefOf(fileId)} icon={Download} size="small" download>
            {t('tax.paper_save', { name })}
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}
