import type { ReactNode } from 'react';
import type { MessageKey } from '../../../core/locale.ts';
import { useAct, useAccountId } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { HelperList } from '../../../web/ui/HelperList.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { accounts } from '../../accounts/contract.ts';
import type { VerificationShown } from '../contract.ts';

const kinds = { pending: 'info', asked: 'warning', authorized: 'success', rejected: 'danger' } as const;

/** The one thing that matters now: wait until a day, answer, or mend something; and who can, when the reader cannot. */
export function NextStep({ shown }: { readonly shown: VerificationShown }) {
  const { t, formatDate } = useHouse();
  const { status, next, company, contact, desk, question } = shown;
  const values = { company, center: desk.name, name: contact.name, email: contact.email, day: next.due ? formatDate(next.due, 'long') : '' };
  const kind = next.key === 'confirm' ? 'warning' : kinds[status];
  if (status === 'rejected')
    return (
      <Banner kind={kind} title={t(`accounts.rejected.${shown.reason ?? 'other'}`)} action={<Mend shown={shown} />}>
        <p>{t(`accounts.satisfy.${shown.reason ?? 'other'}` as MessageKey)}</p>
        {shown.note && <p className="mt-1 whitespace-pre-wrap">{t('accounts.vetting.note', { note: shown.note })}</p>}
        <Papers shown={shown} />
        <Others shown={shown} />
      </Banner>
    );
  const says = `verification.next.${next.key as 'done' | 'wait' | 'confirm' | 'answer'}` as const;
  return (
    <Banner kind={kind} title={t(`${says}.title`, values)} action={next.key === 'confirm' && shown.can.resend && <Resend email={contact.email} />}>
      {status === 'asked' && question && <Quote>{question}</Quote>}
      <p>{t(`${says}.text`, values)}</p>
      {status === 'asked' && <Papers shown={shown} />}
      <Others shown={shown} />
    </Banner>
  );
}

export function Quote({ children }: { readonly children: ReactNode }) {
  return <blockquote className="my-2 border-s-2 border-current/30 ps-3 break-words whitespace-pre-wrap">{children}</blockquote>;
}

function Mend({ shown: { next } }: { readonly shown: VerificationShown }) {
  const { t } = useHouse();
  const account = useAccountId() ?? '';
  if (!next.can || !next.link || (next.key !== 'correct_data' && next.key !== 'correct_contact')) return null;
  return (
    <LinkButton href={next.link.replace(':account', account)} variant="primary">
      {t(`verification.${next.key}`)}
    </LinkButton>
  );
}

function Resend({ email }: { readonly email: string }) {
  const { t } = useHouse();
  const resend = useAct(accounts.resendContactMail);
  return (
    <Button
      onPress={async () => {
        await resend.mutateAsync({});
        toast(t('verification.resent', { email }));
      }}
    >
      {t('verification.resend')}
    </Button>
  );
}

/** Where papers go: on this page, further down. */
function Papers({ shown: { can } }: { readonly shown: VerificationShown }) {
  const { t } = useHouse();
  return can.send ? (
    <p className="mt-1">
      <Link href="#papers">{t('verification.papers_here')}</Link>
    </p>
  ) : null;
}

/** Who of the company can do it, when the reader cannot. */
function Others({ shown: { next } }: { readonly shown: VerificationShown }) {
  const { t, formatList } = useHouse();
  if (next.can || next.roles.length === 0) return null;
  const roles = formatList(
    next.roles.map((role) => t(`roles.${role}` as MessageKey)),
    'disjunction',
  );
  return (
    <div className="mt-3 flex flex-col gap-3">
      <p>{t('verification.only_they', { roles })}</p>
      <HelperList people={next.people} />
    </div>
  );
}
