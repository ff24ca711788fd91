import { may } from '../../core/access.ts';
import type { Permission } from '../../core/grants.ts';
import type { Locale, Translate } from '../../core/locale.ts';
import { idKey, instantKey, page } from '../../core/page.ts';
import type { MemberActor } from '../../server/actor.ts';
import type { Context, HandlersOf } from '../../server/call.ts';
import type { FileStore } from '../../server/files.ts';
import type { Download } from '../../server/http.ts';
import { getAccount } from '../accounts/queries.ts';
import { agreeToClosing, askClosing, declineClosing, takeBackClosing } from './acts.ts';
import { type Closing, type closing, ClosingParts, type DeskClosing, type Overview } from './contract.ts';
import { packCompany } from './exports.ts';
import { moved, openStates } from './policy.ts';
import { type ClosingRow, listClosers, listClosingsHere, listDeskClosings, listEffects, listStops } from './queries.ts';

type Asking = Context<MemberActor>;

/** Exports that stand on pages of their own, by who may have them. */
const exports: readonly { readonly key: string; readonly permission: Permission; readonly link: string }[] = [
  { key: 'activity', permission: 'activity_log', link: '/a/:account/activity' },
  { key: 'locations', permission: 'locations', link: '/a/:account/locations' },
  { key: 'roles', permission: 'roles', link: '/a/:account/roles' },
  { key: 'security', permission: 'security_report', link: '/a/:account/security-report' },
  { key: 'agreements', permission: 'agreements', link: '/a/:account/agreements' },
];

interface ClosingPartsOf {
  readonly files: FileStore;
  translator(locale: Locale): Translate;
}
export const closingHandlers = ({ files, translator }: ClosingPartsOf): HandlersOf<typeof closing> => ({
  getClosing: (context) => overview(context),
  async askClosing(context, said) {
    await askClosing(context.tx, context.actor, context.now, { ...said, stops: await stopsNow(context) });
    return overview(context);
  },
  async agreeToClosing(context, said) {
    await agreeToClosing(context.tx, context.actor, context.now, said, await stopsNow(context));
    return overview(context);
  },
  async declineClosing(context, said) {
    await declineClosing(context.tx, context.actor, context.now, said);
    return overview(context);
  },
  async takeBackClosing(context, said) {
    await takeBackClosing(context.tx, context.actor, context.now, said);
    return overview(context);
  },
  async exportCompany({ tx, actor, now }): Promise<Download> {
    const { partnerId } = await getAccount(tx);
    const body = await packCompany(tx, { now, t: translator(actor.locale), files, allRequests: may(actor.rights, 'support.requests', 'view') });
    return { type: 'application/zip', name: `company-${partnerId}-${now.toISOString().slice(0, 10)}.zip`, body };
  },
  async listClosings({ tx }, { show, after, limit }) {
    const place = instantKey(after);
    const rows = await listDeskClosings(tx, { limit: limit + 1, show, after: place && { at: place.at, id: idKey(place.id) } });
    return page(rows, limit, (row) => [row.at.toISOString(), row.closingId], presentDesk);
  },
});

/** What must be settled first, also by what later features say. */
async function stopsNow({ tx, ask }: Asking): Promise<string[]> {
  const [stops, parts] = await Promise.all([listStops(tx), ask(ClosingParts, {})]);
  return [...stops, ...parts.flatMap((part) => part.stops ?? [])];
}

async function overview(context: Asking): Promise<Overview> {
  const { tx, actor, now, ask } = context;
  const [account, rows, closers, effects, stops, parts] = await Promise.all([
    getAccount(tx),
    listClosingsHere(tx),
    listClosers(tx, now),
    listEffects(tx, actor.locale),
    listStops(tx),
    ask(ClosingParts, {}),
  ]);
  const open = rows.find(({ state }) => openStates.includes(state));
  const edits = may(actor.rights, 'closing', 'edit');
  return {
    company: account.name,
    closing: open ? present(open, actor, edits) : null,
    past: rows.filter((row) => row !== open).map((row) => present(row, actor, edits)),
    effects: [...effects, ...parts.flatMap((part) => part.effects ?? [])],
    stops: [...stops, ...parts.flatMap((part) => part.stops ?? [])],
    others: closers.filter(({ personId }) => personId !== actor.personId),
    exports: exports.filter(({ permission }) => may(actor.rights, permission)).map(({ key, link }) => ({ key, link })),
    can: { ask: edits && !open },
  };
}

const shown = (row: Omit<ClosingRow, 'version'>) => ({
  closingId: row.closingId,
  state: row.state,
  reason: row.reason,
  words: row.words,
  askedAt: row.askedAt,
  askedBy: row.askedByName,
  answerBy: row.answerBy,
  agreedAt: row.agreedAt,
  agreedBy: row.agreedByName,
  closesAt: row.closesAt,
  endedAt: row.endedAt,
  endedBy: row.endedByName,
  stoppedBy: row.stoppedBy,
});

function present(row: ClosingRow, { personId }: MemberActor, edits: boolean): Closing {
  const isOther = row.askedBy !== personId;
  return {
    ...shown(row),
    version: row.version,
    can: {
      agree: edits && isOther && moved(row.state, 'agree') !== undefined,
      decline: edits && isOther && moved(row.state, 'decline') !== undefined,
      takeBack: edits && moved(row.state, 'take_back') !== undefined,
    },
  };
}

const presentDesk = (row: Awaited<ReturnType<typeof listDeskClosings>>[number]): DeskClosing => ({
  ...shown(row),
  accountId: row.accountId,
  company: row.company,
  partnerId: row.partnerId,
});
