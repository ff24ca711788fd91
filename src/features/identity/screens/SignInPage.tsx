import { usePlace } from '../../../web/place.ts';
import type { DirectoryWay } from './directoryWay.ts';
import { EmailStep } from './EmailStep.tsx';
import { MailCodeStep } from './MailCodeStep.tsx';
import { SecondStep } from './SecondStep.tsx';
import { useSignIn } from './useSignIn.ts';
import { WaysStep } from './WaysStep.tsx';

/** With the directories of companies among the ways. */
export const signInPage = (directory: DirectoryWay) =>
  function WithDirectories() {
    return <SignInPage directory={directory} />;
  };

/** The address first, then the same page for everyone; what further ways a person has is shown only once one was proved. */
export function SignInPage({ directory }: { readonly directory?: DirectoryWay }) {
  const { view, show, take } = useSignIn();
  const { search } = usePlace();
  switch (view.kind) {
    case 'email':
      return <EmailStep directory={directory} onAddress={(email, passkey, offers) => show({ kind: 'ways', email, passkey, offers })} onAnswer={take} />;
    case 'ways':
      return (
        <WaysStep
          email={view.email}
          passkey={view.passkey}
          offers={view.offers}
          onOffer={(offer) => directory?.begin(offer, view.email, search.get('next')) ?? Promise.resolve()}
          onAnswer={take}
          onCode={(sent) => show({ ...view, kind: 'code', sent })}
          onOther={() => show({ kind: 'email' })}
        />
      );
    case 'code':
      return (
        <MailCodeStep
          key={view.sent.attempt}
          email={view.email}
          sent={view.sent}
          onAnswer={take}
          onSent={(sent) => show({ ...view, sent })}
          onBack={() => show({ ...view, kind: 'ways' })}
        />
      );
    case 'second':
      return <SecondStep second={view.second} onAnswer={take} onOver={() => show({ kind: 'email' })} />;
  }
}
