import { randomInt } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';
import type { Secrets } from '../../../server/secrets.ts';

/**
 * How hard it is: the browser tries one number after the other, each for the price of `cost` rounds of PBKDF2 with
 * SHA-512, which graphics cards are not much better at. About a second on a laptop, five on an old phone.
 */
const COST = 2000;
/** The number is anywhere up to here; a lower bound would only tell a program where to begin. */
export const WORK_MOST = 1500;

const Payload = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      algorithm: z.literal('PBKDF2/SHA-512'),
      nonce: z.string(),
      salt: z.string(),
      cost: z.literal(COST),
      keyLength: z.number(),
      keyPrefix: z.string(),
      keySignature: z.string(),
      data: z.object({ checkId: z.uuid() }),
    }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.number(), derivedKey: z.string() }),
});

const keysOf = (secrets: Secrets) => ({ hmacSignatureSecret: secrets.hash('human work: task'), hmacKeySignatureSecret: secrets.hash('human work: result') });

/** A task for the browser, signed, and good for this one check. */
export async function makeWork(secrets: Secrets, checkId: string) {
  const counter = randomInt(WORK_MOST + 1);
  const { parameters, signature = '' } = await createChallenge({
    algorithm: 'PBKDF2/SHA-512',
    cost: COST,
    counter,
    data: { checkId },
    deriveKey,
    ...keysOf(secrets),
  });
  return { parameters: { ...parameters }, signature };
}

/**
 * The check that a result was worked out for; undefined when it is not what was asked. Costs two hashes, no work of our
 * own. How old the task is and whether it was used stands in the check's row, not here.
 */
export async function checkOfWork(secrets: Secrets, payload: string): Promise<string | undefined> {
  const read = Payload.safeParse(parsed(payload));
  if (!read.success) return undefined;
  const { challenge, solution } = read.data;
  const { verified } = await verifySolution({ challenge, solution, deriveKey, ...keysOf(secrets) });
  return verified ? challenge.parameters.data.checkId : undefined;
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
