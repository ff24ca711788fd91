import { Eye, ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { localeNames } from '../../../core/locale.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { buttonLook } from '../../../web/ui/buttonLook.ts';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { center } from '../contract.ts';
import { stateKinds } from './mailState.ts';

type OpenMail = NonNullable<ReturnType<typeof useRead<typeof center.getMail>>['data']>;

/** One mail as its reader gets it. What would let one in stays hidden until it is asked for, and then it is noted. */
export function MailPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const { data } = useRead(center.getMail, { mailId: params['mailId'] ?? '' });
  // Kept by this page only: it must not be found again in memory after leaving.
  const [revealed, setRevealed] = useState<OpenMail | null>(null);
  const mail = revealed ?? data;
  return (
    <Page
      title={mail?.subject ?? t('mailbox.mail')}
      titleLang={mail?.subject ? mail.locale : undefined}
      width="reading"
      crumbs={[{ label: t('mailbox.title'), href: '/operator/mailbox' }]}
      mark={mail && <Status kind={stateKinds[mail.state]}>{t(`mailbox.state.${mail.state}`)}</Status>}
    >
      {mail ? <OpenedMail mail={mail} onReveal={setRevealed} /> : <SkeletonLines lines={6} />}
    </Page>
  );
}

function OpenedMail({ mail, onReveal }: { readonly mail: OpenMail; readonly onReveal: (mail: OpenMail) => void }) {
  const { t, formatDate } = useHouse();
  return (
    <>
      <DescriptionList
        facts={[
          { label: t('mailbox.recipient'), value: mail.recipient },
          { label: t('mailbox.channel'), value: t(`mailbox.channel.${mail.channel}`) },
          { label: t('mailbox.at'), value: formatDate(mail.askedAt, 'moment') },
          { label: t('mailbox.language'), value: localeNames[mail.locale] },
          { label: t('mailbox.template'), value: <span className="font-mono text-13">{mail.template}</span> },
        ]}
      />
      {mail.failure && (
        <Banner kind={mail.failure === 'no_longer_wanted' ? 'info' : 'danger'}>
          {mail.failure === 'no_longer_wanted' ? t('mailbox.no_longer_wanted') : mail.failure}
        </Banner>
      )}
      {mail.isBlanked && <Blanked mail={mail} onReveal={onReveal} />}
      {mail.content ? (
        <Letter content={mail.content} isBlanked={mail.isBlanked} locale={mail.locale} />
      ) : (
        <p className="text-14 text-muted">{t(`mailbox.no_content.${mail.state === 'kept' ? 'queued' : mail.state}`)}</p>
      )}
    </>
  );
}

function Blanked({ mail, onReveal }: { readonly mail: OpenMail; readonly onReveal: (mail: OpenMail) => void }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const reveal = useAct(center.revealMail);
  return (
    <>
      {banner}
      <Banner
        kind="info"
        action={
          mail.can.reveal && (
            <Button icon={Eye} onPress={() => attempt(async () => onReveal(await reveal.mutateAsync({ mailId: mail.mailId })))}>
              {t('mailbox.reveal')}
            </Button>
          )
        }
      >
        {t(mail.can.reveal ? 'mailbox.blanked_root' : 'mailbox.blanked')}
      </Banner>
    </>
  );
}

interface LetterProps {
  readonly content: NonNullable<OpenMail['content']>;
  readonly isBlanked: boolean;
  readonly locale: string;
}

/** The mail itself, in its reader's language. */
function Letter({ content, isBlanked, locale }: LetterProps) {
  const { code, action, paragraphs, notes = [], unsubscribe, english } = content;
  return (
    <article lang={locale} className="flex flex-col gap-4 rounded-card border border-line bg-surface p-6 text-16 sm:p-8">
      {paragraphs.map((paragraph) => (
        <p key={paragraph} className="break-words whitespace-pre-line">
          {paragraph}
        </p>
      ))}
      {code && (
        <p className="font-mono text-24 font-semibold tracking-[0.16em]" translate="no">
          {code}
        </p>
      )}
      {action && (
        <div className="flex flex-col items-start gap-2">
          {isBlanked ? (
            <span className={buttonLook({ variant: 'secondary' }, 'pointer-events-none opacity-60')}>{action.label}</span>
          ) : (
            <a href={action.url} target="_blank" rel="noreferrer" className={buttonLook({ variant: 'primary' })}>
              {action.label}
              <ExternalLink size={16} aria-hidden />
            </a>
          )}
          <span className="font-mono text-12 break-all text-muted" translate="no">
            {action.url}
          </span>
        </div>
      )}
      {notes.map((note) => (
        <p key={note} className="text-13 break-words text-muted">
          {note}
        </p>
      ))}
      {unsubscribe && !isBlanked && (
        <a href={unsubscribe.url} target="_blank" rel="noreferrer" className="text-13 text-muted underline">
          {unsubscribe.label}
        </a>
      )}
      {english && (
        <a href={english.url} lang="en" target="_blank" rel="noreferrer" className="text-13 text-muted underline">
          {english.label}
        </a>
      )}
    </article>
  );
}
