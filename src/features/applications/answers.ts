import type { Actor } from '../../server/actor.ts';
import { run, type Tx } from '../../server/tx.ts';
import { type MergePart, type Merging, namedAtMost, present } from '../accounts/contract.ts';
import { mergeApplications } from './acts/merging.ts';

/** For a merge: applications that the joining company has registered, and what either has consented to. */
export async function applicationsInMerge(tx: Tx, { from, into }: Merging): Promise<MergePart> {
  const [registered, consents] = await Promise.all([
    run(tx, "select name from applications where account_id = $1 and state = 'active' order by name, application_id", [from]),
    run(
      tx,
      `select application_name as name from application_consents
        where side = 'partner' and ended_at is null and (account_id = $1 or account_id = $2 and other_account_id = $1) order by given_at, consent_id`,
      [from, into],
    ),
  ]);
  const named = (rows: readonly Record<string, unknown>[]) => ({ count: rows.length, names: rows.slice(0, namedAtMost).map((row) => row['name'] as string) });
  return {
    effects: present([
      { key: 'registered_applications', kind: 'comes', ...named(registered.rows) },
      { key: 'application_consents', kind: 'ends', ...named(consents.rows) },
    ]),
  };
}

export const mergeOfApplications = (tx: Tx, merging: Merging, { now }: { readonly actor: Actor; readonly now: Date }): Promise<void> =>
  mergeApplications(tx, now, merging);
