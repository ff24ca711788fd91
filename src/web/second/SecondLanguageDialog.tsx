import { useHouse } from '../house.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { secondKey } from './key.ts';
import { SourceChoice } from './SourceChoice.tsx';
import { useSecondLanguage } from './useSecondLanguage.ts';

/** Behind the language menu: whether and which second language is shown. */
export function SecondLanguageDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useHouse();
  const choice = useSecondLanguage();
  return (
    <Dialog open onClose={onClose} title={t('second.label')}>
      <div className="flex flex-col gap-4">
        <p>{t('second.about')}</p>
        <SourceChoice choice={choice} />
        <p className="text-muted">{t('second.about_both')}</p>
        <p className="text-muted pointer-coarse:hidden">{t('second.about_keys', { key: secondKey })}</p>
      </div>
    </Dialog>
  );
}
