import { useState } from 'react';
import { useHouse } from '../house.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Popover } from '../ui/Popover.tsx';
import { toast } from '../ui/Toast.tsx';
import { Row, Shelf } from './Shelf.tsx';

type Open = 'dialog' | 'drawer' | 'confirm' | undefined;

export function FloatsShelf() {
  const { t } = useHouse();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const name = 'Diego Martínez';
  return (
    <Shelf name="Dialog · ConfirmDialog · Popover">
      <Row>
        <Button onPress={() => setOpen('dialog')}>Dialog</Button>
        <Button onPress={() => setOpen('drawer')}>Dialog side</Button>
        <Button onPress={() => setOpen('confirm')}>ConfirmDialog</Button>
        <Popover label={t('gallery.banner_title')} trigger={<Button>Popover</Button>}>
          <p className="p-4">{t('gallery.banner')}</p>
        </Popover>
      </Row>
      <Dialog
        open={open === 'dialog' || open === 'drawer'}
        place={open === 'drawer' ? 'side' : 'center'}
        onClose={close}
        title={t('gallery.banner_title')}
        actions={
          <Button variant="primary" onPress={close}>
            {t('gallery.invite')}
          </Button>
        }
      >
        {t('gallery.banner')}
      </Dialog>
      <ConfirmDialog
        open={open === 'confirm'}
        onClose={close}
        title={t('gallery.remove_ask', { name })}
        goes={[t('gallery.goes_1')]}
        stays={[t('gallery.stays_1')]}
        typed={name}
        confirm={t('gallery.remove')}
        onConfirm={() => toast(t('gallery.removed', { name }))}
      />
    </Shelf>
  );
}
