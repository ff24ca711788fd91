import { useHouse } from '../../../web/house.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import type { Standing } from '../contract.ts';

const meaning = { stands: 'info', changed: 'warning', held: 'danger', gone: 'plain' } as const;

/** Whose words a sentence has, and whether somebody must look at them. */
export function StandingMark({ standing, isImported }: { readonly standing: Standing | null; readonly isImported: boolean }) {
  const { t } = useHouse();
  if (!standing) return <span className="text-muted">{t(isImported ? 'languages.imported' : 'languages.standing.none')}</span>;
  return (
    <Status bare kind={meaning[standing]}>
      {t(`languages.standing.${standing}`)}
    </Status>
  );
}
