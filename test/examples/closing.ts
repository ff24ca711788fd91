import type { closing } from '../../src/features/closing/contract.ts';
import { byAdmin, byRoot, type ExamplesOf, type ExampleWorld } from './world.ts';

/** One that stands open, asked for by somebody else; whatever an example before did is over. */
async function asked({ world, company }: ExampleWorld, state: 'asked' | 'waiting' = 'asked') {
  await world.admin.query('delete from closings where account_id = $1', [company.accountId]);
  const asker = crypto.randomUUID();
  await world.admin.query("insert into people (person_id, given_name, family_name, email, locale, created_at) values ($1, 'Ines', 'Roy', $2, 'fr', $3)", [
    asker,
    `${asker.slice(0, 8)}@contoso.example`,
    world.now,
  ]);
  await world.admin.query(
    "insert into members (account_id, person_id, given_name, family_name, email, search_text, joined_at) values ($1, $2, 'Ines', 'Roy', $3, 'ines roy', $4)",
    [company.accountId, asker, `${asker.slice(0, 8)}@contoso.example`, world.now],
  );
  await world.admin.query("insert into role_assignments (account_id, person_id, role, scope, given_at) values ($1, $2, 'global_admin', '\"company\"', $3)", [
    company.accountId,
    asker,
    world.now,
  ]);
  const { rows } = await world.admin.query<{ closing_id: string }>(
    `insert into closings (account_id, state, reason, asked_at, asked_by, asked_by_name, answer_by, closes_at)
     values ($1, $4, 'other', $2, $3, 'Ines Roy', $2::timestamptz + interval '14 days', case when $4 = 'waiting' then $2::timestamptz + interval '30 days' end) returning closing_id`,
    [company.accountId, world.now, asker, state],
  );
  return { closingId: rows[0]?.closing_id ?? '', version: 1 };
}

export const closingExamples: ExamplesOf<typeof closing> = {
  getClosing: async (w) => byAdmin(w, {}),
  async askClosing(w) {
    await w.world.admin.query('delete from closings where account_id = $1', [w.company.accountId]);
    const { rows } = await w.world.admin.query<{ name: string }>('select name from accounts where account_id = $1', [w.company.accountId]);
    return byAdmin(w, { reason: 'no_longer_partner', words: `Said by ${w.mark}`, name: rows[0]?.name ?? '' });
  },
  agreeToClosing: async (w) => byAdmin(w, await asked(w)),
  declineClosing: async (w) => byAdmin(w, await asked(w)),
  takeBackClosing: async (w) => byAdmin(w, await asked(w, 'waiting')),
  exportCompany: async (w) => byAdmin(w, {}),
  listClosings: async (w) => byRoot(w, { show: 'open', limit: 5 }),
};
