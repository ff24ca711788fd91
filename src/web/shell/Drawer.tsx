import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useHouse } from '../house.tsx';
import { IconButton } from '../ui/IconButton.tsx';

interface DrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly label: string;
  readonly children: ReactNode;
}

/** The navigation of a phone: from the left, over the page. */
export function Drawer({ open, onClose, label, children }: DrawerProps) {
  const { t } = useHouse();
  return (
    <ModalOverlay isOpen={open} onOpenChange={(wanted) => !wanted && onClose()} isDismissable className="fixed inset-0 z-40 animate-appear bg-veil nav:hidden">
      <Modal className="h-dvh w-[min(20rem,calc(100vw-3rem))] animate-appear bg-canvas shadow-float">
        <Dialog aria-label={label} className="relative h-full outline-none">
          <IconButton icon={X} label={t('ui.close')} onPress={onClose} className="absolute! end-2 top-2.5 z-10" />
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
