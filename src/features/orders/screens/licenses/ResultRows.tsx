import { useHouse } from '../../../../web/house.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import type { LicenseRow } from '../../contract.ts';

/** What becomes of each user, those first who get nothing. */
export function ResultRows({ label, rows, done }: { readonly label: string; readonly rows: readonly LicenseRow[]; readonly done: boolean }) {
  const sorted = rows.toSorted((a, b) => b.faults.length - a.faults.length);
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {sorted.map((row) => (
        <li key={row.userId} className="flex flex-col gap-1 py-2">
          <span className="font-medium">{row.name}</span>
          <Lines row={row} done={done} />
        </li>
      ))}
    </ul>
  );
}

function Lines({ row, done }: { readonly row: LicenseRow; readonly done: boolean }) {
  const { t, formatList } = useHouse();
  const said = [
    row.assigned.length > 0 && t('licenses.gets', { names: formatList(row.assigned) }),
    row.removed.length > 0 && t('licenses.loses', { names: formatList(row.removed) }),
    row.changed.length > 0 && t('licenses.changes', { names: formatList(row.changed) }),
  ].filter((line) => line !== false);
  return (
    <>
      {row.faults.map(({ code, product }) => (
        <Status key={`${code} ${product}`} kind="danger" bare>
          {t(`licenses.fault.${code}`, { product })}
        </Status>
      ))}
      {said.map((line) => (
        <Status key={line} kind={done ? 'success' : 'info'} bare>
          {line}
        </Status>
      ))}
      {said.length === 0 && row.faults.length === 0 && <span className="text-13 text-muted">{t('licenses.same')}</span>}
      {row.warnings.map(({ code, product, plans }) => (
        <Status key={`${code} ${product}`} kind="warning" bare>
          {t(`licenses.warning.${code}`, { product, plans: formatList(plans) })}
        </Status>
      ))}
    </>
  );
}
