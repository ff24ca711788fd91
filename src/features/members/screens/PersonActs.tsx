import { useState } from 'react';
import { fullName } from '../../../core/person.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { members } from '../contract.ts';
import { SeeAsButton } from './SeeAsButton.tsx';
import type { PersonShown } from './PersonPage.tsx';

type Asked = 'deactivate' | 'leave';

/** Keeping someone out for a while, removing them, and both ways back. */
export function PersonActs({ person }: { readonly person: PersonShown }) {
  const { t, formatDate } = useHouse();
  const [asked, ask] = useState<Asked | null>(null);
  const at = useAccountPath();
  const acts = useActs(person);
  const { attempt, banner } = useAttempt();
  const name = fullName(person);
  const { can } = person;
  if (!person.isSelf && !can.deactivate && !can.activate && !can.remove && !can.restore && !can.seeAs && !can.resetPassword) return null;
  const back = (act: 'activate' | 'restore') =>
    attempt(async () => {
      await acts[act]();
      toast(t(`members.act.${act}d`, { name }));
    });
  return (
    <Section
      title={t('members.person.access')}
      text={person.restorableUntil ? t('members.person.restorable', { day: formatDate(person.restorableUntil, 'long') }) : undefined}
    >
      {banner}
      <div className="flex flex-wrap gap-3">
        {can.activate && (
          <Button variant="primary" onPress={() => back('activate')}>
            {t('members.act.activate')}
          </Button>
        )}
        {can.restore && (
          <Button variant="primary" onPress={() => back('restore')}>
            {t('members.act.restore')}
          </Button>
        )}
        {can.seeAs && <SeeAsButton personId={person.personId} name={name} />}
        {can.resetPassword && <LinkButton href={at(`/people/${person.personId}/password`)}>{t('members.act.reset_password')}</LinkButton>}
        {can.deactivate && <Button onPress={() => ask('deactivate')}>{t('members.act.deactivate')}</Button>}
        {can.remove && <LinkButton href={at(`/people/${person.personId}/leave`)}>{t('leaving.open')}</LinkButton>}
        {person.isSelf && <Button onPress={() => ask('leave')}>{t('members.act.leave')}</Button>}
      </div>
      {asked && (
        <ConfirmDialog
          open
          onClose={() => ask(null)}
          title={t(`members.act.${asked}_title`, { name })}
          text={t(`members.act.${asked}_text`)}
          confirm={t(`members.act.${asked}`)}
          onConfirm={() =>
            attempt(async () => {
              await acts[asked]();
              if (asked === 'leave') return location.assign('/');
              toast(t(`members.act.${asked}d`, { name }), { onUndo: () => attempt(acts.activate) });
            })
          }
        />
      )}
    </Section>
  );
}

function useActs({ personId }: PersonShown) {
  const deactivate = useAct(members.deactivateMember);
  const activate = useAct(members.activateMember);
  const restore = useAct(members.restoreMember);
  const leave = useAct(members.leaveAccount);
  return {
    deactivate: () => deactivate.mutateAsync({ personId }),
    activate: () => activate.mutateAsync({ personId }),
    restore: () => restore.mutateAsync({ personId }),
    leave: () => leave.mutateAsync({}),
  };
}
