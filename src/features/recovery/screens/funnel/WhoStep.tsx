import { useState } from 'react';
import { ApiProblem } from '../../../../web/api.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { NarrowPage } from '../../../../web/shell/NarrowPage.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form } from '../../../../web/ui/Form.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import type { HumanProof } from '../../../identity/contract/humanChecks.ts';
import { HumanCheck } from '../../../identity/screens/HumanCheck.tsx';
import { typedAddress } from '../../../identity/screens/typedAddress.ts';
import type { Trouble } from '../../contract/funnel.ts';
import { server } from './useRecover.ts';

/** The user ID, and the check that somebody is there. What was typed stays when the check has to be made anew. */
export function WhoStep({ trouble, onBegun }: { readonly trouble: Trouble; readonly onBegun: (token: string) => void }) {
  const { t, locale } = useHouse();
  const { attempt, banner } = useAttempt();
  const [email, setEmail] = useState(typedAddress);
  const [proof, setProof] = useState<HumanProof | null>(null);
  const [{ round, wrong }, refuse] = useState({ round: 0, wrong: false });
  const [isEarly, setEarly] = useState(false);
  const start = (values: { readonly email: string }) => {
    setEarly(!proof);
    if (!proof) return undefined;
    return attempt(async () => {
      try {
        const { token } = await server.startRecovery({ email: values.email, trouble, human: proof, locale });
        onBegun(token);
      } catch (error) {
        const isWrong = error instanceof ApiProblem && error.code === 'identity.human_check_wrong';
        refuse({ round: round + 1, wrong: isWrong });
        // The check says itself that it was not right.
        if (!isWrong) throw error;
      }
    });
  };
  return (
    <NarrowPage title={t('recovery.who.title')} sentence={t('recovery.who.sentence')}>
      <Form initial={{ email }} onSubmit={start} onChange={(values) => setEmail(values.email)} problem={banner}>
        <TextField
          name="email"
          type="email"
          label={t('recovery.who.email')}
          help={trouble === 'mailbox' ? t('recovery.who.email_help_mailbox') : t('recovery.who.email_help')}
          autoComplete="username"
          inputMode="email"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={254}
          validate={(typed) => (/^\S+@\S+\.\S+$/.test(typed.trim()) ? undefined : t('signin.email_wrong'))}
        />
        <HumanCheck email={email} onProof={setProof} round={round} wrong={wrong} />
        {isEarly && !proof && <Banner kind="info">{t('recovery.who.check_first')}</Banner>}
        <div className="flex flex-col gap-3">
          <Button type="submit" variant="primary" wide>
            {t('recovery.next')}
          </Button>
          <LinkButton href={`/recover?step=account&trouble=${trouble}`} variant="quiet" wide>
            {t('recovery.back')}
          </LinkButton>
        </div>
      </Form>
    </NarrowPage>
  );
}
