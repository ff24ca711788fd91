import { NotFound, RequestInvalid } from '../../../core/problems.ts';
import type { OperatorActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { findPartner } from '../../relations/queries.ts';
import { CodeGiven, CodePartnerUnknown, CodeWithdrawn } from '../contract/validationCodes.ts';
import { type CodeRow, findCode } from '../queries/validationCodes.ts';

/** Nobody confuses these when they say them on the phone. */
const digits = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const newCode = (): string => {
  const text = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => digits[byte % 32]).join('');
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
};
/** As it is kept: people type small letters and leave dashes out. */
const asKept = (typed: string): string => {
  const bare = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return `${bare.slice(0, 4)}-${bare.slice(4, 8)}-${bare.slice(8)}`;
};

interface Given {
  readonly partnerId: string;
  readonly organization: string;
  readonly quantity: number;
}
/** Enters the partner's account. @throws CodePartnerUnknown */
export async function giveValidationCode(tx: Tx, actor: OperatorActor, now: Date, { partnerId, organization, quantity }: Given): Promise<CodeRow> {
  const partner = await findPartner(tx, partnerId);
  if (!partner) throw new CodePartnerUnknown({ partnerId });
  const { accountId } = partner;
  await enter(tx, { accountId });
  const { codeId, code } = await tx
    .insertInto('validationCodes')
    .values({ accountId, code: newCode(), organization, quantity, remaining: quantity, createdAt: now, createdByName: actor.name })
    .returning(['codeId', 'code'])
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, CodeGiven, { accountId, subjectId: codeId, details: { validationCode: code, organization, count: quantity } });
  return getCode(tx, accountId, codeId);
}

/** Safe to ask twice. @throws NotFound */
export async function withdrawValidationCode(
  tx: Tx,
  actor: OperatorActor,
  now: Date,
  { accountId, codeId }: { readonly accountId: string; readonly codeId: string },
): Promise<CodeRow> {
  await enter(tx, { accountId });
  const { numUpdatedRows } = await tx
    .updateTable('validationCodes')
    .set((old) => ({ withdrawnAt: now, version: old('version', '+', 1) }))
    .where('accountId', '=', accountId)
    .where('codeId', '=', codeId)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst();
  const row = await getCode(tx, accountId, codeId);
  const { code, organization, remaining } = row;
  if (numUpdatedRows > 0n)
    await announce(tx, actor, now, CodeWithdrawn, { accountId, subjectId: codeId, details: { validationCode: code, organization, count: remaining } });
  return row;
}

async function getCode(tx: Tx, accountId: string, codeId: string): Promise<CodeRow> {
  const row = await findCode(tx, accountId, codeId);
  if (!row) throw new NotFound({});
  return row;
}

export interface UsedCode {
  readonly codeId: string;
  readonly organization: string;
}
/** Takes one use of a code of the running account: of two who want the last one, the second finds it used up. @throws RequestInvalid for the field */
export async function useValidationCode(tx: Tx, typed: string, field: string): Promise<UsedCode> {
  const { rows } = await run(
    tx,
    `update validation_codes set remaining = remaining - 1, version = version + 1
      where account_id = current_account() and code = $1 and withdrawn_at is null and remaining > 0 returning code_id as "codeId", organization`,
    [asKept(typed)],
  );
  const used = rows[0] as UsedCode | undefined;
  if (used) return used;
  const { rows: known } = await run(tx, 'select 1 from validation_codes where account_id = current_account() and code = $1 and withdrawn_at is null', [
    asKept(typed),
  ]);
  throw new RequestInvalid({ fields: { [field]: known.length > 0 ? 'code_used_up' : 'code_unknown' } });
}
