import { Eye } from 'lucide-react';
import { useEffect } from 'react';
import { useAttempt } from '../attempt.tsx';
import { useHouse } from '../house.tsx';
import { useSession } from '../session.tsx';
import { Button } from '../ui/Button.tsx';

/** On every page while the portal is seen as a role or a colleague: as whom, until when, and the way back. */
export function SeeingBanner({ onEnd }: { readonly onEnd: () => Promise<unknown> }) {
  const { t, formatDate } = useHouse();
  const { seeing } = useSession();
  const { attempt, banner } = useAttempt();
  const endsAt = seeing ? new Date(seeing.endsAt).getTime() : undefined;
  // Everything on the page was read with other eyes: it is read anew, at its end too.
  useEffect(() => {
    if (endsAt === undefined) return undefined;
    const timer = setTimeout(() => location.reload(), Math.max(1000, endsAt - Date.now() + 1000));
    return () => clearTimeout(timer);
  }, [endsAt]);
  if (!seeing) return null;
  const whom = seeing.role ? t(`roles.${seeing.role}`) : (seeing.name ?? '');
  return (
    <section aria-label={t('shell.seeing.label')} className="sticky top-(--top-bar) z-20 border-b border-warning bg-warning-soft px-4 py-2.5 sm:px-8">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 text-14">
        <p className="flex min-w-0 flex-1 basis-60 items-start gap-2.5">
          <Eye size={18} aria-hidden className="mt-px flex-none text-warning" />
          <span>{t(seeing.role ? 'shell.seeing.role' : 'shell.seeing.person', { whom, time: formatDate(seeing.endsAt, 'time') })}</span>
        </p>
        <Button size="small" onPress={() => attempt(() => onEnd().then(() => location.assign(`/a/${seeing.accountId}`)))}>
          {t('shell.seeing.end')}
        </Button>
      </div>
      {banner}
    </section>
  );
}
