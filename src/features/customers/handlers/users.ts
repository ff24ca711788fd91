import { Readable } from 'node:stream';
import { may, type Rights } from '../../../core/access.ts';
import { csvText } from '../../../core/csv.ts';
import type { Locale, Translate } from '../../../core/locale.ts';
import { cursorKey, idKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { cellsOf, textOf } from '../../../server/csvFile.ts';
import type { Download } from '../../../server/http.ts';
import type { Tx } from '../../../server/tx.ts';
import { addCustomerUser, deleteCustomerUser, restoreCustomerUser, sendCustomerUserLink, updateCustomerUser } from '../acts/users.ts';
import { confirmUserImport, keepUserFile, type Licensing, rowsOf, undoUserImport } from '../acts/userFiles.ts';
import {
  type CustomerUser,
  LicensesAsked,
  LicensesGiven,
  LicensesReturn,
  type userEndpoints,
  userFileColumns,
  type UserFileColumn,
  userRestorableDays,
} from '../contract/users.ts';
import { givableRoles, opensUsers } from '../policy.ts';
import { readUsers, userFileWords } from '../policy/userFile.ts';
import { findCustomer, listDelegatedRoles } from '../queries.ts';
import { findCustomerUser, findUserImport, listCustomerUsers, type UserImportRow, type UserRowKept } from '../queries/users.ts';
import { wordsOf } from './customers.ts';

export function userHandlers(translator: (locale: Locale) => Translate): HandlersOf<typeof userEndpoints> {
  let known: ReadonlyMap<string, UserFileColumn> | undefined;
  return {
    async listCustomerUsers({ tx, actor, now }, { customerId, search, state, order, role, after, limit }) {
      const [name, userId] = cursorKey(after) ?? [];
      const [{ domain, delegated }, rows] = await Promise.all([
        about(tx, customerId, now),
        listCustomerUsers(tx, {
          tenantId: customerId,
          limit: limit + 1,
          words: wordsOf(search),
          state,
          order,
          role,
          after: userId === undefined ? undefined : { name: String(name), userId: idKey(userId) },
        }),
      ]);
      const manage = opensUsers(delegated, 'manage');
      return {
        ...page(
          rows,
          limit,
          (row) => [row.displayName, row.userId],
          (row) => present(row, actor.rights, delegated, now),
        ),
        domain,
        can: {
          add: manage && may(actor.rights, 'customers.act_on_behalf', 'edit'),
          import: manage && may(actor.rights, 'customers.users.import', 'edit'),
        },
        givable: [...givableRoles(delegated)],
      };
    },
    async getCustomerUser({ tx, actor, now }, { customerId, userId }) {
      const [{ delegated }, row] = await Promise.all([about(tx, customerId, now), findCustomerUser(tx, customerId, userId)]);
      if (!row) throw new NotFound({});
      return { ...present(row, actor.rights, delegated, now), givable: [...givableRoles(delegated)] };
    },
    async addCustomerUser({ tx, actor, now, ask }, { customerId, licenses, ...said }) {
      const userId = await addCustomerUser(tx, actor, now, customerId, said);
      if (licenses.length > 0) await ask(LicensesGiven, { customerId, users: [{ userId, skuIds: licenses }], locale: actor.locale });
      return shown(tx, actor, now, customerId, userId);
    },
    async updateCustomerUser({ tx, actor, now }, said) {
      await updateCustomerUser(tx, actor, now, said);
      return shown(tx, actor, now, said.customerId, said.userId);
    },
    async deleteCustomerUser({ tx, actor, now }, { customerId, userId }) {
      await deleteCustomerUser(tx, actor, now, customerId, userId);
      return shown(tx, actor, now, customerId, userId);
    },
    async restoreCustomerUser({ tx, actor, now, ask }, { customerId, userId }) {
      await restoreCustomerUser(tx, actor, now, customerId, userId);
      const parts = await ask(LicensesReturn, { customerId, userId, locale: actor.locale });
      const licenses = { returned: parts.flatMap(({ returned }) => returned), missing: parts.flatMap(({ missing }) => missing) };
      return { ...(await shown(tx, actor, now, customerId, userId)), licenses };
    },
    async sendCustomerUserLink({ tx, actor, now }, { customerId, userId }) {
      await sendCustomerUserLink(tx, actor, now, customerId, userId);
      return {};
    },
    async exportUserTemplate({ tx, actor }, { customerId }) {
      if (!(await findCustomer(tx, customerId))) throw new NotFound({});
      const t = translator(actor.locale);
      const head = csvText([userFileColumns.map((column) => t(`customers.users.column.${column}`))]);
      return {
        type: 'text/csv; charset=utf-8',
        name: `${t('customers.users.template_name')}.csv`,
        body: Readable.from([head], { objectMode: false }),
      } satisfies Download;
    },
    async uploadCustomerUsers({ tx, actor, now, ask }, { customerId, name, content, usageLocation }) {
      known ??= userFileWords(translator);
      const headings = known;
      const cells = cellsOf(textOf(Buffer.from(content, 'base64')));
      const row = await keepUserFile(
        tx,
        actor,
        now,
        { customerId, name, usageLocation, read: (domain) => readUsers(cells, headings, domain) },
        licensingOf(ask),
      );
      return presentImport(row);
    },
    async getUserImport({ tx }, { customerId, importId }) {
      const row = await findUserImport(tx, customerId, importId);
      if (!row) throw new NotFound({});
      return presentImport(row);
    },
    confirmUserImport: async ({ tx, actor, now, ask }, which) => presentImport(await confirmUserImport(tx, actor, now, which, licensingOf(ask))),
    undoUserImport: async ({ tx, actor, now }, which) => presentImport(await undoUserImport(tx, actor, now, which)),
  };
}

/** What a file asks for beyond the users themselves; where nobody answers, nothing is known and nothing is given. */
const licensingOf = (ask: Context['ask']): Licensing => ({
  async check(asked) {
    const [rows] = await ask(LicensesAsked, asked);
    return rows ?? [...asked.rows];
  },
  give: async (asked) => void (await ask(LicensesGiven, asked)),
});

/** @throws NotFound also for a customer whose relationship has ended */
async function about(tx: Tx, customerId: string, now: Date): Promise<{ domain: string; delegated: string[] }> {
  const [customer, delegated] = await Promise.all([findCustomer(tx, customerId), listDelegatedRoles(tx, now, customerId)]);
  if (customer?.state !== 'active') throw new NotFound({});
  return { domain: customer.domain, delegated };
}

async function shown(tx: Tx, actor: MemberActor, now: Date, customerId: string, userId: string): Promise<CustomerUser> {
  const [{ delegated }, row] = await Promise.all([about(tx, customerId, now), findCustomerUser(tx, customerId, userId)]);
  if (!row) throw new NotFound({});
  return present(row, actor.rights, delegated, now);
}

function present(row: UserRowKept, rights: Rights, delegated: readonly string[], now: Date): CustomerUser {
  const acts = may(rights, 'customers.act_on_behalf', 'edit');
  const givable: readonly string[] = givableRoles(delegated);
  const edit = acts && opensUsers(delegated, 'manage') && row.roles.every((role) => givable.includes(role));
  const until = row.deletedAt ? new Date(row.deletedAt.getTime() + userRestorableDays * 86_400_000) : null;
  const stands = row.state !== 'deleted';
  return {
    userId: row.userId,
    userName: row.userName,
    givenName: row.givenName,
    familyName: row.familyName,
    displayName: row.displayName,
    usageLocation: row.usageLocation,
    roles: row.roles as CustomerUser['roles'],
    state: row.state as CustomerUser['state'],
    createdAt: row.createdAt,
    deletedAt: row.deletedAt,
    restorableUntil: until,
    version: row.version,
    can: {
      edit: edit && stands,
      delete: edit && stands,
      restore: edit && !stands && until !== null && until > now,
      sendLink: acts && row.state === 'active' && opensUsers(delegated, 'password'),
    },
  };
}

function presentImport(row: UserImportRow) {
  const rows = rowsOf(row);
  const wrong = rows.filter(({ faults }) => faults.length > 0).length;
  return {
    importId: row.importId,
    fileName: row.fileName,
    usageLocation: row.usageLocation,
    state: row.state as 'ready' | 'done' | 'undone',
    rows,
    wrong,
    createdAt: row.createdAt,
    createdBy: row.createdByName,
    endedAt: row.endedAt,
    version: row.version,
    can: { confirm: row.state === 'ready' && wrong === 0, undo: row.state === 'done' },
  };
}
