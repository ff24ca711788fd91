import { describe, expect, test } from 'vitest';
import { filterOf } from './policy/scimFilter.ts';
import { groupOf } from './policy/scimGroup.ts';
import { type Json, type Operation, patched } from './policy/scimPatch.ts';
import { domainsOf, userOf } from './policy/scimUser.ts';

const jonas: Json = {
  userName: 'jonas@contoso.example',
  externalId: 'e1',
  name: { givenName: 'Jonas', familyName: 'Weber' },
  displayName: 'Jonas Weber',
  emails: [{ value: 'jonas@contoso.example', type: 'work', primary: true }],
  active: true,
};
const after = (operations: readonly Operation[], before: Json = jonas): Json => {
  const result = patched(before, operations);
  if ('fault' in result) throw new Error(JSON.stringify(result.fault));
  return result.resource;
};
const faultOf = (operations: readonly Operation[]) => {
  const result = patched(jonas, operations);
  return 'fault' in result ? result.fault.scimType : 'none';
};
const user = (operations: readonly Operation[]) => {
  const read = userOf(after(operations));
  if ('fault' in read) throw new Error(JSON.stringify(read.fault));
  return read.user;
};

describe('as Entra ID writes it', () => {
  test('operations in capitals, booleans as words', () => {
    expect(user([{ op: 'Replace', path: 'active', value: 'False' }]).active).toBe(false);
    expect(user([{ op: 'Add', path: 'active', value: 'True' }]).active).toBe(true);
  });
  test('an address by a filter, whether it is there or not', () => {
    expect(user([{ op: 'Replace', path: 'emails[type eq "work"].value', value: 'j@contoso.example' }]).email).toBe('j@contoso.example');
    expect(
      user([
        { op: 'Remove', path: 'emails' },
        { op: 'Add', path: 'emails[type eq "work"].value', value: 'k@contoso.example' },
      ]).email,
    ).toBe('k@contoso.example');
    expect(after([{ op: 'Add', path: 'emails[type eq "home"].value', value: 'at@home.example' }])['emails']).toHaveLength(2);
  });
  test('several attributes at once without a path, some of them paths themselves', () => {
    expect(
      user([
        {
          op: 'Add',
          value: { 'name.givenName': 'Jo', displayName: 'Jo Weber', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department': 'Sales' },
        },
      ]),
    ).toMatchObject({ givenName: 'Jo', familyName: 'Weber', displayName: 'Jo Weber' });
  });
  test('attributes of an extension, by the whole of their name', () => {
    const path = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager';
    expect(after([{ op: 'Add', path, value: 'm1' }])['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User']).toEqual({ manager: 'm1' });
    expect(user([{ op: 'Replace', path: 'urn:ietf:params:scim:schemas:core:2.0:User:userName', value: 'x@contoso.example' }]).userName).toBe(
      'x@contoso.example',
    );
  });
  test('members to remove in the value, one by one or several', () => {
    const group = { members: [{ value: 'a' }, { value: 'b' }, { value: 'c' }] };
    expect(after([{ op: 'Remove', path: 'members', value: [{ value: 'A' }, { value: 'c' }] }], group)['members']).toEqual([{ value: 'b' }]);
    expect(after([{ op: 'Add', path: 'members', value: [{ value: 'b' }, { value: 'd' }] }], group)['members']).toHaveLength(4);
  });
});

describe('as Okta writes it', () => {
  test('an object of what is replaced', () => {
    expect(user([{ op: 'replace', value: { active: false } }]).active).toBe(false);
    expect(after([{ op: 'replace', value: { id: 'g1', displayName: 'Sales' } }], { displayName: 'Old' })).toEqual({ displayName: 'Sales' });
  });
  test('a member to remove by a filter, and a list that takes the place of the old', () => {
    const group = { members: [{ value: 'a' }, { value: 'b' }] };
    expect(after([{ op: 'remove', path: 'members[value eq "a"]' }], group)['members']).toEqual([{ value: 'b' }]);
    expect(after([{ op: 'replace', path: 'members', value: [{ value: 'c', display: 'C' }] }], group)['members']).toEqual([{ value: 'c', display: 'C' }]);
    expect(after([{ op: 'remove', path: 'members' }], group)['members']).toEqual([]);
  });
});

test('what cannot be done is named by its kind', () => {
  expect(faultOf([{ op: 'copy', path: 'active', value: true }])).toBe('invalidSyntax');
  expect(faultOf([{ op: 'replace', value: 'x' }])).toBe('invalidSyntax');
  expect(faultOf([{ op: 'remove' }])).toBe('noTarget');
  expect(faultOf([{ op: 'add', path: 'emails[type gt "x"]', value: 1 }])).toBe('invalidPath');
  expect(faultOf([{ op: 'add', path: '__proto__.polluted', value: 1 }])).toBe('invalidPath');
  expect(faultOf([{ op: 'replace', path: 'meta.version', value: 'x' }])).toBe('mutability');
  expect(faultOf([{ op: 'add', value: { [`a${'b'.repeat(400)}`]: 1 } }])).toBe('invalidPath');
});

test('no operation reaches beyond the resource', () => {
  for (const path of ['constructor.prototype', 'toString.polluted', 'hasOwnProperty', 'emails[constructor eq "x"].prototype'])
    for (const op of ['add', 'replace', 'remove']) patched(jonas, [{ op, path, value: { polluted: true } }]);
  patched(jonas, [{ op: 'add', value: JSON.parse('{"__proto__": {"polluted": true}, "name": {"__proto__": {"polluted": true}}}') as Json }]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(jonas['active']).toBe(true);
});

describe('a filter', () => {
  test('compares, and joins with “and”, whatever stands between the quotes', () => {
    expect(filterOf('userName eq "a \\"and\\" b"')).toEqual([{ attribute: 'username', value: 'a "and" b' }]);
    expect(filterOf('id eq "1" AND members[value eq "2"]')).toEqual([
      { attribute: 'id', value: '1' },
      { attribute: 'members.value', value: '2' },
    ]);
    expect(filterOf('active eq True')).toEqual([{ attribute: 'active', value: true }]);
    expect(filterOf('urn:ietf:params:scim:schemas:core:2.0:User:userName eq "x"')).toEqual([{ attribute: 'username', value: 'x' }]);
  });
  test('that says more is not read as one that says less', () => {
    for (const text of [
      'userName co "x"',
      'userName eq "x" or id eq "y"',
      'not (userName eq "x")',
      'userName pr',
      'userName eq "x',
      '',
      'members[value eq "1"] eq "2"',
    ])
      expect(filterOf(text), text).toBe(null);
  });
});

describe('a user', () => {
  test('has the names that the directory gives, or as much of one as there is', () => {
    const names = (resource: Json) => {
      const read = userOf({ userName: 'jonas.weber@contoso.example', ...resource });
      return 'user' in read ? [read.user.givenName, read.user.familyName] : read.fault;
    };
    expect(names({ name: { givenName: 'Jonas', familyName: 'Weber' } })).toEqual(['Jonas', 'Weber']);
    expect(names({ displayName: 'Jonas van der Berg' })).toEqual(['Jonas van der', 'Berg']);
    expect(names({ displayName: '王小明' })).toEqual(['王小明', 'jonas.weber']);
    expect(names({})).toEqual(['jonas.weber', 'jonas.weber']);
    expect(names({ name: { givenName: 'x'.repeat(51) } })).toMatchObject({ scimType: 'invalidValue', attribute: 'name' });
  });
  test('is at home in every domain that is named', () => {
    expect(domainsOf({ userName: 'a@One.Example', email: 'a@two.example' })).toEqual(['one.example', 'two.example']);
    expect(domainsOf({ userName: 'jonas', email: 'a@two.example' })).toEqual(['two.example']);
  });
  test('without an address is none, nor is one whose attributes are of another kind', () => {
    for (const resource of [
      { userName: 'jonas' },
      { userName: 7 },
      { userName: 'a@b.example', active: 1 },
      { userName: 'a@b.example', externalId: {} },
      { userName: 'a@b@c.example' },
    ])
      expect('fault' in userOf(resource), JSON.stringify(resource)).toBe(true);
  });
});

test('a group has users, each once, by ids', () => {
  const id = crypto.randomUUID();
  expect(groupOf({ displayName: ' Sales ', members: [{ value: id.toUpperCase() }, { value: id }] })).toEqual({
    group: { displayName: 'Sales', externalId: null, members: [id] },
  });
  for (const members of ['x', [{ value: 'x' }], [id], Array.from({ length: 10_001 }, () => ({ value: id }))])
    expect('fault' in groupOf({ displayName: 'A', members })).toBe(true);
});
