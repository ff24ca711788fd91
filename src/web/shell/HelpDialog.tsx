import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useHouse } from '../house.tsx';
import type { SessionActs } from '../session.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { Switch } from '../ui/Switch.tsx';
import { singleKeysOn, switchSingleKeys } from './shortcuts.ts';

interface HelpDialogProps {
  readonly acts: SessionActs;
  readonly onClose: () => void;
}

/** How to reach the operator, and what the keyboard can do. */
export function HelpDialog({ acts, onClose }: HelpDialogProps) {
  const { t } = useHouse();
  return (
    <Dialog open onClose={onClose} title={t('shell.help')}>
      <div className="flex flex-col gap-6">
        <section className="flex flex-col gap-2">
          <h3 className="font-semibold">{t('shell.help.desk')}</h3>
          <Desk acts={acts} />
        </section>
        <section className="flex flex-col gap-2">
          <h3 className="font-semibold">{t('shell.help.keys')}</h3>
          <Keys />
        </section>
      </div>
    </Dialog>
  );
}

function Desk({ acts }: { readonly acts: SessionActs }) {
  const { t, center } = useHouse();
  const { data, isError } = useQuery({ queryKey: ['desk'], queryFn: acts.readDesk, staleTime: 600_000, throwOnError: false });
  if (!data && !isError) return <SkeletonLines lines={2} />;
  if (!data?.email && !data?.phone) return <p className="text-muted">{t('shell.help.no_desk', { name: center.name })}</p>;
  return (
    <>
      <p className="text-muted">{t('shell.help.desk_text', { name: center.name })}</p>
      <ul className="flex flex-col gap-1">
        {data.email && (
          <li>
            <a href={`mailto:${data.email}`} className="text-accent-ink underline underline-offset-3">
              {data.email}
            </a>
          </li>
        )}
        {data.phone && (
          <li>
            <a href={`tel:${data.phone.replaceAll(/[^+\d]/g, '')}`} className="text-accent-ink underline underline-offset-3">
              {data.phone}
            </a>
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
