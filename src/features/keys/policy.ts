import { heldLevels, type Rights } from '../../core/access.ts';
import { closedToPrograms } from '../../core/closedToPrograms.ts';
import type { KeyScope } from './contract.ts';

/**
 * What of their own rights someone can give to a key: all of it to see; to change, wherever they may change something, if only their
 * own, unless it is closed to every program.
 */
export const scopesToGive = (rights: Rights): KeyScope[] =>
  heldLevels(rights).map(({ permission, level }) => ({
    permission: permission as KeyScope['permission'],
    level: level === 'view' || closedToPrograms.has(permission) ? 'view' : 'edit',
  }));

/** The first of them that goes beyond what can be given. */
export const beyond = (rights: Rights, scopes: readonly KeyScope[]): KeyScope | undefined => {
  const mine = new Map(scopesToGive(rights).map(({ permission, level }) => [permission, level]));
  return scopes.find(({ permission, level }) => !mine.has(permission) || (level === 'edit' && mine.get(permission) === 'view'));
};
