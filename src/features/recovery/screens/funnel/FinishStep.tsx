import { useState } from 'react';
import { api } from '../../../../web/api.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { NarrowPage } from '../../../../web/shell/NarrowPage.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { Form } from '../../../../web/ui/Form.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { NewPasswordField } from '../../../../web/ui/NewPasswordField.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { identity } from '../../../identity/contract.ts';
import type { Opened, Recovery } from '../../contract/funnel.ts';
import { server } from './useRecover.ts';

const strength = api(identity);
type Finish = NonNullable<Opened['finish']>;
/** What is ticked and typed; the fields of lost passkeys are named by their ids. */
type Values = { readonly password?: string; readonly signInWay?: string; readonly authenticator?: boolean } & Readonly<Record<string, unknown>>;

interface FinishStepProps {
  readonly token: string;
  readonly recovery: Recovery;
  readonly finish: Finish;
  readonly onFinished: (answer: {
    readonly signedIn: boolean /** What protected them is gone: the way leads to a new one. */;
    readonly needsNewFactor: boolean;
  }) => void;
  readonly onRestart: () => void;
}

const lostOf = (finish: Finish, values: Values) => ({
  authenticator: finish.authenticator && values.authenticator === true,
  passkeys: finish.passkeys.map(({ passkeyId }) => passkeyId).filter((id) => values[id] === true),
});

/** Enough was shown: a new password, what is lost taken away, or another address to sign in with. */
export function FinishStep({ token, recovery, finish, onFinished, onRestart }: FinishStepProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const { trouble, email } = recovery;
  const hasFactors = finish.authenticator || finish.passkeys.length > 0;
  const [namesLost, nameLost] = useState(trouble === 'factor' && hasFactors);
  const initial = initialOf(recovery, finish);
  const [values, setValues] = useState<Values>(initial);
  const lost = namesLost ? lostOf(finish, values) : { authenticator: false, passkeys: [] };
  const staysProtected = hasFactors && Number(finish.authenticator && !lost.authenticator) + finish.passkeys.length - lost.passkeys.length > 0;
  const asksPassword = finish.password === 'needed' || (finish.passwordIsShort && !staysProtected);
  const choosesAddress = finish.addresses.length > 0 && (trouble === 'mailbox' || finish.mustChangeAddress);
  const send = (typed: Values) =>
    attempt(async () => {
      const { signedIn, lacksSecondFactor } = await server.finishRecovery({
        token,
        ...(asksPassword ? { password: typed.password } : {}),
        ...(namesLost ? { lost: lostOf(finish, typed) } : {}),
        ...(choosesAddress && typed.signInWay && typed.signInWay !== 'same' ? { signInWay: typed.signInWay } : {}),
      });
      onFinished({ signedIn, needsNewFactor: lacksSecondFactor && hasFactors });
    });
  const words = [finish.givenName, finish.familyName];
  const minimum = staysProtected ? finish.minimum.withSecondFactor : finish.minimum.alone;
  return (
    <NarrowPage title={t(asksPassword ? 'recovery.finish.password_title' : 'recovery.finish.title')} sentence={t('recovery.finish.sentence')}>
      <Form<Values> initial={initial} onSubmit={send} onChange={setValues} problem={banner}>
        {choosesAddress && <AddressField finish={finish} email={email} />}
        {namesLost && <LostFields finish={finish} />}
        {asksPassword && (
          <>
            <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
            <NewPasswordField
              name="password"
              label={t('recovery.finish.password')}
              help={t('recovery.finish.password_help', { minimum })}
              check={(password) => strength.checkPassword({ password, email, words })}
            />
          </>
        )}
        <div className="flex flex-col gap-3">
          <Button type="submit" variant="primary" wide>
            {t(asksPassword ? 'recovery.finish.set' : 'recovery.finish.go_in')}
          </Button>
          {hasFactors && !namesLost && (
            <Button variant="quiet" wide onPress={() => nameLost(true)}>
              {t('recovery.finish.also_lost')}
            </Button>
          )}
          <Button variant="quiet" wide onPress={onRestart}>
            {t('recovery.restart')}
          </Button>
        </div>
      </Form>
    </NarrowPage>
  );
}

/** Whoever lost a phone or a key has most likely lost all that is not shown; each can be kept. */
const initialOf = ({ trouble, opened }: Recovery, finish: Finish): Values => {
  const isShown = (kind: string) => opened?.ways.some((way) => way.kind === kind && way.state === 'shown') ?? false;
  const lost = trouble === 'factor';
  return {
    authenticator: lost && !isShown('totp'),
    ...Object.fromEntries(finish.passkeys.map(({ passkeyId }) => [passkeyId, lost && !isShown('passkey')])),
    signInWay: finish.addresses[0]?.way ?? 'same',
  };
};

function AddressField({ finish, email }: { readonly finish: Finish; readonly email: string }) {
  const { t } = useHouse();
  return (
    <RadioGroup
      name="signInWay"
      label={t('recovery.finish.address')}
      help={t('recovery.finish.address_help')}
      choices={[
        ...finish.addresses.map(({ way, email: address }) => ({ id: way, label: address })),
        ...(finish.mustChangeAddress ? [] : [{ id: 'same', label: t('recovery.finish.same_address', { email }) }]),
      ]}
    />
  );
}

function LostFields({ finish }: { readonly finish: Finish }) {
  const { t } = useHouse();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-14 font-medium">{t('recovery.finish.lost')}</legend>
      <p className="-mt-1 mb-1 text-13 text-muted">{t('recovery.finish.lost_help')}</p>
      {finish.authenticator && (
        <Checkbox name="authenticator" label={t('recovery.kind.totp', { hint: '' })} optional>
          {t('recovery.kind.totp', { hint: '' })}
        </Checkbox>
      )}
      {finish.passkeys.map(({ passkeyId, name }) => (
        <Checkbox key={passkeyId} name={passkeyId} label={name} optional>
          {t('recovery.finish.passkey', { name })}
        </Checkbox>
      ))}
    </fieldset>
  );
}

/** The password is set; the second factor that is still theirs is asked for where sign-ins are. */
export function PasswordSet() {
  const { t } = useHouse();
  return (
    <NarrowPage title={t('recovery.set.title')} sentence={t('recovery.set.sentence')}>
      <LinkButton href="/sign-in" variant="primary" wide>
        {t('recovery.sign_in')}
      </LinkButton>
    </NarrowPage>
  );
}
