import { useRef, useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { signInPath } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { CodeField } from '../../../../web/ui/CodeField.tsx';
import { Form } from '../../../../web/ui/Form.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { type Proved, server } from './door.ts';

interface ProveProps {
  readonly token: string;
  readonly onProved: (proved: Proved) => void;
}

/** A work mailbox, shown by a mailed code; whoever is known here signs in instead. */
export function Prove({ token, onProved }: ProveProps) {
  const { t } = useHouse();
  const [sent, setSent] = useState<{ readonly attempt: string; readonly email: string } | null>(null);
  const [known, setKnown] = useState<string | null>(null);
  const { attempt, banner } = useAttempt();
  const signIn = (
    <LinkButton href={`${signInPath('/customer-invitation')}&again=1`} wide variant={known ? 'primary' : undefined}>
      {t('customer_invitation.sign_in')}
    </LinkButton>
  );
  if (known)
    return (
      <>
        <Banner kind="info">{t('customer_invitation.known', { email: known })}</Banner>
        {signIn}
      </>
    );
  if (sent)
    return <Code token={token} sent={sent} onAgain={() => setSent(null)} onProved={(proved) => (proved.isKnown ? setKnown(proved.email) : onProved(proved))} />;
  return (
    <Form<{ email: string }>
      problem={banner}
      onSubmit={({ email }) =>
        attempt(async () => setSent({ email: email.trim(), attempt: (await server.proveCustomerMailbox({ token, email: email.trim() })).attempt }))
      }
    >
      <p className="text-14">{t('customer_invitation.prove_text')}</p>
      <TextField
        name="email"
        type="email"
        label={t('customer_invitation.email')}
        autoComplete="email"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={254}
      />
      <Button type="submit" variant="primary" wide>
        {t('customer_invitation.send_code')}
      </Button>
      {signIn}
    </Form>
  );
}

interface CodeProps extends ProveProps {
  readonly sent: { readonly attempt: string; readonly email: string };
  readonly onAgain: () => void;
}

function Code({ token, sent, onAgain, onProved }: CodeProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const [round, setRound] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const check = async ({ code }: { readonly code: string }) => {
    await attempt(async () => onProved(await server.checkCustomerCode({ token, attempt: sent.attempt, code })));
    setRound((n) => n + 1);
  };
  return (
    <div ref={box} className="flex flex-col gap-4">
      <p className="text-14">{t('customer_invitation.code_text', { email: sent.email })}</p>
      <Form<{ code: string }> key={round} onSubmit={check} problem={banner}>
        <CodeField
          name="code"
          label={t('customer_invitation.code')}
          autoFocus
          validate={(code) => (code.length === 6 ? undefined : t('customer_invitation.code_short'))}
          onComplete={() => requestAnimationFrame(() => box.current?.querySelector('form')?.requestSubmit())}
        />
        <Button type="submit" variant="primary" wide>
          {t('customer_invitation.continue')}
        </Button>
      </Form>
      <Button variant="quiet" size="small" onPress={onAgain}>
        {t('customer_invitation.again')}
      </Button>
    </div>
  );
}
