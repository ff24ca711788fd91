import { CloudAlert } from 'lucide-react';
import { useHouse } from '../house.tsx';
import { Button } from './Button.tsx';

interface ErrorStateProps {
  /** What happened; without it "could not be loaded". */
  readonly title?: string;
  /** Why, and what to do now. */
  readonly text?: string;
  readonly onRetry?: () => unknown;
  /** The id under which the server logged it. */
  readonly reference?: string | undefined;
}

/** Something failed that the reader did not cause. */
export function ErrorState({ title, text, onRetry, reference }: ErrorStateProps) {
  const { t } = useHouse();
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-12 text-center">
      <span className="mb-2 flex size-11 items-center justify-center rounded-card border border-danger-line bg-danger-soft text-danger">
        <CloudAlert size={20} aria-hidden />
      </span>
      <p className="text-14 font-semibold">{title ?? t('ui.error.title')}</p>
      <p className="text-14 text-balance text-muted">{text ?? t('ui.error.text')}</p>
      {onRetry && (
        <div className="mt-3">
          <Button onPress={onRetry}>{t('ui.retry')}</Button>
        </div>
      )}
      {reference && <p className="mt-2 text-12 text-faint select-all">{t('ui.error.reference', { id: reference })}</p>}
    </div>
  );
}
