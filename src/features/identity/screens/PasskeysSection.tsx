import { KeyRound, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useAttempt } from '../../../web/attempt.tsx';
import { callApi } from '../../../web/api.ts';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { Form } from '../../../web/ui/Form.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { identity } from '../contract.ts';
import { AddPasskey } from './AddPasskey.tsx';
import type { CallAs } from './AddPasskey.tsx';

interface Passkey {
  readonly passkeyId: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** From a page: a second factor is asked for where one is due. */
export const fromPage: CallAs = (endpoint, input) => callApi(endpoint, input) as never;

export function PasskeysSection({ passkeys, first }: { readonly passkeys: readonly Passkey[]; readonly first: boolean }) {
  const { t } = useHouse();
  const client = useQueryClient();
  const added = () => {
    toast(t('security.passkeys.added'));
    void client.invalidateQueries();
  };
  return (
    <Section title={t('security.passkeys.title')} text={t('security.passkeys.text')} action={<AddPasskey call={fromPage} onDone={added} primary={first} />}>
      {passkeys.length === 0 ? (
        <p className="text-14 text-muted">{t('security.passkeys.none')}</p>
      ) : (
        <ul className="flex flex-col">
          {passkeys.map((passkey) => (
            <PasskeyLine key={passkey.passkeyId} passkey={passkey} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function PasskeyLine({ passkey: { passkeyId, name, createdAt, lastUsedAt } }: { readonly passkey: Passkey }) {
  const { t, formatDate, formatRelative } = useHouse();
  const [asking, ask] = useState<'rename' | 'remove' | null>(null);
  const remove = useAct(identity.removePasskey);
  const { attempt, banner } = useAttempt();
  const date = formatDate(createdAt);
  return (
    <li className="flex flex-col gap-3 border-b border-line py-3 last:border-0">
      <div className="flex items-center gap-3">
        <KeyRound size={20} aria-hidden className="flex-none text-muted" />
        <div className="min-w-0 flex-1 text-14">
          <p className="font-medium break-words">{name}</p>
          <p className="text-13 text-muted">
            {lastUsedAt ? t('security.passkeys.line_used', { date, ago: formatRelative(lastUsedAt) }) : t('security.passkeys.line', { date })}
          </p>
        </div>
        <IconButton icon={Pencil} size="small" label={t('ui.named', { label: t('security.passkeys.rename'), value: name })} onPress={() => ask('rename')} />
        <IconButton icon={Trash2} size="small" label={t('ui.named', { label: t('security.passkeys.remove'), value: name })} onPress={() => ask('remove')} />
      </div>
      {banner}
      {asking === 'rename' && <RenameDialog passkeyId={passkeyId} name={name} onClose={() => ask(null)} />}
      <ConfirmDialog
        open={asking === 'remove'}
        onClose={() => ask(null)}
        title={t('security.passkeys.remove_title', { name })}
        text={t('security.passkeys.remove_text')}
        confirm={t('security.passkeys.remove')}
        onConfirm={async () => {
          await attempt(async () => {
            await remove.mutateAsync({ passkeyId });
            toast(t('security.passkeys.removed'));
          });
        }}
      />
    </li>
  );
}

function RenameDialog({ passkeyId, name, onClose }: { readonly passkeyId: string; readonly name: string; readonly onClose: () => void }) {
  const { t } = useHouse();
  const rename = useAct(identity.renamePasskey);
  const { attempt, banner } = useAttempt();
  const save = (typed: { readonly name: string }) =>
    attempt(async () => {
      await rename.mutateAsync({ passkeyId, name: typed.name });
      onClose();
    });
  return (
    <Dialog open onClose={onClose} title={t('security.passkeys.rename')}>
      <Form initial={{ name }} onSubmit={save} problem={banner} className="pb-2">
        <TextField name="name" label={t('security.passkeys.name')} maxLength={60} autoFocus autoComplete="off" />
        <div>
          <Button type="submit" variant="primary">
            {t('security.save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
