import { Building2, Mail, Pencil } from 'lucide-react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form } from '../../../web/ui/Form.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { PasswordField } from '../../../web/ui/PasswordField.tsx';
import type { SignInAnswer } from '../contract.ts';
import type { DirectoryOffer } from './directoryWay.ts';
import { CannotGetIn } from './CannotGetIn.tsx';
import { canUsePasskeys } from './passkeys.ts';
import { PasskeyButton } from './PasskeyButton.tsx';
import { requestCode, server } from './useSignIn.ts';
import type { SentCode } from './useSignIn.ts';

interface WaysStepProps {
  readonly email: string;
  readonly passkey: Record<string, unknown>;
  /** Directories of companies that speak for the address. */
  readonly offers: readonly DirectoryOffer[];
  readonly onOffer: (offer: DirectoryOffer) => Promise<void>;
  readonly onAnswer: (answer: SignInAnswer) => void;
  readonly onCode: (sent: SentCode) => void;
  readonly onOther: () => void;
}

/** The same for everyone: password, passkey, a code to the mailbox. */
export function WaysStep({ email, passkey, offers, onOffer, onAnswer, onCode, onOther }: WaysStepProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const withPassword = ({ password }: { readonly password: string }) => attempt(async () => onAnswer(await server.signInWithPassword({ email, password })));
  return (
    <NarrowPage title={t('signin.title')} foot={<CannotGetIn email={() => email} />}>
      <Address email={email} onOther={onOther} />
      {offers.map((offer) => (
        <Button key={offer.directoryId} wide variant="primary" icon={Building2} onPress={() => attempt(() => onOffer(offer))}>
          {t('signin.directory.with', { name: offer.name })}
        </Button>
      ))}
      {offers.length > 0 && <Or />}
      <Form onSubmit={withPassword} problem={banner}>
        {/* Password managers look for the name beside the password. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordField name="password" label={t('signin.password')} autoFocus={offers.length === 0} />
        <Button type="submit" variant={offers.length > 0 ? 'secondary' : 'primary'} wide>
          {t('signin.submit')}
        </Button>
      </Form>
      <Or />
      <div className="flex flex-col gap-3">
        {canUsePasskeys() && <PasskeyButton options={passkey} send={async (response) => onAnswer(await server.signInWithPasskey({ response }))} />}
        <Button wide icon={Mail} onPress={() => attempt(async () => onCode(await requestCode(email)))}>
          {t('signin.with_code')}
        </Button>
      </div>
    </NarrowPage>
  );
}

function Or() {
  const { t } = useHouse();
  return (
    <p className="flex items-center gap-3 text-13 text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {t('signin.or')}
    </p>
  );
}

function Address({ email, onOther }: { readonly email: string; readonly onOther: () => void }) {
  const { t } = useHouse();
  return (
    <div className="-mt-2 flex items-center justify-between gap-3 rounded-control bg-sunken py-1 ps-3 pe-1">
      <p className="min-w-0 text-14 break-words">
        <span className="sr-only">{t('signin.as')} </span>
        {email}
      </p>
      <IconButton icon={Pencil} size="small" label={t('signin.other_address')} onPress={onOther} />
    </div>
  );
}
