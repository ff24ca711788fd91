import { z } from 'zod';
import { foldEmail } from '../../../core/text.ts';
import { enter } from '../../../server/db.ts';
import { hashToken } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { findPasswordOf, getPerson, type PersonRow } from '../../identity/queries.ts';
import { listProvedWays, type ProvedWay } from '../../identity/queries/ways.ts';
import { RecoveryGone, type Trouble } from '../contract/funnel.ts';
import { type Proof, type Standing, whatCounts } from '../policy/funnel.ts';

/** Whose rows are looked through where nobody was found: the same statements, and no rows. */
export const NO_PERSON = '00000000-0000-0000-0000-000000000000';

const Kept = z.object({
  proofs: z.array(
    z.object({ kind: z.enum(['email', 'phone', 'passkey', 'totp', 'recovery_code']), key: z.string(), at: z.string(), since: z.coerce.date().optional() }),
  ),
  challenges: z.record(z.string(), z.object({ id: z.uuid(), sentAt: z.coerce.date(), minutes: z.number(), value: z.string().optional() })),
});
export type KeptCode = z.output<typeof Kept>['challenges'][string];

/** A recovery that stands, by the token that its browser holds. @throws RecoveryGone */
export async function getRecovery(tx: Tx, now: Date, token: string) {
  const row = await tx.selectFrom('recoveries').selectAll().where('tokenHash', '=', hashToken(token)).where('expiresAt', '>', now).executeTakeFirst();
  if (!row || row.usedAt) throw new RecoveryGone({});
  return { ...row, ...Kept.parse({ proofs: row.proofs, challenges: row.challenges }), trouble: row.trouble as Trouble };
}
export type RecoveryRow = Awaited<ReturnType<typeof getRecovery>>;

/** The person of whom something was proved, with all that their way back depends on. */
export interface Insight {
  readonly person: PersonRow;
  readonly ways: readonly ProvedWay[];
  readonly standing: Standing;
  readonly hasSecondFactor: boolean;
  readonly password: Awaited<ReturnType<typeof findPasswordOf>>;
  /** The sign-in name itself came with the disputed change: another, older address must take its place. */
  readonly signInIsDisputed: boolean;
}

/** From here on the Tx is the person's. Only for a recovery with a proof: before, nothing of the person may be looked at. */
export async function getInsight(tx: Tx, row: RecoveryRow, personId: string): Promise<Insight> {
  await enter(tx, { personId });
  const [person, ways, password] = await Promise.all([getPerson(tx, personId), listProvedWays(tx, personId), findPasswordOf(tx, personId)]);
  const hasSecondFactor = ways.some(({ kind }) => kind === 'totp' || kind === 'passkey');
  const disputedChangeAt = person.frozenAt ? (person.frozenChangeAt ?? person.frozenAt) : null;
  const standing = whatCounts(resolveProofs(row, ways), ways, { trouble: row.trouble, hasSecondFactor, disputedChangeAt });
  const signInIsDisputed = disputedChangeAt !== null && (ways.find(({ key }) => key === 'sign_in')?.since ?? disputedChangeAt) >= disputedChangeAt;
  return { person, ways, standing, hasSecondFactor, password, signInIsDisputed };
}

/** `mailbox` is the address that was typed at the start: the sign-in name, or a further address of the same person. */
const resolveProofs = (row: RecoveryRow, ways: readonly ProvedWay[]): Proof[] =>
  row.proofs.map(({ kind, key, since }) => ({
    kind,
    key: key === 'mailbox' ? (mailboxWay(row.emailFolded, ways)?.key ?? key) : key,
    ...(since ? { since } : {}),
  }));

export const mailboxWay = (emailFolded: string, ways: readonly ProvedWay[]): ProvedWay | undefined =>
  ways.find(({ kind, value }) => kind === 'email' && value !== null && foldEmail(value) === emailFolded);

/** Further addresses and numbers by the opaque number that they are called by. */
export const numberedWays = (ways: readonly ProvedWay[]): readonly (ProvedWay & { readonly way: string })[] =>
  ways.filter(({ kind }) => kind === 'email' || kind === 'phone').map((way, i) => ({ ...way, way: way.key === 'sign_in' ? 'mailbox' : String(i) }));

/** Proved addresses that can be signed in with from now on; of a disputed time, none. */
export const otherAddresses = ({ ways, person, standing }: Insight) =>
  standing.missing > 0
    ? []
    : numberedWays(ways).filter(
        ({ kind, key, since }) => kind === 'email' && key !== 'sign_in' && (!person.frozenAt || since < (person.frozenChangeAt ?? person.frozenAt)),
      );
