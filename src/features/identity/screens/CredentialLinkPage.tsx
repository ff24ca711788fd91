import { useEffect, useState } from 'react';
import { fullName } from '../../../core/person.ts';
import { ApiProblem } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form } from '../../../web/ui/Form.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { NewPasswordField } from '../../../web/ui/NewPasswordField.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { SecondForm } from './SecondForm.tsx';
import { SecondStep } from './SecondStep.tsx';
import { server } from './useSignIn.ts';
import type { SecondStep as Second } from './useSignIn.ts';

type Someone = Awaited<ReturnType<typeof server.openCredentialLink>>;

/**
 * Sets a password by a mailed link, or after a temporary one. The token stands behind the # and does nothing until a button is
 * pressed; whoever has a second factor shows it first, and goes on with another token.
 */
export function CredentialLinkPage() {
  const { t } = useHouse();
  const { go } = usePlace();
  const [token, setToken] = useState(() => location.hash.slice(1));
  const [who, setWho] = useState<Someone | 'gone' | null>(null);
  const [second, setSecond] = useState<Second | null>(null);
  const [failure, fail] = useState<Error | null>(null);
  useEffect(() => {
    const gone = (error: unknown) => error instanceof ApiProblem && (error.code === 'identity.link_not_usable' || error.code === 'request.invalid');
    server
      .openCredentialLink({ token })
      .then(setWho, (error: unknown) => (gone(error) ? setWho('gone') : fail(error instanceof Error ? error : new Error(String(error)))));
  }, [token]);
  if (failure) throw failure;
  if (second)
    return (
      <SecondStep
        second={second}
        onAnswer={(answer) => (answer.second ? setSecond(answer.second) : go('/', { replace: true }))}
        onOver={() => go('/sign-in', { replace: true })}
      />
    );
  if (who === 'gone') return <GoneLink />;
  if (!who) {
    return (
      <NarrowPage title={t('signin.link.title')}>
        <SkeletonLines lines={4} />
      </NarrowPage>
    );
  }
  if (who.second) return <ShowSecond token={token} who={who} second={who.second} onProved={setToken} />;
  return <SetPassword token={token} who={who} onSecond={setSecond} />;
}

function GoneLink() {
  const { t } = useHouse();
  return (
    <NarrowPage title={t('signin.link.gone')} sentence={t('signin.link.gone_text')}>
      <LinkButton href="/sign-in" variant="primary" wide>
        {t('signin.submit')}
      </LinkButton>
    </NarrowPage>
  );
}

interface ShowSecondProps {
  readonly token: string;
  readonly who: Someone;
  readonly second: NonNullable<Someone['second']>;
  readonly onProved: (token: string) => void;
}

function ShowSecond({ token, who, second, onProved }: ShowSecondProps) {
  const { t } = useHouse();
  const { go } = usePlace();
  return (
    <NarrowPage title={t('signin.second.title')} sentence={t('signin.link.second', { name: fullName(who), email: who.email })}>
      <SecondForm
        ways={second.ways}
        passkey={second.passkey}
        sendCode={async (way, code) => onProved((await server.proveCredentialLink({ token, proof: { way, code } })).token)}
        sendPasskey={async (response) => onProved((await server.proveCredentialLink({ token, proof: { way: 'passkey', response } })).token)}
      >
        <Button variant="quiet" size="small" onPress={() => go('/recover')}>
          {t('signin.link.no_second')}
        </Button>
      </SecondForm>
    </NarrowPage>
  );
}

function SetPassword({ token, who, onSecond }: { readonly token: string; readonly who: Someone; readonly onSecond: (second: Second) => void }) {
  const { t } = useHouse();
  const { go } = usePlace();
  const { attempt, banner } = useAttempt();
  const { email } = who;
  const words = [who.givenName, who.familyName];
  const set = ({ password }: { readonly password: string }) =>
    attempt(async () => {
      const { second } = await server.setFirstPassword({ token, password });
      if (second) onSecond(second);
      else go('/', { replace: true });
    });
  return (
    <NarrowPage title={t('signin.link.title')} sentence={t('signin.link.sentence', { name: fullName(who), email })}>
      <Form onSubmit={set} problem={banner}>
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <NewPasswordField
          name="password"
          label={t('signin.link.field')}
          help={t('signin.link.help')}
          autoFocus
          check={(password) => server.checkPassword({ password, email, words })}
        />
        <p className="text-13 text-muted">{t('signin.link.signs_out')}</p>
        <Button type="submit" variant="primary" wide>
          {t('signin.link.submit')}
        </Button>
      </Form>
    </NarrowPage>
  );
}
