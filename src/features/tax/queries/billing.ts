import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';

interface KeptTaxId {
  readonly country: string;
  readonly number: string;
  readonly online: 'right' | 'wrong' | null;
  readonly onlineAt: string | null;
}

/** All of the billing profile, in one statement: the company's legal data, what was said beyond it, and its tax numbers by country. */
export const getBilling = (tx: Tx) =>
  tx
    .selectFrom('accounts as a')
    .leftJoin('billingProfiles as b', 'b.accountId', 'a.accountId')
    .select([
      'a.accountId',
      'a.name',
      'a.country',
      'a.address as legalAddress',
      'a.vatNumber',
      'b.address',
      'b.contact',
      'b.purchaseOrder',
      'b.currency',
      'b.currencyFixedAt',
      'b.currencyFixedByName',
      sql<number>`coalesce(b.version, 0)`.as('version'),
      sql<
        KeptTaxId[]
      >`coalesce((select jsonb_agg(jsonb_build_object('country', t.country, 'number', t.number, 'online', t.online, 'onlineAt', t.online_at) order by t.country)
        from tax_ids t where t.account_id = a.account_id), '[]')`.as('taxIds'),
    ])
    .where('a.accountId', '=', sql<string>`current_account()`)
    .executeTakeFirstOrThrow();
export type BillingRow = Awaited<ReturnType<typeof getBilling>>;

export const findTaxId = (tx: Tx, country: string) =>
  tx.selectFrom('taxIds').selectAll().where('accountId', '=', sql<string>`current_account()`).where('country', '=', country).executeTakeFirst();
