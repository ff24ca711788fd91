import { UserMinus } from 'lucide-react';
import { useState } from 'react';
import type { MessageKey } from '../../../../core/locale.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { members } from '../../contract.ts';
import type { Leaving } from '../../contract/leaving.ts';
import { AccessPart, OwnsPart, RolesPart, SuccessorPart } from './LeavingParts.tsx';

/** One page that takes someone out with all that hangs on them: first what it means, then one yes. */
export function LeavingPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const at = useAccountPath();
  const personId = params['personId'] ?? '';
  const [ownerId, setOwner] = useState('');
  const [kept, keep] = useState<ReadonlySet<string>>(new Set());
  const [asking, ask] = useState(false);
  const { data: leaving } = useRead(members.previewLeaving, { personId, ...(ownerId ? { ownerId } : {}) });
  const people = { label: t('members.title'), href: at('/people') };
  if (!leaving)
    return (
      <Page title={t('leaving.open')} width="reading" crumbs={[people]}>
        <SkeletonLines lines={8} />
      </Page>
    );
  const given = leaving.owns.filter(({ key, canHandOver, mustReassign }) => canHandOver && (mustReassign || !kept.has(key)));
  const missing = !ownerId && given.some(({ mustReassign }) => mustReassign);
  return (
    <Page
      title={t('leaving.title', { name: leaving.name })}
      sentence={t('leaving.sentence')}
      width="reading"
      crumbs={[people, { label: leaving.name, href: at(`/people/${personId}`) }]}
    >
      {leaving.refused && (
        <Banner kind="warning" title={t('leaving.refused')}>
          {t(`problems.${leaving.refused.code}` as MessageKey, { state: '', role: leaving.refused.role ? t(`roles.${leaving.refused.role}`) : '' })}
        </Banner>
      )}
      <RolesPart leaving={leaving} />
      <AccessPart leaving={leaving} />
      {leaving.owns.length > 0 && (
        <OwnsPart leaving={leaving} kept={kept} onKeep={(key, keeps) => keep(new Set(keeps ? [...kept, key] : [...kept].filter((other) => other !== key)))} />
      )}
      {!leaving.refused && (leaving.invitations.open > 0 || leaving.owns.some(({ canHandOver }) => canHandOver)) && (
        <SuccessorPart leaving={leaving} ownerId={ownerId} onChoose={setOwner} />
      )}
      {!leaving.refused && (
        <div>
          <Button variant="danger" icon={UserMinus} reason={missing ? t('leaving.must') : undefined} onPress={() => ask(true)}>
            {t('leaving.open')}
          </Button>
        </div>
      )}
      {asking && <Sure leaving={leaving} ownerId={ownerId} handOver={ownerId ? given.map(({ key }) => key) : []} onClose={() => ask(false)} />}
    </Page>
  );
}

interface SureProps {
  readonly leaving: Leaving;
  readonly ownerId: string;
  readonly handOver: readonly string[];
  readonly onClose: () => void;
}

/** The one yes. */
function Sure({ leaving, ownerId, handOver, onClose }: SureProps) {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const act = useAct(members.takeOut);
  const { attempt, banner } = useAttempt();
  const { personId, version, name, invitations } = leaving;
  const passed = ownerId ? invitations.canHandOver : 0;
  return (
    <>
      {banner}
      <ConfirmDialog
        open
        onClose={onClose}
        title={t('leaving.confirm_title', { name })}
        goes={[
          t('leaving.goes.roles', { count: leaving.roles.length }),
          t(`leaving.sessions.${leaving.sessions}`),
          ...(invitations.open ? [t('leaving.withdraw', { count: invitations.open - passed })] : []),
        ]}
        stays={[...(passed ? [t('leaving.hand_over', { count: passed })] : []), t('leaving.stays')]}
        confirm={t('leaving.open')}
        onConfirm={() =>
          attempt(async () => {
            await act.mutateAsync({
              personId,
              version,
              ...(ownerId ? { ownerId } : {}),
              invitations: ownerId ? 'hand_over' : 'withdraw',
              handOver: [...handOver],
            });
            toast(t('leaving.done', { name }));
            go(at(`/people/${personId}`), { replace: true });
          })
        }
      />
    </>
  );
}
