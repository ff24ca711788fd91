import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { api, ApiProblem } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { choiceEndpoints } from '../contract/choices.ts';

const server = api(choiceEndpoints);
type ByLink = z.output<typeof choiceEndpoints.openUnsubscribe.output>;

/** Where the link in a mail leads, without signing in. Opening it changes nothing: mail programs open links too. */
export function UnsubscribePage() {
  const { t } = useHouse();
  const [token] = useState(() => new URLSearchParams(location.search).get('token') ?? '');
  const [link, setLink] = useState<ByLink | 'gone' | null>(token.length < 20 ? 'gone' : null);
  const [failure, fail] = useState<Error | null>(null);
  useEffect(() => {
    if (token.length < 20) return;
    server.openUnsubscribe({ token }).then(setLink, (error: unknown) => {
      if (error instanceof ApiProblem && error.status === 404) setLink('gone');
      else fail(error instanceof Error ? error : new Error(String(error)));
    });
  }, [token]);
  if (failure) throw failure;
  if (!link) {
    return (
      <NarrowPage title={t('unsubscribe.title')}>
        <SkeletonLines lines={3} />
      </NarrowPage>
    );
  }
  if (link === 'gone')
    return (
      <NarrowPage title={t('unsubscribe.gone')} sentence={t('unsubscribe.gone_text')}>
        <ToChoices />
      </NarrowPage>
    );
  return <Asked token={token} link={link} onDone={setLink} />;
}

function Asked({ token, link, onDone }: { readonly token: string; readonly link: ByLink; readonly onDone: (link: ByLink) => void }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const topic = link.topic === 'digest' ? t('unsubscribe.digest') : t(`notice_topics.${link.topic}`);
  if (link.isOff)
    return (
      <NarrowPage title={t('unsubscribe.done')} sentence={t('unsubscribe.done_text', { topic })}>
        <ToChoices />
      </NarrowPage>
    );
  return (
    <NarrowPage title={t('unsubscribe.title')} sentence={t('unsubscribe.sentence', { topic })}>
      {banner}
      <Button variant="primary" wide onPress={() => attempt(async () => onDone(await server.unsubscribe({ token })))}>
        {t('unsubscribe.button')}
      </Button>
    </NarrowPage>
  );
}

function ToChoices() {
  const { t } = useHouse();
  return (
    <LinkButton href="/me/notices/choices" wide>
      {t('unsubscribe.choose')}
    </LinkButton>
  );
}
