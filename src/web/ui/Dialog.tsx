import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useHouse } from '../house.tsx';
import { classes } from './classes.ts';
import { IconButton } from './IconButton.tsx';

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** The buttons, the decision first. */
  readonly actions?: ReactNode;
  /** `side` is a drawer: the navigation of a phone, details beside a list. */
  readonly place?: 'center' | 'side';
  readonly size?: 'normal' | 'wide';
  /** A decision that must be made, or typed text that must not be lost: a click outside does not close. */
  readonly firm?: boolean;
}

/** Only for a decision about what is on the page. Focus stays inside and returns to where it was. */
export function Dialog({ open, onClose, title, children, actions, place = 'center', size = 'normal', firm = false }: DialogProps) {
  const { t } = useHouse();
  const side = place === 'side';
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(wanted) => !wanted && onClose()}
      isDismissable={!firm}
      className={classes('fixed inset-0 z-40 flex animate-appear bg-veil', side ? 'justify-end' : 'items-end justify-center sm:items-start sm:pt-[12vh]')}
    >
      <Modal
        className={classes(
          'float flex max-h-[calc(100dvh-2rem)] w-full flex-col overflow-hidden',
          side
            ? classes('h-dvh max-h-none! animate-slide rounded-none!', size === 'wide' ? 'sm:max-w-md' : 'max-w-sm')
            : 'animate-rise rounded-b-none! sm:max-h-[calc(88dvh-1rem)] sm:rounded-card!',
          !side && (size === 'wide' ? 'sm:max-w-2xl' : 'sm:max-w-dialog'),
        )}
      >
        <AriaDialog className="flex min-h-0 flex-1 flex-col">
          <header className="flex items-start justify-between gap-4 px-6 pt-5">
            <Heading slot="title" className="text-16 font-semibold">
              {title}
            </Heading>
            <IconButton icon={X} label={t('ui.close')} size="small" onPress={onClose} className="-me-2 -mt-1" />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-6 py-4 text-14">{children}</div>
          {actions && <footer className="flex flex-row-reverse flex-wrap justify-start gap-2 border-t border-line bg-canvas px-6 py-3">{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
