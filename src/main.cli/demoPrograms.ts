import { apply, approve, askBack, invite, noteAgreement, refuse, setFigures } from '../features/programs/acts.ts';
import { type Contact, fullName } from '../core/person.ts';
import { getAccount } from '../features/accounts/queries.ts';
import { linkResellerAccount } from '../features/programs/acts/resellerAccounts.ts';
import type { ResellerKind } from '../features/programs/contract.ts';
import { listFreeLocations, listResellerAccounts } from '../features/programs/queries/resellerAccounts.ts';
import { addResource } from '../features/programs/acts/resources.ts';
import { findEnrollment } from '../features/programs/queries.ts';
import type { App } from '../main.server.ts';
import { system } from '../server/actor.ts';
import { acrossAccounts, inAccount } from '../server/db.ts';
import type { Tx } from '../server/tx.ts';

const builder = system('entente demo');
const day = 86_400_000;

/** What each demo company has joined or applied for, and how far that went. */
const stories: Readonly<Record<string, readonly (readonly [program: string, to: 'applied' | 'asked' | 'active' | 'refused'])[]>> = {
  harbor: [
    ['membership', 'active'],
    ['referrals', 'active'],
    ['marketplace', 'active'],
    ['incentives', 'active'],
    ['reseller_distributor', 'active'],
  ],
  atelier: [
    ['membership', 'active'],
    // Buys by itself, and wants to sell for a distributor as well.
    ['reseller_direct', 'active'],
    ['reseller_indirect', 'applied'],
    ['referrals', 'active'],
  ],
  mediterraneo: [
    ['membership', 'applied'],
    ['reseller_direct', 'active'],
    ['referrals', 'active'],
  ],
  yunfan: [
    ['membership', 'active'],
    ['windows_xbox', 'active'],
    ['reseller_indirect', 'asked'],
    ['reseller_direct', 'active'],
    ['referrals', 'active'],
  ],
  fjordbridge: [['integrator', 'active']],
  chenxi: [
    ['membership', 'applied'],
    ['integrator', 'refused'],
    ['reseller_direct', 'active'],
    ['referrals', 'active'],
  ],
};
const statements: Readonly<Record<string, readonly string[]>> = {
  reseller_indirect: ['authority'],
  reseller_direct: ['support_plan', 'billing'],
  reseller_distributor: ['billing', 'authority'],
  marketplace: ['authority'],
  integrator: ['authority'],
};

/** Lets the demo companies join programs, each a few days ago. Their requirements are taken as met. */
export async function joinPrograms(app: App, now: Date, companies: ReadonlyMap<string, string>): Promise<void> {
  for (const [key, programs] of Object.entries(stories)) {
    const accountId = companies.get(key) ?? '';
    for (const [at, [program, to]] of programs.entries())
      await inAccount(app.db, accountId, (tx) => tell(tx, new Date(now.getTime() - (13 - 3 * at) * day), program, to));
  }
  for (const [key, kind] of [
    ['harbor', 'distributor'],
    ['atelier', 'reseller'],
  ] as const)
    await inAccount(app.db, companies.get(key) ?? '', (tx) => linkFirst(tx, now, kind));
  await inAccount(app.db, companies.get('atelier') ?? '', (tx) =>
    setFigures(tx, builder, now, { revenue: { amount: '348200', currency: 'USD' }, months: 19, asOf: now.toISOString().slice(0, 10), version: 0 }),
  );
  await acrossAccounts(app.db, 'entente demo', (tx) => addLinks(tx, now));
}

/** Links the account to the first location in the company's country, unless it is linked by itself. */
async function linkFirst(tx: Tx, now: Date, kind: ResellerKind): Promise<void> {
  const account = await getAccount(tx);
  const [first] = await listFreeLocations(tx, account.country);
  if (!first || (await listResellerAccounts(tx)).some((account) => account.kind === kind)) return;
  // As one of the company's people has done it.
  const name = fullName(account.primaryContact as Contact);
  await linkResellerAccount(tx, { ...builder, kind: 'app', name, accountId: account.accountId }, now, { kind, locationId: first.locationId, version: 0 });
}

async function tell(tx: Tx, at: Date, program: string, to: 'applied' | 'asked' | 'active' | 'refused'): Promise<void> {
  if (program === 'incentives' || program === 'integrator' || program === 'reseller_distributor') await invite(tx, builder, at, program, 'Renata Vogel');
  await apply(tx, builder, at, program, { missing: [], statements: statements[program] ?? [], isAgreed: to === 'active' });
  const { state, version = 1 } = (await findEnrollment(tx, program)) ?? {};
  if (to === 'asked') await askBack(tx, builder, at, program, '贵公司主要在哪些城市开展业务？请说明当地的支持人员安排。', version);
  if (to === 'refused') await refuse(tx, builder, at, program, { reason: 'profile_incomplete', note: null, version });
  if (to === 'active' && state === 'applied') await approve(tx, builder, at, program, { isAgreed: true });
  if (to === 'active') await noteAgreement(tx, builder, at, 'partner');
}

async function addLinks(tx: Tx, now: Date): Promise<void> {
  const links = [
    {
      titles: {
        en: 'Getting started as a partner',
        fr: 'Bien débuter en tant que partenaire',
        es: 'Primeros pasos como partner',
        'zh-CN': '合作伙伴入门指南',
        'zh-TW': '合作夥伴入門指南',
      },
      address: 'https://northwind.example/partners/start',
      audience: [],
    },
    {
      titles: {
        en: 'Selling guide for resellers',
        fr: 'Guide de vente pour les revendeurs',
        es: 'Guía de ventas para revendedores',
        'zh-CN': '经销商销售指南',
        'zh-TW': '經銷商銷售指南',
      },
      address: 'https://northwind.example/partners/selling',
      audience: ['reseller_indirect', 'reseller_direct'],
    },
    {
      titles: {
        en: 'Brand and logos',
        fr: 'Marque et logos',
        es: 'Marca y logotipos',
        'zh-CN': '品牌与标志',
        'zh-TW': '品牌與標誌',
      },
      address: 'https://northwind.example/partners/brand',
      audience: [],
    },
  ];
  for (const link of links) await addResource(tx, builder, now, link);
}
