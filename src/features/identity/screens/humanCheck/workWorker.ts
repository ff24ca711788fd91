import { type Challenge, type DeriveKeyFunction, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

/** What the page is told: how many numbers were tried, then what was found. */
export type Told = { readonly tried: number } | { readonly payload: string } | { readonly failed: true };

const tell = (told: Told) => self.postMessage(told);

addEventListener('message', ({ data: challenge }: MessageEvent<Challenge>) => void work(challenge));

/** Tries one number after the other, off the page's own thread. The page ends this worker when it is no longer wanted. */
async function work(challenge: Challenge): Promise<void> {
  let tried = 0;
  const counted: DeriveKeyFunction = (...given) => {
    if (tried++ % 25 === 0) tell({ tried });
    return deriveKey(...given);
  };
  try {
    const solution = await solveChallenge({ challenge, deriveKey: counted, timeout: 0 });
    tell(solution ? { payload: btoa(JSON.stringify({ challenge, solution })) } : { failed: true });
  } catch {
    // Without a secure context (plain http on a network) browsers lend no cryptography.
    tell({ failed: true });
  }
}
