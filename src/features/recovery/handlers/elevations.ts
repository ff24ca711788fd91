import { fullName } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';
import { domainOf } from '../../../core/text.ts';
import { type Actor, elevationOf, type MemberActor } from '../../../server/actor.ts';
import type { Context, Contexts, HandlersOf } from '../../../server/call.ts';
import { lookForTxt, resolversOf } from '../../../server/dns.ts';
import { enter } from '../../../server/db.ts';
import type { Tx } from '../../../server/tx.ts';
import { isFreeMail } from '../../../core/freeMail.ts';
import { askDomain, noteFindings } from '../../accounts/acts/domains.ts';
import { proofPrefix } from '../../accounts/contract/domains.ts';
import { presentProof } from '../../accounts/policy/domains.ts';
import { findAccount, getAccount } from '../../accounts/queries.ts';
import { findLastProof, findProof, listDomainRows } from '../../accounts/queries/domains.ts';
import { listWaysSince } from '../../identity/acts/credentialsSince.ts';
import { listGivenUnderElevation } from '../../members/queries/elevated.ts';
import { beginElevation, confirmElevation, keepElevated, revertElevation, stopElevation } from '../acts/elevations.ts';
import { enterLink } from '../acts/elevationLinks.ts';
import {
  DomainRouteClosed,
  type Elevation,
  ElevationLinkNotUsable,
  ElevationNotInState,
  type elevationsEndpoints,
  type ElevationSource,
  NotYoursToStop,
  type Undoing,
} from '../contract/elevations.ts';
import type { RecoveryParts } from '../handlers.ts';
import { againstConfirmer, type Colleagues, hasPair, stateAt, waitHoursFor } from '../policy/elevations.ts';
import { type ElevationRow, findAdminUse, findElevation, listColleagues, listConfirmations, listElevations, listNames } from '../queries/elevations.ts';

/** Elevations that the page shows, the newest first. */
const shown = 20;
type InAccount = Contexts['account'];

export const elevationsHandlers = ({ config }: RecoveryParts): HandlersOf<typeof elevationsEndpoints> => ({
  async getElevations({ tx, actor, now }) {
    const { personId } = actor;
    const [rows, colleagues, { admins, lastUsedAt }, domains, proof] = await Promise.all([
      listElevations(tx, shown),
      listColleagues(tx),
      findAdminUse(tx, now),
      domainsFor(tx, actor, now),
      findLastProof(tx, personId),
    ]);
    const items = await present(tx, now, rows, { actor, colleagues });
    return {
      items,
      admins,
      waitHours: waitHoursFor(admins ? lastUsedAt : null, now),
      against: againstConfirmer(personId, '', colleagues, now) ?? null,
      hasColleagues: hasPair('', colleagues, now),
      domains,
      proof: proof && (proof.verifiedAt !== null || proof.expiresAt > now) ? presentProof(proof) : null,
      can: { begin: items.every(({ state }) => state !== 'gathering' && state !== 'waiting' && state !== 'granted') },
    };
  },
  beginElevation: async ({ tx, actor, now }, wanted) => shownTo(tx, actor, now, await beginElevation(tx, actor, now, wanted)),
  confirmElevation: async ({ tx, actor, now }, { elevationId }) => shownTo(tx, actor, now, await confirmElevation(tx, actor, now, elevationId)),
  async stopElevation({ tx, actor, now }, { elevationId, reason }) {
    if (!mayStop(actor, await find(tx, elevationId))) throw new NotYoursToStop({});
    return shownTo(tx, actor, now, await stopElevation(tx, actor, now, elevationId, reason));
  },
  async previewUndo({ tx, actor, now, apart }, { elevationId }) {
    const row = await find(tx, elevationId);
    refuseUndoing(actor, row, now);
    return across({ apart }, row.accountId, (own) => undoingOf(own, row));
  },
  async revertElevation({ tx, actor, now, apart }, { elevationId, reason }) {
    refuseUndoing(actor, await find(tx, elevationId), now);
    return across({ apart }, actor.accountId, async (own) => shownTo(own, actor, now, await revertElevation(own, actor, now, elevationId, reason)));
  },
  keepElevated: async ({ tx, actor, now }, { elevationId }) => shownTo(tx, actor, now, await keepElevated(tx, actor, now, elevationId)),
  async proveDomainForMe({ tx, actor, now }, { domain }) {
    if (!(await domainsFor(tx, actor, now)).includes(domain)) throw new DomainRouteClosed({});
    return presentProof(await askDomain(tx, actor, now, domain, actor.personId));
  },
  async checkDomainForMe({ tx, actor, now, apart }, { proofId }) {
    const proof = await apart((own) => findProof(own, proofId));
    if (proof?.personId !== actor.personId) throw new NotFound({});
    if ((await apart((own) => findAdminUse(own, now))).admins) throw new DomainRouteClosed({});
    const seen = await lookForTxt(resolversOf(config), proof.domain, proofPrefix, proof.value);
    return presentProof(await noteFindings(tx, actor, now, proofId, seen));
  },

  async openElevationLink({ now, apart }, { token }) {
    const found = await across({ apart }, null, async (tx) => {
      const link = await enterLink(tx, token);
      if (!link) return undefined;
      const { row } = link;
      const state = stateAt(row, now);
      const undoing = state === 'granted' ? await undoingOf(tx, row) : null;
      const { name: company } = await getAccount(tx);
      return { company, name: row.personName, source: row.source as ElevationSource, state, waitsUntil: row.waitsUntil, windowUntil: row.windowUntil, undoing };
    });
    if (!found) throw new ElevationLinkNotUsable({});
    return found;
  },
  async useElevationLink({ actor, now, apart }, { token }) {
    return across({ apart }, null, async (tx) => {
      const link = await enterLink(tx, token, { uses: now });
      if (!link) throw new ElevationLinkNotUsable({});
      const { row, by } = link;
      const { elevationId, accountId } = row;
      const doer: Actor = { ...actor, accountId: accountId as never };
      const state = stateAt(row, now);
      const after =
        state === 'granted' ? await revertElevation(tx, doer, now, elevationId, null, by) : await stopElevation(tx, doer, now, elevationId, null, by);
      return { state: stateAt(after, now) };
    });
  },

  listElevationsOf: ({ actor, now, apart }, { accountId }) =>
    across({ apart }, accountId, async (tx) => {
      await entered(tx, accountId);
      const rows = await listElevations(tx, shown);
      const lines = await present(tx, now, rows, { actor, colleagues: new Map() });
      const items = [];
      for (const [i, line] of lines.entries()) items.push({ ...line, undoing: line.state === 'granted' ? await undoingOf(tx, rows[i] as ElevationRow) : null });
      return { company: (await getAccount(tx)).name, items };
    }),
  async revertElevationOf({ tx, actor, now }, { accountId, elevationId, reason }) {
    await entered(tx, accountId);
    const row = await find(tx, elevationId);
    const at: Actor = { ...actor, accountId: accountId as never };
    const isGranted = stateAt(row, now) === 'granted';
    const after = isGranted ? await revertElevation(tx, at, now, elevationId, reason) : await stopElevation(tx, at, now, elevationId, reason);
    const [line] = await present(tx, now, [after], { actor, colleagues: new Map() });
    return line as Elevation;
  },
});

/** Works across accounts, in a transaction of its own that stays: people's own rows are read and changed. */
const across = <T>({ apart }: Pick<Context, 'apart'>, accountId: string | null, work: (tx: Tx) => Promise<T>): Promise<T> =>
  apart(work, { accountId, across: 'an elevation' });

async function entered(tx: Tx, accountId: string): Promise<void> {
  await enter(tx, { accountId });
  if (!(await findAccount(tx))) throw new NotFound({});
}
async function find(tx: Tx, elevationId: string): Promise<ElevationRow> {
  const row = await findElevation(tx, elevationId);
  if (!row) throw new NotFound({});
  return row;
}

const isAdmin = (actor: Actor): boolean => actor.kind === 'operator' || actor.rights.roles.has('global_admin');
/** An admin, whoever asked for it, and whom it is about. */
const mayStop = (actor: Actor, row: Pick<ElevationRow, 'askedBy' | 'personId'>): boolean =>
  isAdmin(actor) || ('personId' in actor && [row.askedBy, row.personId].includes(actor.personId));
/** Any other admin, also one who was appointed under it: it only takes away. */
const mayUndo = (actor: Actor, row: Pick<ElevationRow, 'personId'>): boolean => isAdmin(actor) || ('personId' in actor && row.personId === actor.personId);
function refuseUndoing(actor: Actor, row: ElevationRow, now: Date): void {
  if (!mayUndo(actor, row)) throw new NotYoursToStop({});
  const state = stateAt(row, now);
  if (state !== 'granted') throw new ElevationNotInState({ state });
}

/** By which domains the reader can become admin: there is none, and their own address is at a domain of the company's. */
async function domainsFor(tx: Tx, actor: MemberActor, now: Date): Promise<string[]> {
  const { admins } = await findAdminUse(tx, now);
  if (admins || elevationOf(actor)) return [];
  const mine = domainOf(actor.email);
  return (await listDomainRows(tx)).filter(({ domain, provedAt }) => provedAt && domain === mine && !isFreeMail(domain)).map(({ domain }) => domain);
}

async function undoingOf(tx: Tx, { elevationId, personId, grantedAt }: ElevationRow): Promise<Undoing> {
  const [{ roles, members, invitations }, ways] = await Promise.all([
    listGivenUnderElevation(tx, elevationId),
    grantedAt ? listWaysSince(tx, personId, grantedAt) : [],
  ]);
  return {
    roles: roles.map((held) => ({ name: fullName(held), role: held.role })),
    people: members.map(fullName),
    invitations: invitations.map(({ email }) => email),
    ways,
  };
}

interface Reader {
  readonly actor: Actor;
  readonly colleagues: Colleagues;
}
async function shownTo(tx: Tx, actor: InAccount['actor'], now: Date, row: ElevationRow): Promise<Elevation> {
  const [line] = await present(tx, now, [row], { actor, colleagues: await listColleagues(tx) });
  return line as Elevation;
}

async function present(tx: Tx, now: Date, rows: readonly ElevationRow[], { actor, colleagues }: Reader): Promise<Elevation[]> {
  const confirmations = await listConfirmations(
    tx,
    rows.map((row) => row.elevationId),
  );
  const names = new Map(
    (await listNames(tx, [...rows.flatMap((row) => (row.askedBy ? [row.askedBy] : [])), ...confirmations.map(({ personId }) => personId)])).map((row) => [
      row.personId,
      fullName(row),
    ]),
  );
  const me = 'personId' in actor ? actor.personId : null;
  return rows.map((row): Elevation => {
    const state = stateAt(row, now);
    const roleUntil = row.roleUntil && row.roleUntil > now && (state === 'granted' || state === 'ended') ? row.roleUntil : null;
    const given = confirmations.filter(({ elevationId }) => elevationId === row.elevationId);
    const gathers = state === 'gathering' && me !== null && !given.some(({ personId }) => personId === me);
    const against = gathers ? (againstConfirmer(me, row.personId, colleagues, now) ?? null) : null;
    return {
      elevationId: row.elevationId,
      person: { personId: row.personId, name: row.personName },
      isMe: row.personId === me,
      source: row.source as ElevationSource,
      state,
      reason: row.reason,
      askedBy: (row.askedBy && names.get(row.askedBy)) || null,
      askedAt: row.askedAt,
      expiresAt: row.expiresAt,
      waitsUntil: row.waitsUntil,
      grantedAt: row.grantedAt,
      windowUntil: row.windowUntil,
      roleUntil,
      closedAt: row.closedAt,
      closedBy: row.closedBy || null,
      closedReason: row.closedReason,
      confirmations: given.map(({ personId, confirmedAt }) => ({ personId, name: names.get(personId) ?? '', at: confirmedAt })),
      can: {
        confirm: gathers && against === null && actor.kind === 'person',
        stop: (state === 'gathering' || state === 'waiting') && mayStop(actor, row),
        revert: state === 'granted' && mayUndo(actor, row),
        keep: state === 'ended' && roleUntil !== null && row.personId === me && actor.rights.roles.has('global_admin'),
      },
      against,
    };
  });
}
