import { useEffect, useRef, useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form } from '../../../web/ui/Form.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import type { SignInAnswer } from '../contract.ts';
import type { DirectoryOffer, DirectoryWay } from './directoryWay.ts';
import { CannotGetIn } from './CannotGetIn.tsx';
import { offerPasskey, stopOffering } from './passkeys.ts';
import { keepTypedAddress } from './typedAddress.ts';
import { server } from './useSignIn.ts';

interface EmailStepProps {
  readonly directory: DirectoryWay | undefined;
  readonly onAddress: (email: string, passkey: Record<string, unknown>, offers: readonly DirectoryOffer[]) => void;
  readonly onAnswer: (answer: SignInAnswer) => void;
}

/** The address. Browsers that can offer passkeys do so in this field. */
export function EmailStep({ directory, onAddress, onAnswer }: EmailStepProps) {
  const { t } = useHouse();
  const { search } = usePlace();
  const { attempt, banner } = useAttempt();
  const [typed, type] = useState('');
  useOfferedPasskey((response) => attempt(async () => onAnswer(await server.signInWithPasskey({ response }))));
  const go = ({ email }: { readonly email: string }) =>
    attempt(async () => {
      keepTypedAddress(email);
      const [{ passkey }, offers] = await Promise.all([server.startSignIn({ email }), directory?.offersFor(email) ?? []]);
      onAddress(email.trim(), passkey, offers);
    });
  return (
    <NarrowPage
      title={t('signin.title')}
      sentence={t('signin.sentence')}
      foot={
        <div className="flex flex-col gap-3">
          <CannotGetIn email={() => typed} />
          <p>
            {t('signin.new_here')} <Link href="/sign-up">{t('signin.sign_up')}</Link>
          </p>
        </div>
      }
    >
      <Form onSubmit={go} onChange={({ email }) => type(email)} problem={banner ?? (search.has('ended') && <Banner kind="info">{t('signin.ended')}</Banner>)}>
        <TextField
          name="email"
          type="email"
          label={t('signin.email')}
          autoComplete="username webauthn"
          inputMode="email"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={254}
          autoFocus
          validate={(email) => (/^\S+@\S+\.\S+$/.test(email.trim()) ? undefined : t('signin.email_wrong'))}
        />
        <Button type="submit" variant="primary" wide>
          {t('signin.continue')}
        </Button>
      </Form>
    </NarrowPage>
  );
}

/** As long as the field is there, a passkey may be chosen in it. */
function useOfferedPasskey(onChosen: (response: NonNullable<Awaited<ReturnType<typeof offerPasskey>>>) => unknown): void {
  const latest = useRef(onChosen);
  useEffect(() => {
    latest.current = onChosen;
  });
  useEffect(() => {
    let current = true;
    const offering = offerPasskey(
      async () => (await server.passkeyOptions({})).passkey,
      () => current,
    );
    // Not being able to offer one (offline, an old browser) is no reason to say anything: the other ways are there.
    offering.then(
      (response) => response && current && latest.current(response),
      () => {},
    );
    return () => {
      current = false;
      stopOffering();
    };
  }, []);
}
