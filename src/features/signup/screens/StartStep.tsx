import { AtSign, FileSignature, IdCard, Landmark } from 'lucide-react';
import { useEffect } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import type { Icon } from '../../../web/ui/icon.ts';
import { Form } from '../../../web/ui/Form.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { server } from './useSignUp.ts';
import type { Sent } from './useSignUp.ts';

const needs = [
  { name: 'email', icon: AtSign },
  { name: 'legal', icon: Landmark },
  { name: 'authority', icon: FileSignature },
  { name: 'contact', icon: IdCard },
] as const;

/** The work e-mail, and beside it what one should have at hand before beginning. */
export function StartStep({ onSent }: { readonly onSent: (sent: Sent) => void }) {
  const { t, locale, center } = useHouse();
  const { attempt, banner } = useAttempt();
  useEffect(() => {
    document.title = `${t('signup.title')} · ${center.name}`;
  }, [t, center.name]);
  const start = ({ email }: { readonly email: string }) =>
    attempt(async () => {
      const sent = await server.start({ email, locale });
      onSent({ signUpId: sent.signUpId, email: sent.email, sentAt: Date.now() });
    });
  return (
    <div className="mx-auto grid w-full max-w-[60rem] gap-x-16 gap-y-10 px-4 pt-[max(1rem,7vh)] pb-16 sm:px-8 nav:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
      <div className="flex flex-col gap-6">
        <header className="flex flex-col gap-2">
          <h1 id="page-title" tabIndex={-1} className="text-32 font-semibold tracking-[-0.018em] text-balance [:lang(zh)_&]:tracking-normal">
            {t('signup.start.title', { center: center.name })}
          </h1>
          <p className="text-16 text-muted">{t('signup.start.sentence')}</p>
        </header>
        <Form onSubmit={start} problem={banner}>
          <TextField
            name="email"
            type="email"
            label={t('signup.start.email')}
            help={t('signup.start.email_help')}
            autoComplete="email"
            inputMode="email"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={254}
            validate={(email) => (/^\S+@\S+\.\S+$/.test(email.trim()) ? undefined : t('signup.start.email_wrong'))}
          />
          <Button type="submit" variant="primary" wide>
            {t('signup.start.send')}
          </Button>
        </Form>
        <p className="text-14 text-muted">
          {t('signup.start.known')} <Link href="/sign-in">{t('signup.start.sign_in')}</Link>
        </p>
      </div>
      <aside aria-labelledby="signup-needs" className="flex flex-col gap-4 nav:pt-3">
        <h2 id="signup-needs" className="text-14 font-semibold">
          {t('signup.start.needs')}
        </h2>
        <ul className="flex flex-col gap-5">
          {needs.map(({ name, icon }) => (
            <Need key={name} icon={icon} title={t(`signup.need.${name}.title`)} text={t(`signup.need.${name}.text`)} />
          ))}
        </ul>
      </aside>
    </div>
  );
}

function Need({ icon: Mark, title, text }: { readonly icon: Icon; readonly title: string; readonly text: string }) {
  return (
    <li className="flex gap-3 text-14">
      <Mark size={20} aria-hidden className="mt-0.5 flex-none text-muted" />
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        <p className="text-muted">{text}</p>
      </div>
    </li>
  );
}
