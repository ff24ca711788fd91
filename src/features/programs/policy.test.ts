import { describe, expect, test } from 'vitest';
import { locales } from '../../core/locale.ts';
import { Definition, enrollmentStates, ProgramId } from './contract.ts';
import { enrollPermission, events, type Facts, moved, nextOf, rolesOf, type Standing, statusOf } from './policy.ts';
import { shippedPrograms } from './programs.ts';

const facts: Facts = {
  country: 'FR',
  vetting: { status: 'authorized', dueAt: null },
  support: { email: 'help@contoso.example', phone: '+33142602000', website: null },
  locations: ['FR'],
  activePrograms: ['membership'],
  programNames: new Map([['membership', 'MPN']]),
  invitation: undefined,
  figures: { revenue: { amount: '300000.000000', currency: 'USD' }, months: 12 },
  secondFactors: new Map([
    ['admin_agent,global_admin', [false, true].map((hasFactor) => ({ personId: `p${hasFactor}`, name: 'Ana', email: 'ana@contoso.example', hasFactor }))],
  ]),
  confirmed: [],
};

describe('a requirement', () => {
  test.each([
    [{ kind: 'location', countries: [] }, true, 'location'],
    [{ kind: 'location', countries: ['DE', 'AT'] }, false, 'no_location'],
    [{ kind: 'support_details', fields: ['email', 'phone'] }, true, 'support_details'],
    [{ kind: 'support_details', fields: ['website'] }, false, 'no_support_details'],
    [{ kind: 'second_factor', roles: ['global_admin', 'admin_agent'] }, false, 'no_second_factor'],
    [{ kind: 'program', programs: ['referrals', 'membership'] }, true, 'program'],
    [{ kind: 'program', programs: ['referrals'] }, false, 'no_program'],
    [{ kind: 'invitation' }, false, 'no_invitation'],
    [{ kind: 'revenue', amount: '300000', currency: 'USD' }, true, 'revenue'],
    [{ kind: 'revenue', amount: '300000.000001', currency: 'USD' }, false, 'revenue'],
    [{ kind: 'revenue', amount: '1', currency: 'EUR' }, false, 'revenue_currency'],
    [{ kind: 'months', months: 12 }, true, 'months'],
    [{ kind: 'months', months: 13 }, false, 'months'],
  ] as const)('%j is met: %s', (requirement, met, detail) => {
    expect(statusOf(requirement as never, facts)).toMatchObject({ met, detail: `programs.met.${detail}` });
  });

  test('nobody with the roles whose second factor is asked for does not meet it', () => {
    expect(statusOf({ kind: 'second_factor', roles: ['sales_agent'] }, facts).met).toBe(false);
  });
});

test('every shipped program fits the schema of the catalog, and says everything in every language', () => {
  for (const { program, ...definition } of shippedPrograms) {
    expect(ProgramId.parse(program)).toBe(program);
    expect(Definition.parse(definition), program).toEqual(definition);
    for (const locale of locales) for (const text of Object.values(definition.texts[locale])) expect(text.trim(), `${program} ${locale}`).not.toBe('');
  }
});

test('no words of a shipped program are English in another language, nor spaced as another', () => {
  const spacing = {
    fr: /(?<!\u202f)[!?;](?=\s|$)|(?<!\u00a0):(?=\s|$)|[a-z]'[a-z]/,
    es: /ordenador|vosotros/,
    'zh-CN': /[一-龥] [A-Za-z0-9]|[A-Za-z0-9] [一-龥]|帐|你/,
    'zh-TW': /[一-龥] [A-Za-z0-9]|[A-Za-z0-9] [一-龥]|計劃|你|信息/,
  } as const;
  for (const { program, texts } of shippedPrograms)
    for (const [locale, pattern] of Object.entries(spacing)) {
      const { name: _name, nav: _nav, ...said } = texts[locale as keyof typeof texts];
      for (const text of Object.values(said)) expect(text, `${program} ${locale}`).not.toMatch(pattern);
      expect(said.brings).not.toBe(texts.en.brings);
    }
});

test('every state can be reached and, but for none, left', () => {
  for (const state of enrollmentStates) {
    expect(
      [null, ...enrollmentStates].some((from) => events.some((event) => moved(from, event) === state)),
      state,
    ).toBe(true);
    expect(
      events.some((event) => moved(state, event)),
      state,
    ).toBe(true);
  }
});

test('whatever is known of a company, there is something to do or somebody to wait for', () => {
  const date = new Date('2026-11-28T09:00:00Z');
  for (const { program, ...definition } of shippedPrograms)
    for (const state of [null, ...enrollmentStates])
      for (const reason of [null, 'unpaid', 'profile_rejected', 'misuse', 'company_left'])
        for (const isOpen of [true, false])
          for (const isInvited of [true, false])
            for (const status of ['pending', 'authorized', 'rejected']) {
              const known: Facts = {
                ...facts,
                vetting: { status, dueAt: status === 'pending' ? date : null },
                invitation: isInvited ? { sponsor: 'Renata' } : undefined,
              };
              const agreement = definition.agreement ? { met: false, detail: 'x', facts: {}, link: '/a/:account/agreements', permission: 'agreements' } : null;
              const unmet = definition.requirements.map((each) => statusOf(each, known)).filter(({ met }) => !met);
              const at: Standing = {
                program,
                isOpen,
                definition,
                state,
                reason,
                dueAt: null,
                promisedAt: date,
                unmet,
                agreement,
                verification: statusOf({ kind: 'verified' }, known),
                isInvited,
                lacksLocation: status === 'rejected',
                hasPeople: false,
              };
              const next = nextOf(at);
              const where = `${program} ${state} ${reason} ${status}: ${next.key}`;
              if (next.who === 'company') expect(next.link, where).not.toBeNull();
              if (next.key.startsWith('wait_re') || next.key === 'wait_verification') expect(next.due, where).toBeInstanceOf(Date);
            }
});

test('reseller programs are joined by global admins only, incentives by who manages them', () => {
  expect(enrollPermission(['reseller'])).toBe('programs.enroll.reseller');
  expect(enrollPermission(['incentives'])).toBe('programs.enroll.incentives');
  expect(enrollPermission(['membership', 'insights'])).toBe('programs.enroll');
  expect(rolesOf(['referrals'])).toEqual(['business_profile_admin', 'referrals_admin', 'referrals_user']);
});
