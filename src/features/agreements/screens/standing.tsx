import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Link } from '../../../web/ui/Link.tsx';
import type { AgreementLine } from '../contract.ts';

/** How the company stands with an agreement, in a sentence. */
export function useStandingSentence(): (line: AgreementLine) => string {
  const { t, formatDate } = useHouse();
  return ({ status, accepted }) => {
    if (status !== 'accepted' && status !== 'renewed' && status !== 'expired') return t(`agreements.says.${status}`);
    const values = { name: accepted?.by ?? '', day: accepted ? formatDate(accepted.at, 'long') : '', number: accepted?.number ?? 0 };
    return t(`agreements.says.${status}`, values);
  };
}

/** What does not begin before it is accepted, and that all else goes on. */
export function Waiting({ line: { programs } }: { readonly line: AgreementLine }) {
  const { t, formatList } = useHouse();
  const waiting = programs.filter(({ waits }) => waits).map(({ name }) => name);
  if (waiting.length === 0) return null;
  return <p className="text-14">{t('agreements.blocked', { count: waiting.length, programs: formatList(waiting) })}</p>;
}

/** A version that is published and not in force yet, and until when the accepted one holds. */
export function Upcoming({ line }: { readonly line: AgreementLine }) {
  const { t, formatDate } = useHouse();
  const ends = line.endsOn && line.status !== 'expired' && (line.status === 'renewed' || line.upcoming) && (
    <p className="text-14">{t('agreements.says.ends', { day: formatDate(line.endsOn, 'long') })}</p>
  );
  return (
    <>
      <Next line={line} />
      {ends}
    </>
  );
}

function Next({ line: { agreement, upcoming, can } }: { readonly line: AgreementLine }) {
  const { t, formatDate } = useHouse();
  const at = useAccountPath();
  if (!upcoming) return null;
  return (
    <p className="text-14">
      {t('agreements.upcoming', { number: upcoming.number, day: formatDate(upcoming.validFrom, 'long') })}{' '}
      {can.read && <Link href={at(`/agreements/${agreement}?text=${upcoming.textId}`)}>{t('agreements.read_upcoming')}</Link>}
    </p>
  );
}
