import { createHash } from 'node:crypto';
import type { AccountRole } from '../../core/roles.ts';
import type { MergePart } from '../accounts/contract.ts';
import type { Plan } from './contract.ts';

/** Of these nobody is asked: they follow from what a merge is. */
const always = [
  { key: 'activity_log', kind: 'lost', count: 1, names: [] },
  { key: 'bank_and_tax', kind: 'check', count: 1, names: [] },
] as const;

/** The features' parts put together. The seal stands for everything that is in it: whoever says yes says it to what they have read. */
export function planOf(parts: readonly MergePart[]): Plan & { readonly roles: readonly AccountRole[] } {
  const figures = parts.flatMap((part) => [...(part.figures ?? [])]);
  const effects = [
    ...parts.flatMap((part) => (part.effects ?? []).map((effect) => ({ ...effect, names: [...(effect.names ?? [])] }))),
    ...always.map((each) => ({ ...each, names: [] })),
  ];
  const stops = [...new Set(parts.flatMap((part) => part.stops ?? []))];
  const roles = [...new Set(parts.flatMap((part) => part.roles ?? []))];
  const seal = createHash('sha256').update(JSON.stringify({ figures, effects, stops, roles })).digest('base64url');
  return { figures, effects, stops, roles, seal };
}
