import { Check, Minus } from 'lucide-react';
import { useId, useState } from 'react';
import { useHouse } from '../house.tsx';
import { Button, usePending } from './Button.tsx';
import { Dialog } from './Dialog.tsx';

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** A question that names the thing: "Remove Ana Ruiz?" */
  readonly title: string;
  readonly text?: string;
  readonly goes?: readonly string[];
  readonly stays?: readonly string[];
  /** To be typed when the act cannot be undone. */
  readonly typed?: string;
  /** The verb: "Remove user". */
  readonly confirm: string;
  readonly danger?: boolean;
  /** The dialog closes when the promise is kept and stays when it is broken. */
  readonly onConfirm: () => Promise<unknown> | void;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  // Mounted anew for each opening, so that nothing typed for one thing confirms another.
  return props.open ? <OpenConfirm {...props} /> : null;
}

function OpenConfirm({ onClose, title, text, goes = [], stays = [], typed, confirm, danger = true, onConfirm }: ConfirmDialogProps) {
  const { t } = useHouse();
  const [word, setWord] = useState('');
  const [working, work] = usePending();
  const id = useId();
  const wrong = typed !== undefined && word.trim() !== typed;
  const act = () =>
    work(async () => {
      await onConfirm();
      onClose();
    });
  return (
    <Dialog
      open
      firm={typed !== undefined}
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button variant={danger ? 'danger' : 'primary'} pending={working} reason={wrong ? t('ui.confirm.type', { name: typed }) : undefined} onPress={act}>
            {confirm}
          </Button>
          <Button variant="quiet" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {text && <p>{text}</p>}
        {goes.length > 0 && <Consequences title={t('ui.confirm.goes')} lines={goes} lost />}
        {stays.length > 0 && <Consequences title={t('ui.confirm.stays')} lines={stays} />}
        {typed !== undefined && (
          <div className="flex flex-col gap-1.5">
            <label htmlFor={id} className="font-medium">
              {t('ui.confirm.type', { name: typed })}
            </label>
            <input id={id} value={word} onChange={(event) => setWord(event.target.value)} autoComplete="off" spellCheck={false} className="field-box" />
          </div>
        )}
      </div>
    </Dialog>
  );
}

function Consequences({ title, lines, lost = false }: { readonly title: string; readonly lines: readonly string[]; readonly lost?: boolean }) {
  const Mark = lost ? Minus : Check;
  return (
    <div>
      <p className="font-medium">{title}</p>
      <ul className="mt-1 flex flex-col gap-1 text-muted">
        {lines.map((line) => (
          <li key={line} className="flex gap-2">
            <Mark size={16} aria-hidden className={lost ? 'mt-0.5 flex-none text-danger' : 'mt-0.5 flex-none text-success'} />
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
