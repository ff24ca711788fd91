import { useHouse } from '../house.tsx';
import { Button } from '../ui/Button.tsx';
import { buttonLook } from '../ui/buttonLook.ts';
import { Dialog } from '../ui/Dialog.tsx';

/** An act was refused because the session has ended. What was typed stays; one signs in beside it. */
export function SignedOutDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useHouse();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('shell.signed_out.title')}
      actions={
        <>
          <a href="/sign-in" target="_blank" rel="noreferrer" className={buttonLook({ variant: 'primary' })}>
            {t('shell.signed_out.action')}
          </a>
          <Button variant="quiet" onPress={onClose}>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      <p>{t('shell.signed_out.text')}</p>
    </Dialog>
  );
}
