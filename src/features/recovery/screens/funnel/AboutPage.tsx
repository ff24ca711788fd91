import type { ReactNode } from 'react';
import type { MessageKey } from '../../../../core/locale.ts';
import { useHouse } from '../../../../web/house.tsx';
import { NarrowPage } from '../../../../web/shell/NarrowPage.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import type { About } from './useRecover.ts';

interface Part {
  readonly title: MessageKey;
  readonly text: MessageKey;
  readonly link?: readonly [href: string, label: MessageKey];
}
/** What a page explains, and where its button leads. */
const pages: Readonly<Record<About, { readonly parts: readonly Part[]; readonly action: readonly [href: string, label: MessageKey] }>> = {
  personal: {
    parts: [
      { title: 'recovery.personal.yours', text: 'recovery.personal.yours_text' },
      { title: 'recovery.personal.same', text: 'recovery.personal.same_text' },
      { title: 'recovery.personal.none', text: 'recovery.personal.none_text', link: ['/sign-up', 'recovery.personal.sign_up'] },
    ],
    action: ['/recover?step=who&trouble=password', 'recovery.personal.go_on'],
  },
  refused: {
    parts: [
      { title: 'recovery.refused.role', text: 'recovery.refused.role_text' },
      { title: 'recovery.refused.program', text: 'recovery.refused.program_text' },
      { title: 'recovery.refused.company', text: 'recovery.refused.company_text' },
      { title: 'recovery.refused.identity', text: 'recovery.refused.identity_text' },
    ],
    action: ['/sign-in', 'recovery.sign_in'],
  },
  nobody: {
    parts: [
      { title: 'recovery.nobody.colleagues', text: 'recovery.nobody.colleagues_text', link: ['/sign-in', 'recovery.nobody.colleagues_link'] },
      { title: 'recovery.nobody.domain', text: 'recovery.nobody.domain_text' },
      { title: 'recovery.nobody.request', text: 'recovery.nobody.request_text', link: ['/request-access', 'recovery.nobody.request_link'] },
      { title: 'recovery.nobody.phone', text: 'recovery.nobody.phone_text', link: ['/support', 'recovery.nobody.phone_link'] },
    ],
    action: ['/recover?step=account&trouble=nobody', 'recovery.nobody.go_on'],
  },
  verify: {
    parts: [
      { title: 'recovery.verify.where', text: 'recovery.verify.where_text' },
      { title: 'recovery.verify.contact', text: 'recovery.verify.contact_text' },
      { title: 'recovery.verify.stuck', text: 'recovery.verify.stuck_text', link: ['/support', 'recovery.nobody.phone_link'] },
    ],
    action: ['/sign-in', 'recovery.sign_in'],
  },
  user: {
    parts: [
      { title: 'recovery.user.where', text: 'recovery.user.where_text' },
      { title: 'recovery.user.what', text: 'recovery.user.what_text' },
      { title: 'recovery.user.who', text: 'recovery.user.who_text' },
    ],
    action: ['/sign-in', 'recovery.sign_in'],
  },
};

/** Explains, where explaining is what helps. */
export function AboutPage({ about }: { readonly about: About }) {
  const { t } = useHouse();
  const { parts, action } = pages[about];
  return (
    <NarrowPage title={t(`recovery.${about}.title`)} sentence={t(`recovery.${about}.sentence`)}>
      <Parts parts={parts} />
      <div className="flex flex-col gap-3">
        <LinkButton href={action[0]} variant="primary" wide>
          {t(action[1])}
        </LinkButton>
        <LinkButton href="/recover" variant="quiet" wide>
          {t('recovery.back')}
        </LinkButton>
      </div>
    </NarrowPage>
  );
}

function Parts({ parts }: { readonly parts: readonly Part[] }): ReactNode {
  const { t } = useHouse();
  return (
    <ul className="flex flex-col gap-5">
      {parts.map(({ title, text, link }) => (
        <li key={title} className="flex flex-col gap-1 text-14">
          <h2 className="font-semibold">{t(title)}</h2>
          <p className="text-muted">{t(text)}</p>
          {link && (
            <p>
              <Link href={link[0]}>{t(link[1])}</Link>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Where there is nobody to ask and nothing to show: the same four ways for everyone. */
export function OtherHelp() {
  const parts = pages.nobody.parts;
  return <Parts parts={parts} />;
}
