import { Readable } from 'node:stream';
import { may } from '../../core/access.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../core/csv.ts';
import type { Locale, Translate } from '../../core/locale.ts';
import { cursorKey, idKey, page } from '../../core/page.ts';
import { fullName } from '../../core/person.ts';
import { RequestInvalid } from '../../core/problems.ts';
import { fold } from '../../core/text.ts';
import type { HandlersOf } from '../../server/call.ts';
import type { Config } from '../../server/config.ts';
import type { Download } from '../../server/http.ts';
import { enqueue } from '../../server/jobs.ts';
import { getAccount } from '../accounts/queries.ts';
import { associate, countHere, isFree, refuseLearning, removeLearning } from './acts.ts';
import { type Certificate, type learning, LearningNotOffered, type MyLearning } from './contract.ts';
import { fetchCertificates } from './jobs.ts';
import { nextStart, soonDays, standingOf, starts, startsLeft, stateOf } from './policy.ts';
import { providerOf } from './provider.ts';
import {
  type CertificateRow,
  type CertifiedRow,
  type CertifiedWanted,
  countPeople,
  findProfile,
  listCertificates,
  listCertified,
  listCompanies,
  listCompetencies,
  listStarts,
} from './queries.ts';

interface Parts {
  readonly config: Config;
  translator(locale: Locale): Translate;
}

export const learningHandlers = ({ config, translator }: Parts): HandlersOf<typeof learning> => ({
  async getMyLearning({ tx, actor, now }): Promise<MyLearning> {
    const { personId } = actor;
    const [profile, past, companies, rows] = await Promise.all([
      findProfile(tx, personId),
      listStarts(tx, personId),
      listCompanies(tx, now),
      listCertificates(tx, personId),
    ]);
    // Whoever has just left counts nowhere from that moment on, whenever the job comes to it.
    const countsFor = companies.find(({ accountId }) => accountId === profile?.countsFor) ?? null;
    const seen = profile && { ...profile, countsFor: countsFor?.accountId ?? null };
    const times = past.map(({ startedAt }) => startedAt);
    return {
      offered: providerOf(config) !== undefined,
      state: stateOf(seen),
      profileId: profile?.profileId ?? null,
      countsFor,
      linkedAt: profile?.linkedAt ?? null,
      fetchedAt: profile?.fetchedAt ?? null,
      failedAt: profile?.failedAt ?? null,
      starts: { most: starts.most, left: startsLeft(times, now), daysApart: starts.daysApart, nextAt: nextStart(times, now) },
      companies: companies.map((company) => ({ ...company, free: seen !== undefined && isFree(seen, past, company.accountId) })),
      certificates: rows.map((row) => present(row, now)),
    };
  },
  async associateLearning({ tx, actor, now, apart }, { code }) {
    const provider = providerOf(config);
    if (!provider) throw new LearningNotOffered({});
    // Before the code is used up.
    await apart((own) => refuseLearning(own, now, actor.personId, 'associate'));
    const found = await provider.redeem(code);
    if (!found) throw new RequestInvalid({ fields: { code: 'learning_code' } });
    await associate(tx, actor, now, found.profileId);
    await enqueue(tx, fetchCertificates, { personId: actor.personId });
    return found;
  },
  async countHere({ tx, actor, now }) {
    await countHere(tx, actor, now);
    return {};
  },
  async removeLearning({ tx, actor, now }) {
    await removeLearning(tx, actor, now);
    return {};
  },
  async getLearningReport({ tx, actor, now }) {
    const [people, competencies] = await Promise.all([countPeople(tx, now), listCompetencies(tx, now)]);
    return { ...people, competencies, soonDays, can: { seePeople: may(actor.rights, 'competencies.skills') } };
  },
  async listCertified({ tx, now }, { after, limit, ...narrowed }) {
    const rows = await listCertified(tx, { ...wanted(now, narrowed), limit: limit + 1, after: placeIn(after) });
    return page(rows, limit, placeOf, (row) => ({ ...present(row, now), ...personOf(row) }));
  },
  async exportCertified({ tx, actor, now, apart }, narrowed) {
    // Reads, so that the session and its rights are looked up as for every answer.
    await getAccount(tx);
    const t = translator(actor.locale);
    const lines = linesOf(t, now, (after) => apart((own) => listCertified(own, { ...wanted(now, narrowed), limit: piece, after })));
    return {
      type: 'text/csv; charset=utf-8',
      name: `${t('learning.export_name')}-${now.toISOString().slice(0, 10)}.csv`,
      body: Readable.from(lines, { objectMode: false }),
    } satisfies Download;
  },
});

const wanted = (now: Date, { search, ...rest }: Pick<CertifiedWanted, 'competency' | 'standing'> & { readonly search?: string | undefined }) => ({
  ...rest,
  now,
  words: fold(search ?? '')
    .split(' ')
    .filter(Boolean),
});

const endless = '9999-12-31';
const placeOf = (row: CertifiedRow) => [row.validUntil ?? endless, row.personId, row.number];
/** The place in the list that a cursor names; a made-up one is the beginning. */
function placeIn(text: string | undefined): CertifiedWanted['after'] {
  const [until, personId, number] = cursorKey(text) ?? [];
  if (!/^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(String(until)) || Number.isNaN(Date.parse(String(until)))) return undefined;
  return { until: String(until), personId: idKey(personId), number: String(number ?? '') };
}

function present({ number, name, skill, competency, validFrom, validUntil }: Omit<CertificateRow, 'personId'>, now: Date): Certificate {
  const days = { from: validFrom, until: validUntil };
  return { number, name, skill, competency, ...days, standing: standingOf(days, now) };
}
const personOf = ({ personId, givenName, familyName, email }: CertifiedRow) => ({ personId, givenName, familyName, email });

/** Certificates a piece; each piece is a short transaction. */
const piece = 501;
const columns = ['person', 'email', 'competency', 'skill', 'certificate', 'number', 'from', 'until', 'standing'] as const;

async function* linesOf(t: Translate, now: Date, read: (after: CertifiedWanted['after']) => Promise<CertifiedRow[]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(columns.map((column) => t(`learning.column.${column}`)));
  for (let after: CertifiedWanted['after'], more = true; more; ) {
    const rows = await read(after);
    const last = rows.at(-1);
    if (last) yield rows.map((row) => csvLine(cellsOf(t, now, row))).join('');
    after = last && { until: last.validUntil ?? endless, personId: last.personId, number: last.number };
    more = rows.length === piece;
  }
}
function cellsOf(t: Translate, now: Date, row: CertifiedRow): string[] {
  const { competency, skill, name, number, from, until, standing } = present(row, now);
  return [fullName(row), row.email, competency, skill, name, number, from, until ?? '', t(`learning.standing.${standing}`)];
}
