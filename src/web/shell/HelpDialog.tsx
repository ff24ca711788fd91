import { Suspense, useState } from 'react';
import { AccountProvider } from '../data.tsx';
import { useHouse } from '../house.tsx';
import { secondKey } from '../second/key.ts';
import { Button } from '../ui/Button.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Link } from '../ui/Link.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { Switch } from '../ui/Switch.tsx';
import { BesidePage } from './BesidePage.tsx';
import { singleKeysOn, switchSingleKeys } from './shortcuts.ts';
import { useSession } from '../session.tsx';
import { useSlots } from './slots.ts';

interface HelpDialogProps {
  /** Of the page that is open. */
  readonly pattern: string | undefined;
  /** The company that one works in: its admins are the first to ask. */
  readonly accountId: string | undefined;
  readonly onClose: () => void;
  /** Leads on to the calls of the open page. */
  readonly onCalls: () => void;
}

/** What the page is about, who in the company can help, how to reach the operator, and what the keyboard can do. */
export function HelpDialog({ pattern, accountId, onClose, onCalls }: HelpDialogProps) {
  const { t } = useHouse();
  const { refusal: parts, PageHelp } = useSlots();
  const { accounts } = useSession();
  const country = accounts.find((account) => account.accountId === accountId)?.country;
  return (
    <BesidePage onClose={onClose} title={t('shell.help')}>
      <div className="flex flex-col gap-6">
        {PageHelp && (
          <AccountProvider value={accountId}>
            <Suspense fallback={<SkeletonLines lines={8} />}>
              <PageHelp key={pattern} pattern={pattern} />
            </Suspense>
          </AccountProvider>
        )}
        {accountId && parts && (
          <AccountProvider value={accountId}>
            <Suspense fallback={<SkeletonLines lines={3} />}>
              <parts.Admins plain />
            </Suspense>
          </AccountProvider>
        )}
        <section className="flex flex-col gap-2">
          <h3 className="font-semibold">{t('shell.help.desk')}</h3>
          <Desk />
          <p>
            <Link href={country ? `/support?country=${country}` : '/support'}>{t('shell.help.directory')}</Link>
          </p>
          <p>
            <Link href="/verify">{t('shell.help.verify')}</Link>
          </p>
        </section>
        <section className="flex flex-col gap-2">
          <h3 className="font-semibold">{t('shell.help.keys')}</h3>
          <Keys />
        </section>
        <section className="flex flex-col items-start gap-2">
          <h3 className="font-semibold">{t('shell.help.calls')}</h3>
          <p className="text-muted">{t('shell.help.calls_text')}</p>
          <Button size="small" onPress={onCalls}>
            {t('shell.help.calls')}
          </Button>
        </section>
      </div>
    </BesidePage>
  );
}

function Desk() {
  const { t, center } = useHouse();
  const { name, deskEmail, deskPhone } = center;
  if (!deskEmail && !deskPhone) return <p className="text-muted">{t('shell.help.no_desk', { name })}</p>;
  return (
    <>
      <p className="text-muted">{t('shell.help.desk_text', { name })}</p>
      <ul className="flex flex-col gap-1">
        {deskEmail && (
          <li>
            <Link href={`mailto:${deskEmail}`}>{deskEmail}</Link>
          </li>
        )}
        {deskPhone && (
          <li>
            <Link href={`tel:${deskPhone.replaceAll(/[^+\d]/g, '')}`}>{deskPhone}</Link>
          </li>
        )}
      </ul>
    </>
  );
}

function Keys() {
  const { t } = useHouse();
  const [single, setSingle] = useState(singleKeysOn);
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  const lines = [
    { keys: [mac ? '⌘' : 'Ctrl', 'K'], says: t('shell.keys.search') },
    { keys: ['?'], says: t('shell.keys.help') },
    { keys: ['g', 'h'], says: t('shell.keys.home') },
    { keys: ['/'], says: t('shell.keys.filter') },
    { keys: [secondKey], says: t('shell.keys.second') },
    { keys: [secondKey, '↑', '↓'], says: t('shell.keys.second_walk') },
    { keys: ['Esc'], says: t('shell.keys.close') },
  ];
  return (
    <div className="flex flex-col gap-3">
      <dl className="flex flex-col">
        {lines.map((line) => (
          <div key={line.says} className="flex items-center justify-between gap-4 border-b border-line py-2 last:border-0">
            <dt>{line.says}</dt>
            <dd className="flex flex-none gap-1">
              {line.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <Switch
        name="single"
        label={t('shell.keys.single')}
        help={t('shell.keys.single_help')}
        value={single}
        onChange={(on) => {
          setSingle(on);
          switchSingleKeys(on);
        }}
      />
    </div>
  );
}
