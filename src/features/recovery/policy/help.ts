import { may } from '../../../core/access.ts';
import type { Role } from '../../../core/roles.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { roleBeyondReach } from '../../members/policy.ts';

interface Consent {
  readonly endsAt: Date;
  readonly endedAt: Date | null;
}

/** Whether the window stands open: neither ended by anyone nor over. */
export const isOpen = (consent: Consent, now: Date): boolean => consent.endedAt === null && consent.endsAt > now;

/** Only who could make someone a global admin lets others help the company's global admins. */
export const mayAgree = ({ rights }: MemberActor): boolean => may(rights, 'relations', 'edit') && rights.gives.has('global_admin');
/** At the distributor, whoever acts for resellers is an admin agent. */
export const mayHelp = ({ rights }: MemberActor): boolean => may(rights, 'relations', 'edit') && rights.roles.has('admin_agent');

/** Only who could help is told that somebody waits, and never of oneself. */
export const mayAnswer = (actor: MemberActor, asker: { readonly personId: string; readonly roles: readonly Role[] }): boolean =>
  asker.personId !== actor.personId && roleBeyondReach(actor, asker.roles) === undefined;
