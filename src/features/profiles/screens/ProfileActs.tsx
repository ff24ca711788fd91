import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { FormActions } from '../../../web/ui/Form.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { profiles } from '../contract.ts';
import type { Profile } from '../contract/profiles.ts';

interface ProfileActsProps {
  readonly profile: Profile;
  /** What is typed is not saved yet. */
  readonly isDirty: boolean;
  readonly onChange: (fresh: Profile) => void;
}

/** Publishing, and taking back. What is published is what was saved. */
export function ProfileActs({ profile, isDirty, onChange }: ProfileActsProps) {
  const { t, formatList } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const { profileId, version } = profile;
  const [publish, withdraw, remove] = [useAct(profiles.publishProfile), useAct(profiles.withdrawProfile), useAct(profiles.removeProfile)];
  const { attempt, banner } = useAttempt();
  const [asks, ask] = useState<'withdraw' | 'remove' | null>(null);
  const lacks = Object.keys(profile.missing).map((part) => t(`profiles.part.${part as 'description'}`));
  const reason = isDirty ? t('profiles.save_first') : lacks.length ? t('profiles.lacks', { parts: formatList(lacks) }) : undefined;
  return (
    <section className="flex flex-col gap-4 border-t border-line pt-5">
      {banner}
      <FormActions>
        {profile.can.publish && (
          <Button
            variant={reason ? 'secondary' : 'primary'}
            reason={reason}
            onPress={() =>
              attempt(async () => {
                onChange(await publish.mutateAsync({ profileId, version }));
                toast(t('profiles.published'));
              })
            }
          >
            {t('profiles.publish')}
          </Button>
        )}
        {profile.can.withdraw && <Button onPress={() => ask('withdraw')}>{t('profiles.withdraw')}</Button>}
        <Button variant="quiet" onPress={() => ask('remove')}>
          {t('profiles.remove')}
        </Button>
      </FormActions>
      <ConfirmDialog
        open={asks === 'withdraw'}
        onClose={() => ask(null)}
        title={t('profiles.withdraw_title')}
        goes={[t('profiles.withdraw_goes')]}
        stays={[t('profiles.withdraw_stays')]}
        confirm={t('profiles.withdraw')}
        onConfirm={() =>
          attempt(async () => {
            onChange(await withdraw.mutateAsync({ profileId, version }));
            toast(t('profiles.withdrawn'));
          })
        }
      />
      <ConfirmDialog
        open={asks === 'remove'}
        onClose={() => ask(null)}
        title={t('profiles.remove_title')}
        goes={[t('profiles.remove_goes')]}
        confirm={t('profiles.remove')}
        danger
        onConfirm={() =>
          attempt(async () => {
            await remove.mutateAsync({ profileId, version });
            toast(t('profiles.removed'));
            go(at('/profiles'));
          })
        }
      />
    </section>
  );
}
