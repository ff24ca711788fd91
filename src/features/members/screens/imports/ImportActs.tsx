import { Download, Trash2, Undo2, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { urlOf } from '../../../../web/api.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAccountId, useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { members } from '../../contract.ts';
import type { Import, RowOutcome } from '../../contract/imports.ts';

/** Saying yes, throwing away, saving the result, undoing: whichever fits the state. */
export function ImportActs({ file }: { readonly file: Import }) {
  const { t } = useHouse();
  const [asked, ask] = useState<'confirm' | 'undo' | null>(null);
  const { attempt, banner } = useAttempt();
  const confirm = useAct(members.confirmImport);
  const discard = useDiscard(file);
  const { importId, version, counts, can } = file;
  return (
    <>
      {banner}
      {can.discard && (
        <Button variant="quiet" icon={Trash2} onPress={() => attempt(discard)}>
          {t('imports.discard')}
        </Button>
      )}
      {(file.state === 'done' || file.state === 'undone') && <SaveRows file={file} />}
      {can.undo && (
        <Button icon={Undo2} onPress={() => ask('undo')}>
          {t('imports.undo')}
        </Button>
      )}
      {can.confirm && (
        <Button variant="primary" icon={UserPlus} onPress={() => ask('confirm')}>
          {t('imports.confirm', { count: counts.invite })}
        </Button>
      )}
      <ConfirmDialog
        open={asked === 'confirm'}
        onClose={() => ask(null)}
        danger={false}
        title={t('imports.confirm_title', { count: counts.invite })}
        text={t('imports.confirm_text')}
        confirm={t('imports.confirm', { count: counts.invite })}
        onConfirm={() => attempt(() => confirm.mutateAsync({ importId, version }))}
      />
      {asked === 'undo' && <Undo file={file} onClose={() => ask(null)} />}
    </>
  );
}

function useDiscard({ importId }: Import) {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const discard = useAct(members.discardImport);
  return async () => {
    await discard.mutateAsync({ importId });
    toast(t('imports.discarded'));
    go(at('/people/import'), { replace: true });
  };
}

/** First what undoing would do, then the question. */
function Undo({ file, onClose }: { readonly file: Import; readonly onClose: () => void }) {
  const { t } = useHouse();
  const { data: effect } = useRead(members.previewUndo, { importId: file.importId });
  const undo = useAct(members.undoImport);
  const { attempt, banner } = useAttempt();
  if (!effect) return null;
  return (
    <>
      {banner}
      <ConfirmDialog
        open
        onClose={onClose}
        title={t('imports.undo_title')}
        goes={[t('imports.undo_withdraw', { count: effect.withdraw }), t('imports.undo_remove', { count: effect.remove })]}
        stays={[t('imports.undo_stay', { count: effect.stay }), ...effect.staying.slice(0, 5).map(({ name, email }) => `${name}, ${email}`)]}
        confirm={t('imports.undo')}
        onConfirm={() =>
          attempt(async () => {
            await undo.mutateAsync({ importId: file.importId });
            toast(t('imports.undo_done'));
          })
        }
      />
    </>
  );
}

/** The rows as a file: all, or those that end one way. */
export function SaveRows({ file, outcome }: { readonly file: Import; readonly outcome?: RowOutcome }) {
  const { t } = useHouse();
  const account = useAccountId();
  const href = urlOf(members.exportImport, { importId: file.importId, ...(outcome ? { outcome } : {}) }, account);
  return (
    <LinkButton href={href} icon={Download} download {...(outcome ? { size: 'small' as const } : {})}>
      {t(outcome ? 'imports.download_wrong' : 'imports.download')}
    </LinkButton>
  );
}
