import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { CodeField } from '../../../web/ui/CodeField.tsx';
import { Form } from '../../../web/ui/Form.tsx';

interface SixDigitsProps {
  readonly label: string;
  readonly submit: string;
  readonly send: (code: string) => Promise<unknown>;
  readonly problem?: ReactNode;
  readonly wide?: boolean;
}

/** A form of one code. It is sent as soon as its last digit is there; a wrong one makes room for the right one. */
export function SixDigits({ label, submit, send, problem, wide = true }: SixDigitsProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const box = useRef<HTMLDivElement>(null);
  const [round, setRound] = useState(0);
  const go = async ({ code }: { readonly code: string }) => {
    await attempt(() => send(code));
    setRound((n) => n + 1);
  };
  return (
    <div ref={box}>
      <Form key={round} onSubmit={go} problem={banner ?? problem}>
        <CodeField
          name="code"
          label={label}
          autoFocus
          validate={(code) => (code.length === 6 ? undefined : t('signin.code.incomplete'))}
          // After the field's state has reached the form.
          onComplete={() => requestAnimationFrame(() => box.current?.querySelector('form')?.requestSubmit())}
        />
        <div>
          <Button type="submit" variant="primary" wide={wide}>
            {submit}
          </Button>
        </div>
      </Form>
    </div>
  );
}
