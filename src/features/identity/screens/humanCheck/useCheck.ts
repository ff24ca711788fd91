import { useCallback, useEffect, useState } from 'react';
import type { Locale } from '../../../../core/locale.ts';
import { api } from '../../../../web/api.ts';
import { HUMAN_MINUTES, type HumanCheck, humanChecks } from '../../contract/humanChecks.ts';

export const server = api(humanChecks);

export interface CurrentCheck {
  readonly check: HumanCheck | null;
  readonly failed: boolean;
  /** Asks for another one. */
  renew(): void;
}

/** The check that is open now: a new one for each round, before it is too old, and when one asks for it. */
export function useCheck(locale: Locale, round: number): CurrentCheck {
  const [asked, ask] = useState(0);
  const [at, setAt] = useState<{ readonly check: HumanCheck | null; readonly failed: boolean }>({ check: null, failed: false });
  const renew = useCallback(() => ask((n) => n + 1), []);

  useEffect(() => {
    let current = true;
    setAt({ check: null, failed: false });
    server.newHumanCheck({ locale }).then(
      (check) => current && setAt({ check, failed: false }),
      () => current && setAt({ check: null, failed: true }),
    );
    return () => {
      current = false;
    };
    // Not for a change of language: what has been typed of this one stays good.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [round, asked]);

  useEffect(() => (at.check ? whenOld(renew) : undefined), [at.check, renew]);
  return { ...at, renew };
}

/** Shortly before a check ends; a page that nobody looks at waits until somebody does. By our own clock, whatever it shows. */
function whenOld(renew: () => void): () => void {
  const renewSeen = () => {
    if (document.hidden) document.addEventListener('visibilitychange', renew, { once: true });
    else renew();
  };
  const timer = setTimeout(renewSeen, (HUMAN_MINUTES * 60 - 15) * 1000);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', renew);
  };
}
