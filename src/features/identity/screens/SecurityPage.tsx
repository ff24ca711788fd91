import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { identity } from '../contract.ts';
import { AuthenticatorSection } from './AuthenticatorSection.tsx';
import { PasskeysSection } from './PasskeysSection.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { RecoveryCodesSection } from './RecoveryCodesSection.tsx';
import { SessionsSection } from './SessionsSection.tsx';

/** How one signs in, and where one is signed in. */
export function SecurityPage() {
  const { t } = useHouse();
  const { data: info } = useRead(identity.getSecurityInfo, {});
  return (
    <Page title={t('security.title')} sentence={t('security.sentence')} width="reading">
      {info ? (
        <>
          {!info.hasSecondFactor && (
            <Banner kind="warning" title={t('security.no_second.title')}>
              {t('security.no_second.text')}
            </Banner>
          )}
          <PasswordSection info={info} />
          <PasskeysSection passkeys={info.passkeys} first={!info.hasSecondFactor} />
          <AuthenticatorSection addedAt={info.authenticator?.addedAt ?? null} />
          <RecoveryCodesSection codes={info.recoveryCodes} email={info.email} hasSecondFactor={info.hasSecondFactor} />
        </>
      ) : (
        <SkeletonLines lines={12} />
      )}
      <SessionsSection />
    </Page>
  );
}
