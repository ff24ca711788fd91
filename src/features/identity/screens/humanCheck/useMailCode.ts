import { useEffect, useState } from 'react';
import { type Attempt, useAttempt } from '../../../../web/attempt.tsx';
import { server } from './useCheck.ts';

export interface MailCode {
  readonly sent: { readonly attempt: string; readonly email: string; readonly minutes: number } | null;
  readonly code: string;
  type(code: string): void;
  send(): Promise<unknown>;
  /** Forgets the code that was sent: it is used up. */
  drop(): void;
  readonly banner: Attempt['banner'];
}

/** A code to the mailbox of the address that stands in the form; with another address it is of no use any more. */
export function useMailCode(email: string): MailCode {
  const { attempt, banner } = useAttempt();
  const [sent, setSent] = useState<MailCode['sent']>(null);
  const [code, type] = useState('');
  const drop = () => {
    setSent(null);
    type('');
  };
  useEffect(drop, [email]);
  const send = () =>
    attempt(async () => {
      const { attempt: id, minutes } = await server.requestHumanCode({ email });
      setSent({ attempt: id, email, minutes });
      type('');
    });
  return { sent, code, type, send, drop, banner };
}
