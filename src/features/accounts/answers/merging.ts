import { run, type Tx } from '../../../server/tx.ts';
import { mergeCompany } from '../acts/merging.ts';
import { type MergePart, type Merging, namedAtMost, present } from '../contract.ts';

/** For a merge: the company itself, its locations, ids and domains. */
export async function companyInMerge(tx: Tx, { from, into }: Merging, { now }: { readonly now: Date }): Promise<MergePart> {
  const [both, locations, namesakes, domains] = await Promise.all([
    run(
      tx,
      `select a.account_id, a.name, a.partner_id, a.state, a.vetting_status, cardinality(a.accepted_proofs) as proofs, a.vat_number, a.support_email, a.tax_exemption,
              (select count(*)::int from locations l where l.account_id = a.account_id) as locations,
              (select count(*)::int from account_domains d where d.account_id = a.account_id) as domains,
              (select count(*)::int from second_factor_exceptions x where x.account_id = a.account_id and x.ends_at > $3) as exceptions
         from accounts a where a.account_id in ($1, $2)`,
      [from, into, now],
    ),
    run(tx, 'select name from locations where account_id = $1 order by name, location_id limit $2', [from, namedAtMost]),
    run(
      tx,
      `select l.name from locations l where l.account_id = $1 and exists (select from locations o where o.account_id = $2 and o.name_folded = l.name_folded)
        order by l.name limit $3`,
      [from, into, namedAtMost],
    ),
    run(tx, 'select domain from account_domains where account_id = $1 order by domain limit $2', [from, namedAtMost]),
  ]);
  const joining = sideOf(both.rows, from);
  const survivor = sideOf(both.rows, into);
  const names = (rows: readonly Record<string, unknown>[], key: string) => rows.map((row) => row[key] as string);
  const states = [joining, survivor];
  return {
    figures: (['locations', 'domains'] as const).map((key) => ({ key, survivor: survivor[key], joining: joining[key] })),
    effects: present([
      { key: 'partner_id', kind: 'changes', count: 1, names: [joining.partner_id] },
      { key: 'locations', kind: 'comes', count: joining.locations, names: names(locations.rows, 'name') },
      { key: 'locations_renamed', kind: 'changes', count: namesakes.rows.length, names: names(namesakes.rows, 'name') },
      { key: 'domains', kind: 'comes', count: joining.domains, names: names(domains.rows, 'domain') },
      { key: 'sign_in', kind: 'check', count: survivor.proofs },
      { key: 'second_factor_exceptions', kind: 'ends', count: joining.exceptions },
      { key: 'company_details', kind: 'lost', count: joining.vat_number || joining.support_email || joining.tax_exemption ? 1 : 0 },
    ]),
    stops: [
      ...(states.some(({ state }) => state !== 'active') ? ['not_in_good_standing'] : []),
      ...(states.some(({ vetting_status: vetting }) => vetting !== 'authorized') ? ['verification'] : []),
    ],
  };
}

interface Side {
  readonly partner_id: string;
  readonly state: string;
  readonly vetting_status: string;
  readonly proofs: number;
  readonly vat_number: string | null;
  readonly support_email: string | null;
  readonly tax_exemption: string | null;
  readonly locations: number;
  readonly domains: number;
  readonly exceptions: number;
}
const sideOf = (rows: readonly Record<string, unknown>[], accountId: string) => rows.find((row) => row['account_id'] === accountId) as unknown as Side;

export const mergeOfCompany = (tx: Tx, merging: Merging) => mergeCompany(tx, merging);
