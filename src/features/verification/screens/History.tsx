import type { MessageKey } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import type { Happening } from '../contract.ts';

/** What happened so far, the newest first: who, when, and the words that were written. */
export function History({ history }: { readonly history: readonly Happening[] }) {
  const { t, formatDate, formatList } = useHouse();
  const said = ({ what, fields }: Happening): string => {
    if (what === 'compared')
      return t('verification.history.compared', { fields: formatList(fields.map((field) => t(`verification.field.${field}` as MessageKey))) });
    if (what !== 'changed') return t(`verification.history.${what}`);
    return fields.length
      ? t('verification.history.changed', { fields: formatList(fields.map((field) => t(`accounts.checked.${field}` as MessageKey))) })
      : t('verification.history.saved');
  };
  return (
    <Section title={t('verification.history.title')}>
      {history.length === 0 ? (
        <p className="text-14 text-muted">{t('verification.history.none')}</p>
      ) : (
        <ol className="divide-y divide-line text-14">
          {history.map((happening, at) => (
            <li key={at} className="flex flex-wrap justify-between gap-x-6 gap-y-0.5 py-2.5">
              <span className="min-w-0 flex-1 basis-72">
                <span className="font-medium">{said(happening)}</span> {happening.by && <span className="text-muted">· {happening.by}</span>}
                {happening.reason && <span className="block">{t(`accounts.rejected.${happening.reason}`)}</span>}
                {happening.text && <span className="block break-words whitespace-pre-wrap text-muted">{happening.text}</span>}
              </span>
              <span className="text-13 text-muted tabular-nums">{formatDate(happening.at, 'moment')}</span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
