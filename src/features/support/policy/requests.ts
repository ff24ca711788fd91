import { may, type Rights } from '../../../core/access.ts';
import { reopenDays } from '../contract/requestShapes.ts';

interface Owned {
  readonly personId: string | null;
  readonly forTeam: boolean;
  readonly kind: string;
}
interface Reader {
  readonly personId: string;
  readonly rights: Rights;
}
const permission = 'support.requests';

/** One's own; a colleague's that is shared with the team; all of them for whoever administers requests. Requests for access are the desk's alone. */
export const maySee = (reader: Reader, request: Owned): boolean =>
  request.kind === 'question' && (request.personId === reader.personId || request.forTeam || may(reader.rights, permission, 'view'));
/** Whoever sees it may write; what becomes of it is for its owner, and for whoever administers requests. */
export const mayDecide = (reader: Reader, request: Owned): boolean =>
  maySee(reader, request) && (request.personId === reader.personId || may(reader.rights, permission, 'edit'));

/** Until when a closed request can be taken up again. */
export const reopenUntil = ({ state, closedAt }: { readonly state: string; readonly closedAt: Date | null }): Date | null =>
  state === 'closed' && closedAt ? new Date(closedAt.getTime() + reopenDays * 86_400_000) : null;
export const canReopen = (request: { readonly state: string; readonly closedAt: Date | null }, now: Date): boolean => {
  const until = reopenUntil(request);
  return until !== null && until >= now;
};
