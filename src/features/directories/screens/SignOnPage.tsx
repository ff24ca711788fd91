import { useEffect, useRef, useState } from 'react';
import { ApiProblem, api } from '../../../web/api.ts';
import { sayProblem, useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { safeNext, signInPath, usePlace } from '../../../web/place.ts';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { directories } from '../contract.ts';
import { keep, look, startFrom, take } from './directoryWay.ts';

const server = api(directories);

interface ToLink {
  readonly token: string;
  readonly email: string;
  readonly directory: string;
}
const linkKept = (): ToLink | null => JSON.parse(look('link') ?? 'null') as ToLink | null;
type Standing = 'waiting' | 'gone' | ApiProblem | ToLink;
function standingAt(search: URLSearchParams): Standing {
  if (search.has('link')) return linkKept() ?? 'gone';
  return search.has('start') || look('attempt') ? 'waiting' : 'gone';
}

/**
 * Where a provider sends people back to: finishes what this window began, or asks first to show that the identity is theirs. With `start`
 * somebody comes from the provider's own page, and the sign-in begins here.
 */
export function SignOnPage() {
  const { search, go } = usePlace();
  const [standing, stand] = useState<Standing>(() => standingAt(search));
  const begun = useRef(false);
  useEffect(() => {
    // What comes back can be taken once: a page that is drawn twice must not send it twice.
    if (standing !== 'waiting' || begun.current) return;
    begun.current = true;
    const start = search.get('start');
    (start ? startFrom(start).then((begins) => begins || stand('gone')) : finish(go, stand)).catch((error: unknown) => {
      if (!(error instanceof ApiProblem)) throw error;
      stand(error);
    });
  }, [standing, go, search]);
  if (standing === 'waiting') return <Waiting />;
  if (standing === 'gone') return <Gone />;
  return standing instanceof ApiProblem ? <Refused problem={standing} /> : <Confirm link={standing} />;
}

async function finish(go: ReturnType<typeof usePlace>['go'], stand: (standing: Standing) => void): Promise<void> {
  take('started');
  const { outcome, next, link } = await server.finishSignOn({
    attempt: take('attempt') ?? '-',
    answer: location.pathname.split('/').slice(2).join('/') + location.search,
  });
  if (outcome !== 'link' || !link) return go(safeNext(next), { replace: true });
  keep('link', JSON.stringify(link));
  stand(link);
}

function Waiting() {
  const { t } = useHouse();
  return (
    <NarrowPage title={t('signin.directory.title')} sentence={t('signin.directory.waiting')}>
      <SkeletonLines lines={3} />
    </NarrowPage>
  );
}

function Gone() {
  const { t } = useHouse();
  return (
    <NarrowPage title={t('signin.directory.gone')} sentence={t('signin.directory.gone_text')}>
      <Back />
    </NarrowPage>
  );
}

function Refused({ problem }: { readonly problem: ApiProblem }) {
  const { t } = useHouse();
  return (
    <NarrowPage title={t('signin.directory.failed')}>
      <Banner kind="danger" urgent>
        {sayProblem(t, problem)}
      </Banner>
      <Back />
    </NarrowPage>
  );
}

function Back() {
  const { t } = useHouse();
  return (
    <LinkButton href="/sign-in" variant="primary">
      {t('signin.directory.back')}
    </LinkButton>
  );
}

/** The address is somebody's already: whoever comes shows once, by a way of their own, that it is they. */
function Confirm({ link: { token, email, directory } }: { readonly link: ToLink }) {
  const { t } = useHouse();
  const { go } = usePlace();
  const { attempt, banner } = useAttempt();
  const confirm = () =>
    attempt(async () => {
      try {
        const { accountId } = await server.linkSignOn({ token });
        take('link');
        go(`/a/${accountId}`, { replace: true });
      } catch (error) {
        const isOwnWayFirst = error instanceof ApiProblem && ['access.sign_in', 'access.proof_not_accepted'].includes(error.code);
        if (!isOwnWayFirst) throw error;
        go(signInPath('/sign-on?link=1'));
      }
    });
  return (
    <NarrowPage
      title={t('signin.directory.link_title')}
      sentence={t('signin.directory.link_text', { email, directory })}
      foot={<Link href="/sign-in">{t('signin.directory.back')}</Link>}
    >
      {banner}
      <Button variant="primary" wide onPress={confirm}>
        {t('signin.directory.link_submit')}
      </Button>
    </NarrowPage>
  );
}
