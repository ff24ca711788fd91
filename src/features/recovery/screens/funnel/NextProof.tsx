import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { NarrowPage } from '../../../../web/shell/NarrowPage.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { canUsePasskeys } from '../../../identity/screens/passkeys.ts';
import type { Opened, Recovery } from '../../contract/funnel.ts';
import { OtherHelp } from './AboutPage.tsx';
import { ProveBy } from './ProveBy.tsx';
import { server } from './useRecover.ts';

interface NextProofProps {
  readonly token: string;
  readonly recovery: Recovery;
  readonly opened: Opened;
  readonly onRecovery: (recovery: Recovery) => void;
  readonly onRestart: () => void;
}
type Way = Opened['ways'][number];

/** What was shown, what is still missing and what would serve; where nothing does, who can help. */
export function NextProof({ token, recovery, opened, onRecovery, onRestart }: NextProofProps) {
  const { t } = useHouse();
  const [chosen, choose] = useState<Way | null>(null);
  const shown = opened.ways.filter(({ state }) => state === 'shown');
  const shownKinds = new Set(shown.map(({ kind }) => kind));
  // A second mailbox adds nothing to a first one.
  const open = opened.ways.filter(({ state, kind }) => state === 'open' && !shownKinds.has(kind) && (kind !== 'passkey' || canUsePasskeys()));
  const keep = (next: Recovery) => {
    if ((next.opened?.missing ?? 0) < opened.missing) choose(null);
    onRecovery(next);
  };
  return (
    <NarrowPage
      title={t('recovery.next_proof.title')}
      sentence={t(opened.frozen ? 'recovery.next_proof.frozen' : 'recovery.next_proof.sentence', { missing: opened.missing })}
    >
      <WayList ways={shown} />
      {chosen && (
        <ProveBy key={chosen.way} token={token} recovery={recovery} way={chosen.way} {...(chosen.hint ? { hint: chosen.hint } : {})} onRecovery={keep} />
      )}
      {open.length > 0 && (
        <div className="flex flex-col gap-3 border-t border-line pt-5">
          <h2 className="text-14 font-semibold">{t('recovery.next_proof.open')}</h2>
          {open
            .filter(({ way }) => way !== chosen?.way)
            .map((way) => (
              <Button key={way.way} wide onPress={() => choose(way)}>
                {t(`recovery.kind.${way.kind}`, { hint: way.hint })}
              </Button>
            ))}
        </div>
      )}
      {opened.ways.some(({ state }) => state === 'young') && <p className="text-13 text-muted">{t('recovery.next_proof.young')}</p>}
      <Help token={token} opened={opened} onRecovery={onRecovery} />
      <Button variant="quiet" wide onPress={onRestart}>
        {t('recovery.restart')}
      </Button>
    </NarrowPage>
  );
}

function WayList({ ways }: { readonly ways: readonly Way[] }) {
  const { t } = useHouse();
  if (!ways.length) return null;
  return (
    <ul className="flex flex-col gap-2" aria-label={t('recovery.next_proof.shown')}>
      {ways.map(({ way, kind, hint }) => (
        <li key={way} className="flex items-center gap-2.5 text-14">
          <CircleCheck size={20} aria-hidden className="flex-none text-success" />
          <span>
            {t(`recovery.kind.${kind}`, { hint })}
            <span className="sr-only"> {t('recovery.next_proof.was_shown')}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Who can help where one cannot help oneself: admins at one press, then the ways that are there for everyone. */
function Help({ token, opened, onRecovery }: Pick<NextProofProps, 'token' | 'opened' | 'onRecovery'>) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const ask = () => attempt(async () => onRecovery(await server.askMyAdmins({ token })));
  return (
    <section className="flex flex-col gap-4 border-t border-line pt-5">
      <h2 className="text-16 font-semibold">{t(opened.reachable ? 'recovery.help.title' : 'recovery.help.only')}</h2>
      {banner}
      {opened.admins === 'to_ask' && (
        <div className="flex flex-col gap-2 text-14">
          <p className="text-muted">{t('recovery.help.admins_text')}</p>
          <Button wide variant={opened.reachable ? 'secondary' : 'primary'} onPress={ask}>
            {t('recovery.help.admins')}
          </Button>
        </div>
      )}
      {opened.admins === 'asked' && <Banner kind="success">{t('recovery.help.asked')}</Banner>}
      {opened.admins === 'none' && <Banner kind="info">{t('recovery.help.no_admins')}</Banner>}
      <OtherHelp />
    </section>
  );
}

/** The mailbox is proved, and nobody signs in with its address: said only to whoever reads that mailbox. */
export function NobodyHere({ email, onRestart }: { readonly email: string; readonly onRestart: () => void }) {
  const { t } = useHouse();
  return (
    <NarrowPage title={t('recovery.unknown.title')} sentence={t('recovery.unknown.sentence', { email })}>
      <div className="flex flex-col gap-3">
        <Button variant="primary" wide onPress={onRestart}>
          {t('recovery.unknown.other')}
        </Button>
        <LinkButton href="/sign-up" wide>
          {t('recovery.personal.sign_up')}
        </LinkButton>
      </div>
      <OtherHelp />
    </NarrowPage>
  );
}
