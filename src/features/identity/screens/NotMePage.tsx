import { useEffect, useState } from 'react';
import { ApiProblem } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { NOT_ME_HOURS } from '../contract.ts';
import { server } from './useSignIn.ts';

interface Disputed {
  readonly email: string;
  readonly changeAt: Date;
  readonly isFrozen: boolean;
}

/** The link of a message about a change. Opening it does nothing; its token stands behind the # and is sent by a press of a button. */
export function NotMePage() {
  const { t } = useHouse();
  const [token] = useState(() => location.hash.slice(1));
  const [what, setWhat] = useState<Disputed | 'gone' | 'done' | 'kept' | null>(null);
  const [failure, fail] = useState<Error | null>(null);
  useEffect(() => {
    const gone = (error: unknown) => error instanceof ApiProblem && (error.code === 'identity.link_not_usable' || error.code === 'request.invalid');
    server
      .openNotMe({ token })
      .then(setWhat, (error: unknown) => (gone(error) ? setWhat('gone') : fail(error instanceof Error ? error : new Error(String(error)))));
  }, [token]);
  if (failure) throw failure;
  if (what === 'gone') return <Gone />;
  if (what === 'done') return <Done />;
  if (what === 'kept') return <NarrowPage title={t('signin.not_me.kept.title')}>{t('signin.not_me.kept.sentence')}</NarrowPage>;
  if (!what) {
    return (
      <NarrowPage title={t('signin.not_me.title')}>
        <SkeletonLines lines={5} />
      </NarrowPage>
    );
  }
  return <Ask token={token} what={what} onEnd={setWhat} />;
}

interface AskProps {
  readonly token: string;
  readonly what: Disputed;
  readonly onEnd: (how: 'done' | 'kept') => void;
}

/** What it does is said before it is done. */
function Ask({ token, what, onEnd }: AskProps) {
  const { t, formatDate } = useHouse();
  const { attempt, banner } = useAttempt();
  const press = () =>
    attempt(async () => {
      await server.sayNotMe({ token });
      onEnd('done');
    });
  return (
    <NarrowPage title={t('signin.not_me.title')} sentence={t('signin.not_me.sentence', { email: what.email, at: formatDate(what.changeAt, 'moment') })}>
      {banner}
      {what.isFrozen && <Banner kind="info">{t('signin.not_me.already')}</Banner>}
      <section className="flex flex-col gap-2 text-14">
        <h2 className="font-semibold">{t('signin.not_me.what')}</h2>
        <ul className="flex list-disc flex-col gap-1.5 ps-5">
          {(['ends', 'freezes', 'keeps', 'thaw'] as const).map((each) => (
            <li key={each}>{t(`signin.not_me.${each}`)}</li>
          ))}
        </ul>
      </section>
      <div className="flex flex-col gap-3">
        <Button variant="danger" wide onPress={press}>
          {t('signin.not_me.submit')}
        </Button>
        <Button wide onPress={() => onEnd('kept')}>
          {t('signin.not_me.was_me')}
        </Button>
      </div>
    </NarrowPage>
  );
}

function Done() {
  const { t } = useHouse();
  return (
    <NarrowPage title={t('signin.not_me.done.title')} sentence={t('signin.not_me.done.sentence')}>
      <p className="text-14">{t('signin.not_me.thaw')}</p>
      <LinkButton href="/recover" variant="primary" wide>
        {t('signin.not_me.recover')}
      </LinkButton>
    </NarrowPage>
  );
}

function Gone() {
  const { t } = useHouse();
  return (
    <NarrowPage title={t('signin.not_me.gone')} sentence={t('signin.not_me.gone_text', { hours: NOT_ME_HOURS })}>
      <div className="flex flex-col gap-3">
        <LinkButton href="/recover" variant="primary" wide>
          {t('signin.not_me.recover')}
        </LinkButton>
        <LinkButton href="/me/security" wide>
          {t('signin.not_me.security')}
        </LinkButton>
      </div>
    </NarrowPage>
  );
}
