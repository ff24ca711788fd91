import { useState } from 'react';
import type { z } from 'zod';
import type { Permission } from '../../../../core/grants.ts';
import type { AccountRole } from '../../../../core/roles.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import type { Missing } from '../../../../web/shell/slots.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Dialog } from '../../../../web/ui/Dialog.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { members } from '../../contract.ts';
import { choicesOfWish, type WishTyped, wishOf } from './wish.ts';
import { WishFields } from './WishFields.tsx';

interface AskDialogProps {
  /** What the reader was refused: the roles that hold it are offered. Without it every role is. */
  readonly missing?: Missing;
  readonly onClose: () => void;
}

/** Asks the admins for a role: which, where, why, for how long. */
export function AskDialog({ missing, onClose }: AskDialogProps) {
  const { t } = useHouse();
  const { data } = useRead(members.listAskableRoles, missing ? { permission: missing.permission as Permission, needs: missing.needs as 'view' } : {}, {
    catches: true,
  });
  return (
    <Dialog open firm onClose={onClose} title={t('role_requests.ask')}>
      {!data ? (
        <SkeletonLines lines={6} />
      ) : data.items.length === 0 ? (
        <p>{t('role_requests.no_roles')}</p>
      ) : (
        <AskForm roles={data.items} missing={missing} onClose={onClose} />
      )}
    </Dialog>
  );
}

type Askable = z.output<typeof members.listAskableRoles.output>['items'][number];
interface Typed extends WishTyped {
  readonly role: AccountRole;
  readonly where: 'company' | 'some';
  readonly reason: string;
  readonly [name: string]: unknown;
}

function AskForm({ roles, missing, onClose }: { readonly roles: readonly Askable[]; readonly missing: Missing | undefined; readonly onClose: () => void }) {
  const { t, formatList } = useHouse();
  const house = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const ask = useAct(members.askForRole);
  const { attempt, banner } = useAttempt();
  const initial: Typed = {
    role: roles.find(({ givers }) => givers.length > 0)?.role ?? 'default_user',
    where: 'company',
    reason: '',
    howLong: '7',
    lastDay: '',
  };
  const [typed, type] = useState(initial);
  const chosen = roles.find(({ role }) => role === typed.role);
  const places = chosen?.scopes.some((scope) => scope !== 'company') ?? false;
  const submit = ({ role, where, reason, ...wish }: Typed) =>
    attempt(async () => {
      const whole = chosen?.scopes.includes('company') && (!places || where === 'company');
      const { requestId } = await ask.mutateAsync({
        role,
        scope: whole ? 'company' : null,
        reason,
        ...wishOf(wish),
        ...(missing ? { permission: missing.permission as Permission, needs: missing.needs as 'view' } : {}),
      });
      onClose();
      toast(t('role_requests.sent', { role: t(`roles.${role}`) }));
      if (!missing) go(at(`/role-requests/${requestId}`));
    });
  return (
    <Form<Typed> initial={initial} onChange={type} onSubmit={submit} problem={banner}>
      <RoleChoice roles={roles} />
      {places && chosen?.scopes.includes('company') && (
        <RadioGroup
          name="where"
          label={t('role_requests.where')}
          choices={[
            { id: 'company', label: t('role_requests.where.company') },
            { id: 'some', label: t('role_requests.where.some'), help: t('role_requests.where.some_help') },
          ]}
        />
      )}
      <TextArea
        name="reason"
        label={t('role_requests.reason')}
        help={
          places && !chosen?.scopes.includes('company')
            ? t('ui.and_then', { first: t('role_requests.reason_help'), second: t('role_requests.where.some_help') })
            : t('role_requests.reason_help')
        }
        rows={3}
        maxLength={500}
      />
      <WishFields howLong={typed.howLong} choices={choicesOfWish(house)} />
      {chosen && chosen.givers.length > 0 && (
        <p className="text-13 text-muted">
          {t('role_requests.goes_to', {
            people: formatList(
              chosen.givers.map(({ name }) => name),
              'disjunction',
            ),
          })}
        </p>
      )}
      <SubmitOrCancel submit={t('role_requests.send')} onCancel={onClose} />
    </Form>
  );
}

const shownRoles = 4;

/** The role that adds the least comes first; the others on demand. */
function RoleChoice({ roles }: { readonly roles: readonly Askable[] }) {
  const { t } = useHouse();
  const [all, showAll] = useState(false);
  const shown = all ? roles : roles.slice(0, shownRoles);
  return (
    <div className="flex flex-col gap-2">
      <RadioGroup
        name="role"
        label={t('role_requests.role')}
        help={roles.length > 1 ? t('role_requests.role_help') : undefined}
        choices={shown.map(({ role, adds, givers }) => ({
          id: role,
          label: t(`roles.${role}`),
          help: t('ui.and_then', { first: t(`members.role.${role}`), second: t('role_requests.adds', { count: adds }) }),
          reason: givers.length === 0 ? t('role_requests.nobody') : undefined,
        }))}
      />
      {roles.length > shown.length && (
        <div>
          <Button size="small" variant="quiet" onPress={() => showAll(true)}>
            {t('role_requests.more_roles', { count: roles.length - shown.length })}
          </Button>
        </div>
      )}
    </div>
  );
}
