import { Monitor, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Badge } from '../../../web/ui/Badge.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { identity } from '../contract.ts';

interface OpenSession {
  readonly sessionId: string;
  readonly device: { readonly browser: string | null; readonly system: string | null };
  readonly address: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly current: boolean;
}

/** Every device that is signed in; each can be signed out from here, at once. */
export function SessionsSection() {
  const { t } = useHouse();
  const { data } = useRead(identity.listSessions, {});
  const endOthers = useAct(identity.endOtherSessions);
  const { attempt, banner } = useAttempt();
  const [asking, ask] = useState(false);
  const sessions: readonly OpenSession[] = [...(data?.items ?? [])].sort((a, b) => Number(b.current) - Number(a.current));
  return (
    <Section
      title={t('security.sessions.title')}
      text={t('security.sessions.text')}
      action={sessions.length > 1 && <Button onPress={() => ask(true)}>{t('security.sessions.end_others')}</Button>}
    >
      {banner}
      {data ? (
        <ul className="flex flex-col">
          {sessions.map((session) => (
            <SessionLine key={session.sessionId} session={session} />
          ))}
        </ul>
      ) : (
        <SkeletonLines lines={3} />
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => ask(false)}
        title={t('security.sessions.end_others_title')}
        text={t('security.sessions.end_others_text')}
        confirm={t('security.sessions.end_others')}
        onConfirm={async () => {
          await attempt(async () => toast(t('security.sessions.others_ended', { count: (await endOthers.mutateAsync({})).ended })));
        }}
      />
    </Section>
  );
}

const phones = ['iPhone', 'iPad', 'Android'];

function SessionLine({ session: { sessionId, device, address, createdAt, lastUsedAt, current } }: { readonly session: OpenSession }) {
  const { t, formatDate, formatRelative } = useHouse();
  const end = useAct(identity.endSession);
  const { attempt, banner } = useAttempt();
  const name = [device.browser, device.system].filter(Boolean).join(' · ') || t('security.sessions.unknown');
  const Mark = device.system && phones.includes(device.system) ? Smartphone : Monitor;
  const signOut = () =>
    attempt(async () => {
      await end.mutateAsync({ sessionId });
      toast(t('security.sessions.ended', { device: name }));
    });
  return (
    <li className="flex flex-col gap-3 border-b border-line py-3 last:border-0">
      <div className="flex flex-wrap items-center gap-3">
        <Mark size={20} aria-hidden className="flex-none text-muted" />
        <div className="min-w-0 flex-1 basis-56 text-14">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            {name}
            {current && <Badge accent>{t('security.sessions.this')}</Badge>}
          </p>
          <p className="text-13 text-muted">
            {t('security.sessions.line', {
              address: address ?? t('security.sessions.no_address'),
              ago: formatRelative(lastUsedAt),
              date: formatDate(createdAt),
            })}
          </p>
        </div>
        {!current && (
          <Button size="small" aria-label={t('security.sessions.end_named', { device: name })} onPress={signOut}>
            {t('security.sessions.end')}
          </Button>
        )}
      </div>
      {banner}
    </li>
  );
}
