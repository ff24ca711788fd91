import type { Client } from '../core/endpoint.ts';
import type { Locale } from '../core/locale.ts';
import type { customers } from '../features/customers/contract.ts';
import type { orders } from '../features/orders/contract.ts';

interface Office {
  readonly own: Client<typeof orders>;
  readonly known: Client<typeof customers>;
  readonly country: string;
  readonly locale: Locale;
}
type Person = readonly [name: string, givenName: string, familyName: string];
const people: Readonly<Record<Locale, readonly Person[]>> = {
  en: [
    ['maya.ellis', 'Maya', 'Ellis'],
    ['theo.grant', 'Theo', 'Grant'],
    ['priya.nair', 'Priya', 'Nair'],
    ['owen.hart', 'Owen', 'Hart'],
    ['lena.foster', 'Lena', 'Foster'],
  ],
  fr: [
    ['lucie.moreau', 'Lucie', 'Moreau'],
    ['antoine.girard', 'Antoine', 'Girard'],
    ['nadia.benali', 'Nadia', 'Benali'],
    ['hugo.lambert', 'Hugo', 'Lambert'],
    ['claire.roussel', 'Claire', 'Roussel'],
  ],
  es: [
    ['marta.iglesias', 'Marta', 'Iglesias'],
    ['pablo.serrano', 'Pablo', 'Serrano'],
    ['lucia.ferrer', 'Lucía', 'Ferrer'],
    ['diego.molina', 'Diego', 'Molina'],
    ['elena.vidal', 'Elena', 'Vidal'],
  ],
  'zh-CN': [
    ['li.na', '娜', '李'],
    ['zhang.wei', '伟', '张'],
    ['chen.jing', '静', '陈'],
    ['liu.yang', '洋', '刘'],
    ['zhao.min', '敏', '赵'],
  ],
  'zh-TW': [
    ['lin.yijun', '怡君', '林'],
    ['huang.zhihao', '志豪', '黃'],
    ['wu.shufen', '淑芬', '吳'],
    ['tsai.jiahao', '家豪', '蔡'],
    ['hsu.yating', '雅婷', '許'],
  ],
};

/** People of the first customer with licenses, one with a part of it off; and someone of the second whose product is suspended. */
export async function licenseUsers({ own, known, country, locale }: Office): Promise<void> {
  const { items } = await known.listCustomers({ limit: 100 });
  const [first, second] = items.filter((each) => each.agreement !== 'none' && each.qualification === 'none');
  if (!first) return;
  const userIds: string[] = [];
  for (const [name, givenName, familyName] of people[locale]) {
    const { userId } = await known.addCustomerUser({ customerId: first.customerId, name, givenName, familyName, usageLocation: country, locale });
    userIds.push(userId);
  }
  const { customerId } = first;
  const give = (skuId: string, excludedPlans: string[] | null = null) => ({ skuId, want: 'assign' as const, excludedPlans });
  await own.changeLicenses({ customerId, userIds: userIds.slice(0, 3), changes: [give('tideway-office-business'), give('tideway-meet-standard')] });
  await own.changeLicenses({ customerId, userIds: userIds.slice(3, 4), changes: [give('tideway-office-business', ['tideway-slides'])] });
  await own.changeLicenses({ customerId, userIds: userIds.slice(0, 2), changes: [give('tideway-office-voice')] });
  if (second) await licenseAdmin({ own, known }, second.customerId);
}

/** Given while the product still ran. */
async function licenseAdmin({ own, known }: Pick<Office, 'own' | 'known'>, customerId: string): Promise<void> {
  const { items } = await known.listCustomerUsers({ customerId, limit: 1 });
  const [mail] = (await own.listLicensePools({ customerId })).items.filter(({ available }) => available > 0);
  const userId = items[0]?.userId;
  if (mail && userId) await own.changeLicenses({ customerId, userIds: [userId], changes: [{ skuId: mail.skuId, want: 'assign' }] });
}
