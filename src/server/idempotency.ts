import { hash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { z } from 'zod';
import type { Actor } from './actor.ts';
import { acrossAccounts, type Check, enter } from './db.ts';
import { job, type Job } from './jobs.ts';
import type { Secrets } from './secrets.ts';
import { run, type Tx } from './tx.ts';

/** How long the answer to a call with a key is kept. */
const KEPT_HOURS = 24;

/** Thrown inside a transaction whose call was made before: it is rolled back, and the caller gets what was answered then. */
export class Replayed extends Error {
  readonly output: unknown;
  constructor(output: unknown) {
    super('answered before');
    this.output = output;
  }
}
/** Thrown inside a transaction: the key was given with another call before. */
export class KeyTaken extends Error {}

/** One call with a key of its caller's. */
export interface Claim {
  /** Leaves with the first statement of the transaction; a second call with the key waits for the first to end. @throws Replayed, KeyTaken */
  readonly check: Check;
  /** Writes what is answered, to be committed with the act. */
  keep(tx: Tx, output: unknown): Promise<void>;
}

const digest = (...parts: readonly string[]): string => hash('sha256', parts.join('\n'), 'base64url');
/** Whose key it is: two colleagues, or two programs, may think of the same one. */
const callerOf = (actor: Actor): string => ('personId' in actor ? actor.personId : 'name' in actor ? actor.name : '');

/**
 * Makes a call happen once, however often it comes: the key is written in the act's own transaction, so that no act is without it
 * and no key without its act.
 *
 * @param key as the caller gave it (`Idempotency-Key`, `MS-RequestId`)
 * @param asked the endpoint and its input
 */
export function claimOf(secrets: Secrets, actor: Actor, now: Date, key: string, asked: { readonly id: string; readonly input: unknown }): Claim {
  const keyHash = digest(callerOf(actor), key);
  const askedHash = digest(asked.id, JSON.stringify(asked.input) ?? '');
  return {
    check: {
      statement: () => ({
        name: 'claim_answer',
        asWritten: true,
        text: `insert into idempotent_answers as kept (key_hash, asked_hash, at) values ($1, $2, $3)
               on conflict (account_id, key_hash) do update set at = kept.at returning asked_hash, answer`,
        values: [keyHash, askedHash, now],
      }),
      verify([row]) {
        if (!row || row['asked_hash'] !== askedHash) throw new KeyTaken();
        if (row['answer']) throw new Replayed(deserialize(Buffer.from(secrets.open(row['answer'] as Buffer), 'base64')));
      },
    },
    async keep(tx, output) {
      const sealed = secrets.seal(serialize(output).toString('base64'));
      // The act may have ended in another company's rows.
      if (actor.accountId) await enter(tx, { accountId: actor.accountId });
      await run(tx, 'update idempotent_answers set answer = $2 where key_hash = $1', [keyHash, sealed], 'keep_answer');
    },
  };
}

export const idempotencyJobs: readonly Job[] = [
  job({
    name: 'idempotency.sweep',
    input: z.object({}),
    attempts: 3,
    cron: '27 * * * *',
    async run({ db, now }) {
      const before = new Date(now.getTime() - KEPT_HOURS * 3_600_000);
      await acrossAccounts(db, 'answers that are no longer kept', (tx) => run(tx, 'delete from idempotent_answers where at < $1', [before]));
    },
  }),
];
