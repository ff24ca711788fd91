import { may } from '../../../core/access.ts';
import { instantKey, page } from '../../../core/page.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { getAccount } from '../../accounts/queries.ts';
import { giveValidationCode, withdrawValidationCode } from '../acts/validationCodes.ts';
import type { GivenCode, ValidationCode, validationCodeEndpoints } from '../contract/validationCodes.ts';
import { type CodeRow, listCodes } from '../queries/validationCodes.ts';

const place = (row: CodeRow) => [row.createdAt.toISOString(), row.codeId];

export const validationCodeHandlers: HandlersOf<typeof validationCodeEndpoints> = {
  async listValidationCodes({ tx }, { after, limit }) {
    const [rows, { partnerId }] = await Promise.all([listCodes(tx, { limit: limit + 1, after: instantKey(after) }), getAccount(tx)]);
    return { ...page(rows, limit, place, present), partnerId };
  },
  async listGivenCodes({ tx, actor }, { partnerId, after, limit }) {
    const rows = await listCodes(tx, { limit: limit + 1, partnerId: partnerId || undefined, after: instantKey(after) });
    return { ...page(rows, limit, place, presentGiven), can: { give: may(actor.rights, 'op.verification', 'edit') } };
  },
  giveValidationCode: async ({ tx, actor, now }, given) => presentGiven(await giveValidationCode(tx, actor, now, given)),
  withdrawValidationCode: async ({ tx, actor, now }, which) => presentGiven(await withdrawValidationCode(tx, actor, now, which)),
};

const present = (row: CodeRow): ValidationCode => ({
  codeId: row.codeId,
  code: row.code,
  organization: row.organization,
  quantity: row.quantity,
  remaining: row.withdrawnAt ? 0 : row.remaining,
  createdAt: row.createdAt,
  withdrawnAt: row.withdrawnAt,
  version: row.version,
});
const presentGiven = (row: CodeRow): GivenCode => ({
  ...present(row),
  accountId: row.accountId,
  partnerId: row.partnerId,
  partner: row.partner,
  createdBy: row.createdByName,
});
