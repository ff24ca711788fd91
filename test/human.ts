import type { Locale } from '../src/core/locale.ts';
import type { HumanProof } from '../src/features/identity/contract.ts';
import { humanChecks } from '../src/features/identity/contract/humanChecks.ts';
import { secretsOf } from '../src/server/secrets.ts';
import { as, type World } from './world.ts';

/** Shows that somebody is there, as a form that strangers fill in wants it: the characters of a new check, read from its row. */
export async function human(world: World, locale: Locale = 'en'): Promise<HumanProof> {
  const { checkId } = await as(world, humanChecks, { address: crypto.randomUUID() }).newHumanCheck({ locale });
  const { rows } = await world.admin.query<{ answer: Buffer }>('select answer from human_checks where check_id = $1', [checkId]);
  return { kind: 'characters', checkId, characters: secretsOf(Buffer.alloc(32, 7)).open(rows[0]?.answer ?? Buffer.alloc(0)) };
}
