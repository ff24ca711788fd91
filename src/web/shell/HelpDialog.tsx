import { Suspense, useState } from 'react';
import { AccountProvider } from '../data.tsx';
import { useHouse } from '../house.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Link } from '../ui/Link.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { Switch } from '../ui/Switch.tsx';
import { singleKeysOn, switchSingleKeys } from './shortcuts.ts';
import { useSession } from '../session.tsx';
import { useSlots } from './slots.ts';

interface HelpDialogProps {
  /** The company that one works in: its admins are the first to ask. */
  readonly accountId: string | undefined;
  readonly onClose: () => void;
}

/** Who in the company can help, how to reach the operator, and what the keyboard can do. */
export function HelpDialog({ accountId, onClose }: HelpDialogProps) {
  const { t } = useHouse();
  const { refusal: parts } = useSlots();
  const { accounts } = useSession();
  const country = accounts.find((account) => account.accountId === accountId)?.country;
  return (
    <Dialog open onClose={onClose} title={t('shell.help')}>
      <div className="flex flex-col gap-6">
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
      </div>
    </Dialog>
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
