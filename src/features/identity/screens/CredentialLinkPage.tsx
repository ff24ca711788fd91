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
import { SecondStep } from './SecondStep.tsx';
import { server } from './useSignIn.ts';
import type { SecondStep as Second } from './useSignIn.ts';

interface Someone {
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
}

/** The mailed link of someone who has no password yet. Its token stands behind the # and is sent only by a press of a button. */
export function CredentialLinkPage() {
  const { t } = useHouse();
  const { go } = usePlace();
  const [token] = useState(() => location.hash.slice(1));
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
        <Button type="submit" variant="primary" wide>
          {t('signin.link.submit')}
        </Button>
      </Form>
    </NarrowPage>
  );
}
