import { may, mayTakeAway, type Rights } from '../../core/access.ts';
import { credentialStateOf } from '../../core/credential.ts';
import { instantKey, page } from '../../core/page.ts';
import { NotFound } from '../../core/problems.ts';
import type { HandlersOf } from '../../server/call.ts';
import { addCertificate, addSecret, change, endKey, giveConsent, register, retire, revokeConsent } from './acts.ts';
import { type Application, type applications, ApplicationUnknown, type Ask, type Consent, type Key } from './contract.ts';
import {
  type ConsentRow,
  findByClientId,
  findConsentTo,
  findListed,
  type KeyRow,
  listApplications,
  listConsents,
  type ListedRow,
  listKeys,
} from './queries.ts';

const edits = (rights: Rights): boolean => may(rights, 'app_users', 'edit');
const ends = (rights: Rights): boolean => mayTakeAway(rights, 'app_users');

export const applicationsHandlers: HandlersOf<typeof applications> = {
  async listApplications({ tx, actor, now }, { after, limit }) {
    const rows = await listApplications(tx, now, { limit: limit + 1, after: instantKey(after) });
    const shown = page(
      rows,
      limit,
      (row) => [row.createdAt.toISOString(), row.applicationId],
      (row) => present(row, actor.rights),
    );
    return { ...shown, can: { register: edits(actor.rights) } };
  },
  async getApplication({ tx, actor, now }, { applicationId }) {
    const [row, keys] = await Promise.all([findListed(tx, now, applicationId), listKeys(tx, applicationId)]);
    if (!row) throw new NotFound({});
    return { ...present(row, actor.rights), keys: keys.map((key) => presentKey(key, now)) };
  },
  registerApplication: ({ tx, actor, now }, input) => register(tx, actor, now, input),
  changeApplication: ({ tx, actor, now }, input) => change(tx, actor, now, input),
  retireApplication: ({ tx, actor, now }, input) => retire(tx, actor, now, input),
  addSecret: ({ tx, actor, now }, input) => addSecret(tx, actor, now, input),
  addCertificate: ({ tx, actor, now }, input) => addCertificate(tx, actor, now, input),
  async endKey({ tx, actor, now }, input) {
    await endKey(tx, actor, now, input);
    return {};
  },
  async listConsentsTo({ tx, actor, now }, { applicationId, after, limit }) {
    const [known, rows] = await Promise.all([
      findListed(tx, now, applicationId),
      listConsents(tx, 'integrator', { limit: limit + 1, after: instantKey(after), applicationId }),
    ]);
    if (!known) throw new NotFound({});
    return page(rows, limit, placeOf, (row) => presentConsent(row, actor.rights));
  },
  async findApplication({ tx }, { applicationId }) {
    const [found, consent] = await Promise.all([findByClientId(tx, applicationId), findConsentTo(tx, applicationId)]);
    if (!found) throw new ApplicationUnknown({});
    const { name, description, company, asks } = found;
    return { applicationId, name, description, company, asks, granted: consent ? asksOf(consent.grants) : null };
  },
  async listConsents({ tx, actor }, { after, limit }) {
    const rows = await listConsents(tx, 'partner', { limit: limit + 1, after: instantKey(after) });
    return { ...page(rows, limit, placeOf, (row) => presentConsent(row, actor.rights)), can: { give: edits(actor.rights) } };
  },
  giveConsent: ({ tx, actor, now }, input) => giveConsent(tx, actor, now, input),
  async revokeConsent({ tx, actor, now }, { consentId }) {
    await revokeConsent(tx, actor, now, consentId);
    return {};
  },
};

const placeOf = (row: ConsentRow) => [row.givenAt.toISOString(), row.consentId];
const asksOf = (kept: unknown): Ask[] => kept as Ask[];

function present(row: ListedRow, rights: Rights): Application {
  const { applicationId, name, description, redirects, createdAt, createdBy, version } = row;
  const state = row.state as Application['state'];
  return {
    applicationId,
    name,
    description,
    redirects,
    createdAt,
    createdBy,
    version,
    state,
    asks: asksOf(row.asks),
    expiresAt: row.ends,
    partners: row.partners ?? 0,
    can: { edit: edits(rights) && state === 'active', end: ends(rights) && state === 'active' },
  };
}

function presentKey(row: KeyRow, now: Date): Key {
  const { keyId, name, hint, createdAt, createdBy, expiresAt, endedAt } = row;
  return { keyId, kind: row.kind as Key['kind'], name, hint, createdAt, createdBy, expiresAt, endedAt, state: credentialStateOf(row, now) };
}

function presentConsent(row: ConsentRow, rights: Rights): Consent {
  const { consentId, applicationId, givenAt, givenBy, endedAt, version } = row;
  return {
    consentId,
    applicationId,
    givenAt,
    givenBy,
    endedAt,
    version,
    application: row.applicationName,
    other: { partnerId: row.otherPartnerId, name: row.otherName },
    grants: asksOf(row.grants),
    endedBy: row.endedBy as Consent['endedBy'],
    can: { revoke: row.side === 'partner' && !endedAt && ends(rights) },
  };
}
