import { useHouse } from '../../../web/house.tsx';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import type { SignInAnswer } from '../contract.ts';
import { CannotGetIn } from './CannotGetIn.tsx';
import { typedAddress } from './typedAddress.ts';
import { SecondForm } from './SecondForm.tsx';
import { server } from './useSignIn.ts';
import type { SecondStep as Second } from './useSignIn.ts';

interface SecondStepProps {
  readonly second: Second;
  readonly onAnswer: (answer: SignInAnswer) => void;
  readonly onOver: () => void;
}

/** The first step is proved: now the ways this person has may be named. */
export function SecondStep({ second, onAnswer, onOver }: SecondStepProps) {
  const { t } = useHouse();
  const { attempt, ways, passkey } = second;
  const signIn = { totp: server.signInWithTotp, recovery_code: server.signInWithRecoveryCode };
  return (
    <NarrowPage title={t('signin.second.title')} sentence={t('signin.second.sentence')} foot={<CannotGetIn email={typedAddress} />}>
      <SecondForm
        ways={ways}
        passkey={passkey}
        sendCode={async (way, code) => onAnswer(await signIn[way]({ attempt, code }))}
        sendPasskey={async (response) => onAnswer(await server.signInWithPasskey({ response }))}
      >
        <Button variant="quiet" size="small" onPress={onOver}>
          {t('signin.start_over')}
        </Button>
      </SecondForm>
    </NarrowPage>
  );
}
