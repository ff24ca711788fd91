import { Minus } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { api, ApiProblem } from '../../../../web/api.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { NarrowPage } from '../../../../web/shell/NarrowPage.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { elevationsEndpoints, type ElevationState } from '../../contract/elevations.ts';
import { sayGoes } from './goes.ts';

const server = api(elevationsEndpoints);
type Told = z.output<typeof elevationsEndpoints.openElevationLink.output>;

/** The mailed link of whoever can stop or undo an elevation. Opening it changes nothing: mail programs open links too. */
export function StopElevationPage() {
  const { t } = useHouse();
  const [token] = useState(() => location.hash.slice(1));
  const [told, tell] = useState<Told | 'broken' | null>(token.length < 20 ? 'broken' : null);
  const [done, finish] = useState<ElevationState | null>(null);
  const [failure, fail] = useState<Error | null>(null);
  useEffect(() => {
    if (token.length < 20) return;
    server.openElevationLink({ token }).then(tell, (error: unknown) => {
      if (error instanceof ApiProblem && error.status === 410) tell('broken');
      else fail(error instanceof Error ? error : new Error(String(error)));
    });
  }, [token]);
  if (failure) throw failure;
  if (done) {
    return (
      <NarrowPage title={t(done === 'reverted' ? 'elevations.link.done_reverted' : 'elevations.link.done_stopped')} sentence={t('elevations.link.done_text')}>
        {null}
      </NarrowPage>
    );
  }
  if (told === 'broken') {
    return (
      <NarrowPage title={t('elevations.link.broken')} sentence={t('problems.recovery.elevation_link_not_usable')}>
        <LinkButton href="/sign-in" variant="primary" wide>
          {t('elevations.link.sign_in')}
        </LinkButton>
      </NarrowPage>
    );
  }
  if (!told) {
    return (
      <NarrowPage title={t('elevations.link.reading')}>
        <SkeletonLines lines={4} />
      </NarrowPage>
    );
  }
  return <Asked token={token} told={told} onDone={finish} />;
}

function Asked({ token, told, onDone }: { readonly token: string; readonly told: Told; readonly onDone: (state: ElevationState) => void }) {
  const { t, formatDate } = useHouse();
  const { attempt, banner } = useAttempt();
  const { name, company, state, waitsUntil, windowUntil, undoing } = told;
  const until = state === 'granted' ? windowUntil : waitsUntil;
  if ((state !== 'waiting' && state !== 'granted') || !until) {
    return (
      <NarrowPage title={t('elevations.link.over')} sentence={t('elevations.link.over_text', { state: t(`elevations.state.${state}`) })}>
        {null}
      </NarrowPage>
    );
  }
  const press = () =>
    attempt(async () => {
      onDone((await server.useElevationLink({ token })).state);
      history.replaceState(null, '', location.pathname);
    });
  return (
    <NarrowPage
      title={t('elevations.link.title_stop', { name, company })}
      sentence={t(`elevations.link.${state}`, { name, company, when: formatDate(until, 'moment') })}
    >
      <p className="text-14">{t(`elevations.source.${told.source}`)}</p>
      {undoing && (
        <div className="text-14">
          <p className="font-medium">{t('elevations.link.goes')}</p>
          <ul className="mt-1 flex flex-col gap-1 text-muted">
            {sayGoes(t, undoing).map((line) => (
              <li key={line} className="flex gap-2">
                <Minus size={16} aria-hidden className="mt-0.5 flex-none text-danger" />
                <span>{line}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {banner}
      <Button variant="danger" wide onPress={press}>
        {t(state === 'granted' ? 'elevations.link.undo' : 'elevations.link.stop')}
      </Button>
    </NarrowPage>
  );
}
