import type { ReactNode } from 'react';
import { useHouse } from '../house.tsx';
import { Banner } from './Banner.tsx';

/** Over a form whose values a colleague changed meanwhile: what they changed, in words, and where one sees who. */
export function MergedBanner({ parts, action }: { readonly parts: readonly string[]; readonly action?: ReactNode }) {
  const { t, formatList } = useHouse();
  return (
    <Banner kind="warning" urgent title={t('ui.merged.title')} action={action}>
      {t('ui.merged.text', { parts: formatList(parts) })}
    </Banner>
  );
}
