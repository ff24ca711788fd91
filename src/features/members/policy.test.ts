import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate, giversOf, guestRoles } from '../../core/access.ts';
import { type AccountRole, accountRoles, selfGiven } from '../../core/roles.ts';
import type { HeldRole } from './contract.ts';
import { type AdminSeen, canWith, effectiveAdmins, givableRoles, isLastAdmin, maskEmail, mayGiveRole, roleBeyondReach, roleChange } from './policy.ts';

const now = new Date('2026-11-21T09:00:00Z');
const held = (role: AccountRole, endsAt: Date | null = null): HeldRole => ({ role, scope: 'company', endsAt });
const actorWith = (personId: string, roles: readonly AccountRole[]) => ({
  personId,
  rights: evaluate(
    roles.map((role) => ({ role, scope: 'company' as const, endsAt: null })),
    [],
    now,
  ),
});

const anyRoles = fc.uniqueArray(fc.constantFrom(...accountRoles));
const anyHeld = fc.uniqueArray(
  fc.record({
    role: fc.constantFrom(...accountRoles),
    scope: fc.constant('company' as const),
    endsAt: fc.option(fc.date({ min: now, max: new Date('2030-01-01'), noInvalidDate: true })),
  }),
  { selector: (one) => one.role },
);
const anyAdmins = fc.uniqueArray(fc.record({ personId: fc.uuid(), forGood: fc.boolean(), hasSecondFactor: fc.boolean() }), {
  selector: (one) => one.personId,
  maxLength: 8,
});

test('nobody gives a role that the table does not let them give', () => {
  fc.assert(
    fc.property(anyRoles, fc.constantFrom(...accountRoles), (roles, wanted) => {
      expect(mayGiveRole(actorWith('a', roles), wanted, { personId: 'b' })).toBe(roles.some((role) => giversOf([wanted]).includes(role)));
    }),
  );
});

test('nobody gives a role to themselves unless the table lists it', () => {
  fc.assert(
    fc.property(anyRoles, fc.constantFrom(...accountRoles), (roles, wanted) => {
      expect(mayGiveRole(actorWith('a', roles), wanted, { personId: 'a' })).toBe(roles.some((role) => selfGiven[role]?.includes(wanted)));
    }),
  );
});

test('nobody manages a person who holds a role that they could not give', () => {
  fc.assert(
    fc.property(anyRoles, anyHeld, (roles, theirs) => {
      const actor = actorWith('a', roles);
      const can = canWith(actor, { personId: 'b', isGuest: false, state: 'active', roles: theirs });
      if (
        roleBeyondReach(
          actor,
          theirs.map((one) => one.role),
        )
      )
        expect(can).toMatchObject({ deactivate: false, remove: false });
    }),
  );
});

test('a guest is never given a role that opens people, money or law', () => {
  fc.assert(
    fc.property(anyRoles, (roles) => {
      for (const role of givableRoles(actorWith('a', roles), { personId: 'b', isGuest: true })) expect(guestRoles).toContain(role);
    }),
  );
});

test('giving and taking the difference leads from one set of roles to the other', () => {
  fc.assert(
    fc.property(anyHeld, anyHeld, (before, after) => {
      const { given, taken } = roleChange(before, after);
      const result = [...before.filter((one) => !taken.includes(one)), ...given];
      const written = (set: readonly HeldRole[]) => set.map((one) => `${one.role} ${one.endsAt?.getTime()}`).sort();
      expect(written(result)).toEqual(written(after));
    }),
  );
});

test('as long as a company has admins, some of them count', () => {
  fc.assert(
    fc.property(anyAdmins, (admins) => {
      expect(effectiveAdmins(admins).length > 0).toBe(admins.length > 0);
    }),
  );
});

test('an admin with a second factor, once there is one who holds the role for good, is never outlived by those without', () => {
  fc.assert(
    fc.property(anyAdmins, (admins) => {
      const counting = effectiveAdmins(admins);
      if (admins.some((one) => one.forGood && one.hasSecondFactor)) expect(counting.every((one) => one.forGood && one.hasSecondFactor)).toBe(true);
    }),
  );
});

test('however admins are taken away one by one, the last that counts stays', () => {
  fc.assert(
    fc.property(
      anyAdmins.filter((admins) => admins.length > 0),
      fc.array(fc.nat()),
      (start, picks) => {
        let admins: AdminSeen[] = start;
        const best = effectiveAdmins(start)[0] as AdminSeen;
        for (const pick of picks) {
          const target = admins[pick % admins.length] as AdminSeen;
          if (
            !isLastAdmin(
              effectiveAdmins(admins).map((one) => one.personId),
              target.personId,
            )
          )
            admins = admins.filter((one) => one !== target);
        }
        const counting = effectiveAdmins(admins);
        expect(counting.length).toBeGreaterThan(0);
        // And they are as good as those who counted at first.
        expect(counting.every((one) => one.forGood === best.forGood && one.hasSecondFactor === best.hasSecondFactor)).toBe(true);
      },
    ),
  );
});

test('a masked address is known again by its owner and says little else', () => {
  expect(maskEmail('chloe.durand@contoso.example')).toBe('c•••@contoso.example');
  expect(canWith(actorWith('a', ['global_admin']), { personId: 'a', isGuest: false, state: 'active', roles: [held('global_admin')] })).toMatchObject({
    setRoles: true,
    remove: false,
  });
});
