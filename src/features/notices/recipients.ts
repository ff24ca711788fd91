import { giversOf, type GrantOverride, levelHeld } from '../../core/access.ts';
import type { Permission } from '../../core/grants.ts';
import { type AccountRole, accountRoles, type OperatorRole, operatorRoles } from '../../core/roles.ts';
import { adminRoles } from '../../core/secondFactor.ts';

/** What a rule reads of an announcement. */
export interface Happened {
  readonly announcementId: string;
  readonly name: string;
  readonly at: Date;
  readonly accountId: string | null;
  readonly personId: string | null;
  readonly subjectId: string | null;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A query that answers with the `person_id` of everyone to be told. */
export interface Recipients {
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface Rule {
  to(happened: Happened, overrides: readonly GrantOverride[]): Recipients;
  link(happened: Happened): string | null;
  /** Worth a mail of its own; what another feature mails anyway is not. */
  readonly mail?: boolean;
  /** Also told to whoever did it: a change of a credential may have been someone else in their name. */
  readonly tellsDoer?: boolean;
}

export const theirs: Rule['to'] = ({ personId }) => ({ text: 'select $1::uuid as person_id where $1::uuid is not null', values: [personId] });

const activeWithRole = `
  select m.person_id from members m
   where m.account_id = $1 and m.state = 'active'
     and exists (select from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and r.role = any($2) and (r.ends_at is null or r.ends_at > $3))`;

/** The roles that may change what the permission is about, in this installation. */
const editors = <R extends AccountRole | OperatorRole>(roles: readonly R[], permission: Permission, overrides: readonly GrantOverride[]) =>
  roles.filter((role) => levelHeld(role, permission, overrides) === 'edit');

export const whoMayEdit =
  (permission: Permission): Rule['to'] =>
  ({ accountId, at }, overrides) => ({ text: activeWithRole, values: [accountId, editors(accountRoles, permission, overrides), at] });

export const globalAdmins: Rule['to'] = ({ accountId, at }) => ({ text: activeWithRole, values: [accountId, ['global_admin'], at] });

/** Every global admin, and the one who becomes or became one. */
export const adminsAndTheirs: Rule['to'] = ({ accountId, at, personId }) => ({
  text: `${activeWithRole} union select m.person_id from members m where m.account_id = $1 and m.person_id = $4 and m.state = 'active'`,
  values: [accountId, ['global_admin'], at, personId],
});

export const operatorsWith =
  (permission: Permission): Rule['to'] =>
  ({ at }, overrides) => ({
    text: 'select distinct person_id from operators where role = any($1) and (ends_at is null or ends_at > $2)',
    values: [editors(operatorRoles, permission, overrides), at],
  });

export const noOne: Recipients = { text: 'select null::uuid as person_id where false', values: [] };

export const inviter: Rule['to'] = ({ accountId, subjectId }) => ({
  text: 'select invited_by as person_id from invitations where account_id = $1 and invitation_id = $2::uuid',
  values: [accountId, subjectId],
});

export const everyone: Rule['to'] = () => ({ text: "select person_id from members where state = 'active' union select person_id from operators", values: [] });

/** Who may answer the verifier, and the primary contact if they belong to the company. */
export const companyAndContact: Rule['to'] = (happened, overrides) => {
  const admins = whoMayEdit('verification')(happened, overrides);
  return {
    text: `${admins.text} union select m.person_id from members m join accounts a using (account_id) where m.account_id = $1 and m.state = 'active' and lower(m.email) = lower(a.primary_contact ->> 'email')`,
    values: admins.values,
  };
};

/** Whoever can give the role that is asked for, in this installation. */
export const whoCanGive: Rule['to'] = ({ accountId, at, details }, overrides) => ({
  text: activeWithRole,
  values: [accountId, giversOf([details['role'] as AccountRole], overrides), at],
});

/** A role that answers a request is told as the answer to it, not once more. */
export const givenUnasked: Rule['to'] = ({ accountId, personId, at }) => ({
  text: `select $2::uuid as person_id where $2::uuid is not null and not exists (
    select from announcements a where a.account_id = $1 and a.person_id = $2 and a.name = 'role_requests.granted' and a.at = $3)`,
  values: [accountId, personId, at],
});

export const whoWorksOnIt: Rule['to'] = ({ subjectId }) => ({
  text: 'select assigned_to as person_id from service_requests where request_id = $1::uuid and kind = $2 and assigned_to is not null',
  values: [subjectId, 'question'],
});

/** Whom the company asks a second factor from now on (or a day), and who has none. */
export const whoMustSetOneUp: Rule['to'] = ({ accountId, at, details }) => ({
  text: `select m.person_id from members m
    where m.account_id = $1 and m.state = 'active' and $4 <> 'protected'
      and ($4 = 'all' or exists (select from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and r.role = any($2) and (r.ends_at is null or r.ends_at > $3)))
      and not exists (select from passkeys k where k.person_id = m.person_id)
      and not exists (select from authenticators t where t.person_id = m.person_id and t.confirmed_at is not null)
      and not exists (select from second_factor_exceptions x where x.account_id = m.account_id and x.person_id = m.person_id and x.ends_at > $3)`,
  values: [accountId, adminRoles, at, details['asks']],
});

/** Whoever may reset passwords and could give all the roles of the one who asks. */
export const whoMayReset: Rule['to'] = ({ accountId, at, details }, overrides) => ({
  text: activeWithRole,
  values: [
    accountId,
    editors(accountRoles, 'users.password', overrides).filter((role) =>
      (details['roles'] as AccountRole[]).every((held) => giversOf([held], overrides).includes(role)),
    ),
    at,
  ],
});

/** It concerns everyone's work. */
export const everyoneHere: Rule['to'] = ({ accountId }) => ({
  text: "select person_id from members where account_id = $1 and state = 'active'",
  values: [accountId],
});

/** Those who came in that moment. */
export const arrived: Rule['to'] = ({ accountId, at }) => ({
  text: "select person_id from members where account_id = $1 and joined_at = $2 and state = 'active'",
  values: [accountId, at],
});

/** Whoever may see the prices of the company. */
export const priceReaders: Rule['to'] = ({ accountId, at }, overrides) => ({
  text: activeWithRole,
  values: [accountId, accountRoles.filter((role) => levelHeld(role, 'pricing', overrides) !== undefined), at],
});
