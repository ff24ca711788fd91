import { Eye } from 'lucide-react';
import { useState } from 'react';
import type { AccountRole } from '../../../core/roles.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { members } from '../contract.ts';

type Whom = { readonly personId: string; readonly name: string } | { readonly role: AccountRole };

/** Sees the portal as a colleague or as a role, after saying what that means. */
export function SeeAsButton(whom: Whom) {
  const { t } = useHouse();
  const [asks, ask] = useState(false);
  const see = useAct(members.seeAs);
  const { attempt, banner } = useAttempt();
  const name = 'role' in whom ? t(`roles.${whom.role}`) : whom.name;
  return (
    <>
      <Button icon={Eye} onPress={() => ask(true)}>
        {t(`members.see_as.${'role' in whom ? 'role' : 'person'}`, { name })}
      </Button>
      {banner}
      {asks && (
        <ConfirmDialog
          open
          onClose={() => ask(false)}
          title={t('members.see_as.title', { name })}
          text={t(`members.see_as.${'role' in whom ? 'text_role' : 'text_person'}`, { name })}
          confirm={t('members.see_as.begin')}
          onConfirm={() =>
            attempt(async () => {
              const { accountId } = await see.mutateAsync('role' in whom ? { role: whom.role } : { personId: whom.personId });
              // All that is in memory was read with one's own eyes.
              location.assign(`/a/${accountId}`);
            })
          }
        />
      )}
    </>
  );
}
