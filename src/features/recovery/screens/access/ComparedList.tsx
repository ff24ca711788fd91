import { countryName } from '../../../../core/country.ts';
import { useHouse } from '../../../../web/house.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import type { AccessCompared } from '../../contract/access.ts';
import type { CaseProps } from './caseParts.tsx';

const kinds = { equal: 'success', differs: 'danger', unknown: 'plain' } as const;

/** What is claimed beside what stands on file; each line says in words how they compare. */
export function ComparedList({ data: { compared, company } }: CaseProps) {
  const { t } = useHouse();
  if (!company) return null;
  return (
    <Section title={t('access_requests.case.compare')}>
      <ul className="divide-y divide-line text-14">
        {compared.map((line) => (
          <Line key={line.field} line={line} />
        ))}
      </ul>
    </Section>
  );
}

function Line({ line: { field, claimed, onFile, result } }: { readonly line: AccessCompared }) {
  const { t, locale } = useHouse();
  const shown = (value: string | null) => (value && field === 'country' ? countryName(value, locale) : value) || '–';
  return (
    <li className="grid gap-x-4 gap-y-1 py-3 sm:grid-cols-[9rem_1fr_1fr_9.5rem]">
      <span className="font-medium">{t(`access_requests.field.${field}`)}</span>
      <span className="min-w-0 break-words">
        <span className="block text-12 text-muted">{t('access_requests.case.claimed')}</span>
        {shown(claimed)}
      </span>
      <span className="min-w-0 break-words">
        <span className="block text-12 text-muted">{t('access_requests.case.on_file')}</span>
        {shown(onFile)}
      </span>
      <span>
        <Status bare kind={kinds[result]}>
          {t(`access_requests.compared.${result}`)}
        </Status>
      </span>
    </li>
  );
}
