import { EmailStep } from './EmailStep.tsx';
import { MailCodeStep } from './MailCodeStep.tsx';
import { SecondStep } from './SecondStep.tsx';
import { useSignIn } from './useSignIn.ts';
import { WaysStep } from './WaysStep.tsx';

/** The address first, then the same page for everyone; what further ways a person has is shown only once one was proved. */
export function SignInPage() {
  const { view, show, take } = useSignIn();
  switch (view.kind) {
    case 'email':
      return <EmailStep onAddress={(email, passkey) => show({ kind: 'ways', email, passkey })} onAnswer={take} />;
    case 'ways':
      return (
        <WaysStep
          email={view.email}
          passkey={view.passkey}
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
