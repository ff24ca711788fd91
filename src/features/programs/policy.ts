import { accountRoles, factsOf, type AccountRole, type Section } from '../../core/roles.ts';
import type { Helper } from '../../core/problems.ts';
import type { Permission } from '../../core/grants.ts';
import type { Definition, EnrollmentState, Next, Requirement, RequirementAnswer } from './contract.ts';

/** What can happen to an enrollment. */
export const events = [
  'apply',
  'withdraw',
  'ask_back',
  'answer',
  'approve',
  'accept',
  'refuse',
  'lapse',
  'restrict',
  'suspend',
  'reinstate',
  'leave',
  'replace',
] as const;
export type EnrollmentEvent = (typeof events)[number];

const moves: Readonly<Record<EnrollmentState | 'none', Partial<Record<EnrollmentEvent, EnrollmentState>>>> = {
  none: { apply: 'applied' },
  applied: { withdraw: 'left', ask_back: 'asked_back', approve: 'qualified', refuse: 'refused', replace: 'left' },
  asked_back: { withdraw: 'left', answer: 'applied', approve: 'qualified', refuse: 'refused', lapse: 'refused', replace: 'left' },
  qualified: { withdraw: 'left', accept: 'active', refuse: 'refused', replace: 'left' },
  active: { restrict: 'restricted', suspend: 'suspended', leave: 'left', replace: 'left' },
  restricted: { suspend: 'suspended', reinstate: 'active', leave: 'left', replace: 'left' },
  suspended: { reinstate: 'active', leave: 'left', replace: 'left' },
  refused: { apply: 'applied' },
  left: { apply: 'applied' },
};
/** Where an event leads from a state; undefined: it cannot happen there. */
export const moved = (state: EnrollmentState | null, event: EnrollmentEvent): EnrollmentState | undefined => moves[state ?? 'none'][event];

/** Days that a company has for an answer to the operator's question, before its application lapses. */
export const answerDays = 30;

/** The permission that enrolling in a program takes, by the parts of the portal it brings. */
export function enrollPermission(sections: readonly Section[]): Permission {
  if (sections.some((section) => section === 'reseller' || section === 'distributor')) return 'programs.enroll.reseller';
  return sections.includes('incentives') ? 'programs.enroll.incentives' : 'programs.enroll';
}

/** The roles that are of use only with one of these parts of the portal. */
export const rolesOf = (sections: readonly Section[]): AccountRole[] =>
  accountRoles.filter((role) => factsOf(role).sections?.some((section) => sections.includes(section)));

/** What is known of a company when its requirements are looked at. */
export interface Facts {
  readonly country: string;
  readonly vetting: { readonly status: string; readonly dueAt: Date | null };
  readonly support: { readonly email: string | null; readonly phone: string | null; readonly website: string | null };
  readonly locations: readonly string[];
  readonly activePrograms: readonly string[];
  readonly programNames: ReadonlyMap<string, string>;
  readonly invitation: { readonly sponsor: string } | undefined;
  readonly figures: { readonly revenue: { readonly amount: string; readonly currency: string } | null; readonly months: number | null };
  /** By the roles asked for, as `rolesKey` writes them. */
  readonly secondFactors: ReadonlyMap<string, readonly (Helper & { readonly hasFactor: boolean })[]>;
  /** Statements that the company has confirmed. */
  readonly confirmed: readonly string[];
}
export const rolesKey = (roles: readonly string[]): string => roles.toSorted().join();

const said = (met: boolean, detail: string, rest: Partial<Omit<RequirementAnswer, 'met' | 'detail'>> = {}): RequirementAnswer => ({
  met,
  detail: `programs.met.${detail}`,
  facts: {},
  link: null,
  permission: null,
  ...rest,
});

/** How a requirement stands by what is known here; later features may know better. */
export function statusOf(requirement: Requirement, facts: Facts): RequirementAnswer {
  switch (requirement.kind) {
    case 'verified':
      return verifiedStatus(facts);
    case 'location': {
      const wanted = requirement.countries.length ? requirement.countries : [facts.country];
      const met = wanted.some((country) => facts.locations.includes(country));
      return said(met, met ? 'location' : 'no_location', {
        link: met ? '/a/:account/locations' : `/a/:account/locations/add?country=${wanted[0]}`,
        permission: 'locations',
      });
    }
    case 'support_details': {
      const missing = requirement.fields.filter((field) => !facts.support[field]);
      const met = missing.length === 0;
      return said(met, met ? 'support_details' : 'no_support_details', { link: '/a/:account/support-details', permission: 'support_profile' });
    }
    case 'second_factor': {
      const holders = facts.secondFactors.get(rolesKey(requirement.roles)) ?? [];
      const without = holders.filter(({ hasFactor }) => !hasFactor).map(({ personId, name, email }) => ({ personId, name, email }));
      const met = holders.length > 0 && without.length === 0;
      const seen = { facts: { holders: holders.length, missing: without.length }, link: '/a/:account/people', permission: 'users' };
      return said(met, met ? 'second_factor' : 'no_second_factor', without.length ? { ...seen, people: without, ownLink: '/me/security' } : seen);
    }
    case 'program': {
      const active = requirement.programs.find((program) => facts.activePrograms.includes(program));
      const name = facts.programNames.get(active ?? requirement.programs[0] ?? '') ?? '';
      return said(active !== undefined, active ? 'program' : 'no_program', {
        facts: { name },
        link: `/a/:account/programs/${active ?? requirement.programs[0]}`,
        permission: 'programs.enroll',
      });
    }
    case 'invitation':
      return facts.invitation
        ? said(true, 'invitation', { facts: { sponsor: facts.invitation.sponsor } })
        : said(false, 'no_invitation', { waitsFor: 'operator' });
    case 'revenue':
      return revenueStatus(requirement, facts);
    case 'months': {
      const months = facts.figures.months;
      return said((months ?? 0) >= requirement.months, months === null ? 'no_months' : 'months', { facts: { months: months ?? 0 }, waitsFor: 'operator' });
    }
    case 'relation':
      return said(false, 'no_relation', { link: '/a/:account/relations', permission: 'relations' });
    case 'statement':
      // Given with the application itself; the operator looks at it.
      return said(true, facts.confirmed.includes(requirement.key) ? 'statement_given' : 'statement');
  }
}

function verifiedStatus({ vetting }: Facts): RequirementAnswer {
  if (vetting.status === 'authorized') return said(true, 'verified');
  if (vetting.status === 'rejected') return said(false, 'verification_rejected', { link: '/a/:account/company', permission: 'legal_profile' });
  return said(false, 'verification_pending', { waitsFor: 'operator', due: vetting.dueAt, link: '/a/:account/company' });
}

/** An amount as the database writes it, `300000.000000`, in its smallest part. */
const millionths = (amount: string): bigint => {
  const [whole = '0', part = ''] = amount.split('.');
  return BigInt(whole + part.padEnd(6, '0'));
};

function revenueStatus(requirement: Extract<Requirement, { kind: 'revenue' }>, { figures: { revenue } }: Facts): RequirementAnswer {
  if (!revenue) return said(false, 'no_revenue', { waitsFor: 'operator' });
  if (revenue.currency !== requirement.currency) return said(false, 'revenue_currency', { facts: revenue, waitsFor: 'operator' });
  return said(millionths(revenue.amount) >= millionths(requirement.amount), 'revenue', { facts: revenue, waitsFor: 'operator' });
}

/** What is known of an enrollment when it is asked what comes next. */
export interface Standing {
  readonly program: string;
  readonly isOpen: boolean;
  readonly definition: Pick<Definition, 'review' | 'agreement' | 'leavingIsFinal' | 'sections' | 'reviewDays'>;
  readonly state: EnrollmentState | null;
  readonly reason: string | null;
  readonly dueAt: Date | null;
  /** When the operator's answer is due if no date stands. */
  readonly promisedAt: Date;
  readonly unmet: readonly RequirementAnswer[];
  readonly agreement: RequirementAnswer | null;
  /** Where the company's verification stands. */
  readonly verification: RequirementAnswer;
  readonly isInvited: boolean;
  /** Its reseller account is not linked to a location in the company's country. */
  readonly lacksLocation: boolean;
  /** Whether anybody holds a role that the program is for; true when it has none. */
  readonly hasPeople: boolean;
}
export interface NextStep {
  readonly key: Next['key'];
  readonly who: 'company' | 'operator';
  /** What it takes of the company's people. */
  readonly permission: string | null;
  readonly link: string | null;
  readonly due: Date | null;
}

const company = (key: Next['key'], permission: string | null, link: string, due: Date | null = null): NextStep => ({
  key,
  who: 'company',
  permission,
  link,
  due,
});
const operator = (key: Next['key'], due: Date | null = null, link: string | null = null): NextStep => ({ key, who: 'operator', permission: null, link, due });

/** The next step of a company with a program. There always is one: something to do, or a name and a date to wait for. */
export function nextOf(at: Standing): NextStep {
  const overview = `/a/:account/programs/${at.program}`;
  const enroll = enrollPermission(at.definition.sections);
  switch (at.state) {
    case null:
    case 'refused':
    case 'left':
      return nextOfOutside(at);
    case 'applied':
      if (at.definition.review !== 'verification' || at.verification.met) return operator('wait_review', at.dueAt ?? at.promisedAt);
      if (at.verification.waitsFor) return operator('wait_verification', at.verification.due ?? at.dueAt ?? at.promisedAt);
      return company('mend_verification', at.verification.permission, at.verification.link ?? '/a/:account/company', at.verification.due ?? null);
    case 'asked_back':
      return company('answer', enroll, overview, at.dueAt ?? at.promisedAt);
    case 'qualified':
      if (!at.agreement) return operator('wait_review', at.promisedAt);
      if (at.lacksLocation) return company('link_location', 'locations', overview);
      // There may be no text yet for where the company is.
      if (at.agreement.waitsFor) return operator('wait_agreement', at.agreement.due ?? at.promisedAt);
      return company('accept', at.agreement.permission ?? 'agreements', at.agreement.link ?? overview);
    case 'active':
      if (at.lacksLocation) return company('link_location', 'locations', overview);
      return at.hasPeople ? company('use', null, overview) : company('give_roles', 'roles', '/a/:account/people');
    case 'restricted':
      return at.reason === 'unpaid' ? operator('settle', at.dueAt) : company('meet_again', enroll, overview, at.dueAt);
    case 'suspended':
      if (at.reason === 'unpaid') return operator('settle', at.dueAt);
      return at.reason === 'profile_rejected'
        ? company('mend_profile', 'legal_profile', at.verification.link ?? '/a/:account/company', at.dueAt)
        : operator('contact', at.dueAt);
  }
}

function nextOfOutside(at: Standing): NextStep {
  const overview = `/a/:account/programs/${at.program}`;
  if (!at.isOpen) return operator('closed');
  if (isLeftForGood(at)) return operator('wait_invitation');
  const mendable = at.unmet.find((answer) => answer.waitsFor !== 'operator');
  if (mendable) return company('meet', mendable.permission, mendable.link ?? overview, mendable.due ?? null);
  const awaited = at.unmet[0];
  if (awaited?.detail === 'programs.met.no_invitation') return operator('wait_invitation');
  if (awaited) return awaited.due ? operator('wait_verification', awaited.due, awaited.link) : operator('contact');
  return company(at.state === null ? 'apply' : 'apply_again', enrollPermission(at.definition.sections), overview);
}

/** Whoever left a program for good comes back only by invitation. */
export const isLeftForGood = (at: Pick<Standing, 'state' | 'reason' | 'isInvited'> & { readonly definition: Pick<Definition, 'leavingIsFinal'> }): boolean =>
  at.state === 'left' && at.reason === 'company_left' && at.definition.leavingIsFinal && !at.isInvited;
