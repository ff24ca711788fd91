import { Hourglass, ShieldCheck } from 'lucide-react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { useLog } from './useLog.ts';

/** How often the line looks whether what waited is sealed by now. */
const everyMs = 5_000;

/** How far the log is proved, in one line; the way to how it is proved. */
export function SealLine() {
  const { t, formatRelative } = useHouse();
  const log = useLog();
  const { data } = useRead(log.ask.seal, log.of, { catches: true, everyMs });
  return (
    <p className="flex min-h-6 flex-wrap items-center gap-x-4 gap-y-1 text-13 text-muted">
      {data && (
        <>
          <span className="inline-flex items-center gap-1.5">
            <ShieldCheck size={16} aria-hidden className="flex-none text-success" />
            {data.sealed ? t('audit.seal.to', { place: data.sealed.place }) : t('audit.seal.none')}
            {data.sealed && <span className="text-faint">· {formatRelative(data.sealed.at)}</span>}
          </span>
          {data.waiting > 0 && (
            <span className="inline-flex items-center gap-1.5">
              <Hourglass size={14} aria-hidden className="flex-none" />
              {t('audit.seal.waiting', { count: data.waiting })}
            </span>
          )}
          <Link href={log.at('/proof')}>{t('audit.seal.how')}</Link>
        </>
      )}
    </p>
  );
}
