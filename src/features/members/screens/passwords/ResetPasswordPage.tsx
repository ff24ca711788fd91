import type { ComponentType } from 'react';
import { useState } from 'react';
import type { z } from 'zod';
import type { MessageKey } from '../../../../core/locale.ts';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { members } from '../../contract.ts';
import { ResetForm } from './ResetForm.tsx';
import { ResetStarted } from './ResetStarted.tsx';

export type Started = z.output<typeof members.resetPassword.output>;

/** An admin starts a reset; `Asked` says that the person asked for it, and lets the admin refuse. */
export const resetPasswordPage = (Asked: ComponentType<{ readonly personId: string }>) =>
  function ResetPasswordPage() {
    const { t } = useHouse();
    const { params } = usePlace();
    const at = useAccountPath();
    const personId = params['personId'] ?? '';
    const [started, setStarted] = useState<Started | null>(null);
    const { data: preview } = useRead(members.previewPasswordReset, { personId });
    const people = { label: t('members.title'), href: at('/people') };
    if (!preview)
      return (
        <Page title={t('reset_password.open')} width="reading" crumbs={[people]}>
          <SkeletonLines lines={8} />
        </Page>
      );
    const { name, refused } = preview;
    return (
      <Page
        title={t('reset_password.title', { name })}
        sentence={t('reset_password.sentence', { name })}
        width="reading"
        crumbs={[people, { label: name, href: at(`/people/${personId}`) }]}
      >
        {started ? (
          <ResetStarted name={name} personId={personId} started={started} />
        ) : (
          <>
            <Asked personId={personId} />
            {refused ? (
              <Banner kind="warning" title={t('reset_password.refused')}>
                {t(`problems.${refused.code}` as MessageKey, { state: '', role: refused.role ? t(`roles.${refused.role}`) : '' })}
              </Banner>
            ) : (
              <ResetForm preview={preview} onStarted={setStarted} />
            )}
          </>
        )}
      </Page>
    );
  };
