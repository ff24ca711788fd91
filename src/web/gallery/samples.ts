import type { MessageKey } from '../../core/locale.ts';
import type { Meaning } from '../ui/meaning.ts';

export interface SamplePerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: MessageKey;
  readonly state: { readonly word: MessageKey; readonly kind: Meaning | 'plain' };
  readonly seenAt: string;
  readonly amount: number;
}

const names = [
  ['Amélie Laurent', 'amelie.laurent@contoso.fr'],
  ['王晓雯', 'wang.xiaowen@litware.cn'],
  ['Diego Martínez Íñiguez', 'diego.martinez@fabrikam.es'],
  ['陳怡君', 'yichun.chen@tailspin.tw'],
  ['Grace O’Connor', 'grace.oconnor@northwind.com'],
  ['Νίκος Παπαδόπουλος', 'nikos.p@proseware.gr'],
  ['Zoë van der Berg-Östlund', 'zoe.vanderberg@wideworldimporters.example'],
  ['محمد الأمين', 'm.alamin@adatum.ae'],
] as const;

const roles = ['gallery.role_ga', 'gallery.role_ba', 'gallery.role_ua'] as const;
const states = [
  { word: 'gallery.active', kind: 'success' },
  { word: 'gallery.invited', kind: 'info' },
  { word: 'gallery.expired', kind: 'warning' },
] as const;

/** People in the scripts that our readers meet, as many as asked for. */
export function samplePeople(count: number): SamplePerson[] {
  return Array.from({ length: count }, (_, at) => {
    const [name, email] = names[at % names.length] as (typeof names)[number];
    return {
      id: `p${at}`,
      name: at < names.length ? name : `${name} ${Math.floor(at / names.length) + 1}`,
      email,
      role: roles[(at * 7) % roles.length] as MessageKey,
      state: states[at % 5 === 1 ? 1 : at % 7 === 6 ? 2 : 0] as SamplePerson['state'],
      seenAt: new Date(Date.UTC(2026, 10, 21, 9, 41) - at * 26_000_000).toISOString(),
      amount: 1_240.5 * ((at % 9) + 1),
    };
  });
}
