import { useHouse } from '../../../web/house.tsx';
import { differenceOf } from './wordDifference.ts';

/** Two wordings as one text: what goes is struck out, what comes is underlined; each says so to whoever does not see it. */
export function Difference({ before, after, lang }: { readonly before: string; readonly after: string; readonly lang: string }) {
  const { t } = useHouse();
  return (
    <p lang={lang} className="break-words whitespace-pre-wrap">
      {differenceOf(before, after, lang).map(({ kind, text }, at) =>
        kind === 'same' ? (
          <span key={at}>{text}</span>
        ) : kind === 'removed' ? (
          <del key={at} className="rounded-mark bg-danger-soft text-danger decoration-1">
            <span className="sr-only">{t('languages.removed', { text })}</span>
            <span aria-hidden>{text}</span>
          </del>
        ) : (
          <ins key={at} className="rounded-mark bg-success-soft text-success decoration-1 underline-offset-3">
            <span className="sr-only">{t('languages.added', { text })}</span>
            <span aria-hidden>{text}</span>
          </ins>
        ),
      )}
    </p>
  );
}
