import { Fingerprint, ListOrdered, Mail, MoreHorizontal, Phone, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Menu } from '../../../web/ui/Menu.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { identity } from '../contract.ts';
import type { WayLine as Way } from '../contract.ts';
import { sentTo, WayCode } from './WayCode.tsx';
import type { SentTo } from './WayCode.tsx';
import { TestFactor } from './TestFactor.tsx';

const icons = { email: Mail, phone: Phone, passkey: Fingerprint, totp: Smartphone, recovery_code: ListOrdered } as const;

interface WayLineProps {
  readonly way: Way;
  /** A code that was sent to it and is waited for. */
  readonly sent: SentTo | null;
  readonly onSent: (sent: SentTo | null) => void;
}

/** One way: what it is, since when, whether it was tried lately, and what can be done with it. */
export function WayLine({ way, sent, onSent }: WayLineProps) {
  const { t } = useHouse();
  const [isTesting, test] = useState(false);
  const { attempt, banner } = useAttempt();
  const send = useAct(identity.sendWayCode);
  const name = way.value ?? t(`security.ways.kind.${way.kind}`);
  const Mark = icons[way.kind];
  const begin = () => {
    const { key, kind } = way;
    if (kind === 'passkey' || kind === 'totp') return test(true);
    if (kind === 'recovery_code') return;
    return attempt(async () => onSent(sentTo(await send.mutateAsync({ key }), kind, name)));
  };
  return (
    <li className="flex flex-col gap-3 border-b border-line py-3 last:border-0">
      <div className="flex items-center gap-3">
        <Mark size={20} aria-hidden className="flex-none text-muted" />
        <div className="min-w-0 flex-1 text-14">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium break-words">
            <span className="min-w-0 break-words tabular-nums">{name}</span>
            {!way.isProved && <Status kind="warning">{t('security.ways.waiting')}</Status>}
          </p>
          <p className="text-13 text-muted">
            <Facts way={way} />
          </p>
        </div>
        {way.can.test && !sent && !isTesting && (
          <Button
            variant="quiet"
            size="small"
            onPress={begin}
            aria-label={t('ui.named', { label: t(way.isProved ? 'security.ways.test' : 'security.ways.enter'), value: name })}
          >
            {t(way.isProved ? 'security.ways.test' : 'security.ways.enter')}
          </Button>
        )}
        {way.can.remove && <More way={way} name={name} />}
      </div>
      {banner}
      {sent && <WayCode sent={{ ...sent, to: name }} onSent={onSent} onEnd={() => onSent(null)} />}
      {isTesting && <TestFactor kind={way.kind === 'passkey' ? 'passkey' : 'totp'} name={name} onEnd={() => test(false)} />}
    </li>
  );
}

function Facts({ way }: { readonly way: Way }) {
  const { t, formatDate, formatRelative } = useHouse();
  const facts = [
    // An app and codes are called what they are; the others say it here.
    way.value !== null && t(`security.ways.kind.${way.isSignIn ? 'sign_in' : way.kind}`),
    way.left !== null && t('security.ways.left', { left: way.left }),
    way.isProved && t('security.ways.since', { date: formatDate(way.since) }),
    way.isProved &&
      way.kind !== 'recovery_code' &&
      (way.testedAt ? t('security.ways.tested', { ago: formatRelative(way.testedAt) }) : t('security.ways.untested')),
  ];
  return facts.filter(Boolean).join(' · ');
}

function More({ way, name }: { readonly way: Way; readonly name: string }) {
  const { t } = useHouse();
  const [asking, ask] = useState<'use' | 'remove' | null>(null);
  const { attempt, banner } = useAttempt();
  const [use, remove] = [useAct(identity.useForSignIn), useAct(identity.removeWay)];
  const { key } = way;
  const done = (act: () => Promise<unknown>, sentence: string) => async () => {
    await attempt(async () => {
      await act();
      toast(sentence);
    });
  };
  return (
    <>
      <Menu
        label={t('security.ways.more', { name })}
        trigger={<IconButton icon={MoreHorizontal} size="small" label={t('security.ways.more', { name })} />}
        groups={[
          {
            id: 'acts',
            entries: [
              ...(way.can.useForSignIn ? [{ id: 'use', label: t('security.ways.use'), onAct: () => ask('use') }] : []),
              { id: 'remove', label: t('security.ways.remove'), danger: true, onAct: () => ask('remove') },
            ],
          },
        ]}
      />
      {banner}
      <ConfirmDialog
        open={asking === 'use'}
        danger={false}
        onClose={() => ask(null)}
        title={t('security.ways.use_title', { email: name })}
        text={t('security.ways.use_text')}
        confirm={t('security.ways.use')}
        onConfirm={done(() => use.mutateAsync({ key }), t('security.ways.used', { email: name }))}
      />
      <ConfirmDialog
        open={asking === 'remove'}
        onClose={() => ask(null)}
        title={t('security.ways.remove_title', { name })}
        text={t('security.ways.remove_text')}
        confirm={t('security.ways.remove')}
        onConfirm={done(() => remove.mutateAsync({ key }), t('security.ways.removed', { name }))}
      />
    </>
  );
}
