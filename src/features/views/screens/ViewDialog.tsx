import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type SavedView, views } from '../contract.ts';
import type { SavedViews } from './useSavedViews.ts';

interface DialogProps {
  readonly of: SavedViews;
  /** Null: what the list shows now gets a name. */
  readonly view: SavedView | null;
  readonly onClose: () => void;
}
type Values = { name: string; isShared: boolean; isDefault: boolean };

/** A name for what the list shows, and who has it. */
export function ViewDialog({ of, view, onClose }: DialogProps) {
  const { t } = useHouse();
  const keep = useAct(views.keepView);
  const update = useAct(views.updateView);
  const { attempt, banner } = useAttempt();
  const title = t(view ? 'views.edit' : 'views.keep');
  const submit = ({ name, isShared, isDefault }: Values) =>
    attempt(async () => {
      if (view) {
        const { viewId, narrowed, hidden, version } = view;
        await update.mutateAsync({ viewId, name, isShared: isShared ?? false, narrowed, hidden, version });
      } else {
        const hidden = [...of.hiding[0]];
        of.choose(await keep.mutateAsync({ list: of.list, name, narrowed: of.narrowed, hidden, isShared: isShared ?? false, isDefault: isDefault ?? false }));
      }
      toast(t('views.saved', { name }));
      onClose();
    });
  return (
    <Dialog open firm onClose={onClose} title={title}>
      <Form<Values> label={title} initial={{ name: view?.name ?? '', isShared: view?.isShared ?? false, isDefault: false }} problem={banner} onSubmit={submit}>
        {!view && <p className="text-14 text-muted">{t('views.keep_text')}</p>}
        <TextField name="name" label={t('views.name')} maxLength={60} autoFocus />
        <Checkbox name="isShared" optional disabled={view !== null && !view.isMine} label={t('views.share')} help={t('views.share_help')}>
          {t('views.share')}
        </Checkbox>
        {!view && (
          <Checkbox name="isDefault" optional label={t('views.open_with')}>
            {t('views.open_with')}
          </Checkbox>
        )}
        <FormActions>
          <Button type="submit" variant="primary">
            {t('ui.save')}
          </Button>
          <Button variant="quiet" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
