import type { ComponentType } from 'react';
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
import { WaysSection } from './WaysSection.tsx';
import type { CountryField } from './WaysSection.tsx';

/** How one signs in, gets back in, and where one is signed in; `Country` and `Programs` are brought by other features. */
export const securityPage = (Country: CountryField, Programs: ComponentType) =>
  function SecurityPageWithCountry() {
    return <SecurityPage Country={Country} Programs={Programs} />;
  };

function SecurityPage({ Country, Programs }: { readonly Country: CountryField; readonly Programs: ComponentType }) {
  const { t } = useHouse();
  const { data: info } = useRead(identity.getSecurityInfo, {});
  const { data: ways } = useRead(identity.listWays, {});
  return (
    <Page title={t('security.title')} sentence={t('security.sentence')} width="reading">
      {info ? (
        <>
          {!info.hasSecondFactor && ways && ways.methods >= ways.wanted && (
            <Banner kind="warning" title={t('security.no_second.title')}>
              {t('security.no_second.text')}
            </Banner>
          )}
          <WaysSection ways={ways} hasSecondFactor={info.hasSecondFactor} Country={Country} />
          <PasswordSection info={info} />
          <PasskeysSection passkeys={info.passkeys} first={!info.hasSecondFactor} />
          <AuthenticatorSection addedAt={info.authenticator?.addedAt ?? null} />
          <RecoveryCodesSection codes={info.recoveryCodes} email={info.email} hasSecondFactor={info.hasSecondFactor} />
        </>
      ) : (
        <SkeletonLines lines={12} />
      )}
      <SessionsSection />
      <Programs />
    </Page>
  );
}
