import { WifiOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useHouse } from '../house.tsx';

function listen(told: () => void): () => void {
  addEventListener('online', told);
  addEventListener('offline', told);
  return () => {
    removeEventListener('online', told);
    removeEventListener('offline', told);
  };
}

/** Floats over the page's end, so that nothing jumps when the connection goes and comes. */
export function OfflineNotice() {
  const { t } = useHouse();
  const online = useSyncExternalStore(listen, () => navigator.onLine);
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-0 z-40 flex justify-center p-4">
      {!online && (
        <p className="float flex max-w-lg animate-rise items-center gap-3 px-4 py-2.5 text-14">
          <WifiOff size={16} aria-hidden className="flex-none text-warning" />
          {t('shell.offline.notice')}
        </p>
      )}
    </div>
  );
}
