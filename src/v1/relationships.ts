import { relations } from '../features/relations/contract.ts';
import { readWord } from './body.ts';
import { partnerRelationship } from './customerFacts.ts';
import { invalid } from './fault.ts';
import { readFilter, valueOf } from './filter.ts';
import { pageOf } from './paging.ts';
import { ok, type Request, row } from './row.ts';

/** What the caller is to those who are listed, and what they are to the caller. */
const kinds = {
  is_indirect_cloud_solution_provider_of: { side: 'distributor', type: 'is_indirect_reseller_of' },
  is_indirect_reseller_of: { side: 'reseller', type: 'is_indirect_cloud_solution_provider_of' },
} as const;
type Kind = keyof typeof kinds;

async function listed(request: Request) {
  const kind = readWord(Object.keys(kinds) as Kind[], request.query('relationship_type'));
  if (!kind) throw invalid('relationship_type', `must be ${Object.keys(kinds).join(' or ')}`);
  const name = valueOf(readFilter(request.query('filter'), { Name: ['substring', 'starts_with', 'equals'] }), 'Name')?.toLowerCase();
  const { side } = kinds[kind];
  const read = async (after: string | undefined, limit: number) => {
    const { items, next } = await request.call(relations.listRelations, { side, state: 'active', after, limit });
    return { items: name ? items.filter((each) => each.other.name?.toLowerCase().includes(name)) : items, next };
  };
  return ok(await pageOf(request, { size: 500, whole: 10_000 }, read, ({ other }) => partnerRelationship(other, kind)));
}

export const relationshipRows = [row('GET', '/v1/relationships', listed)];
