import { useHouse } from '../house.tsx';

/** The first stop of the Tab key: past the navigation, to the page. */
export function SkipLink() {
  const { t } = useHouse();
  return (
    <a
      href="#main"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById('main')?.focus();
      }}
      className="fixed start-3 top-2 z-50 -translate-y-20 rounded-control bg-accent px-4 py-2 text-14 font-medium text-on-accent transition-transform focus:translate-y-0"
    >
      {t('frame.skip')}
    </a>
  );
}
