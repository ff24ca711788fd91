import { isPersonal } from '../../core/announcement.ts';
import { eventNames, everyEvent, isEvent, type WireName, wireNameOf } from './contract/events.ts';

const SECOND = 1_000,
  MINUTE = 60 * SECOND,
  HOUR = 60 * MINUTE;
/** What is waited after each failed attempt; together not quite three days. The tenth is the last. */
const delays = [5 * SECOND, 2 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 7 * HOUR, 12 * HOUR, 20 * HOUR, 28 * HOUR] as const;
export const attemptsAtMost = delays.length + 1;
/** An endpoint that nothing has got through to for so long is disabled. */
export const failingAtMost = 72 * HOUR;

/**
 * When an event that has failed so often is tried again; null: not any more. A little earlier than the table says, never later, so that
 * what failed together does not come back together.
 * @param chance from 0 to 1
 */
export function nextTry(now: Date, failed: number, chance: number): Date | null {
  const delay = delays[failed - 1];
  return delay === undefined ? null : new Date(now.getTime() + Math.round(delay * (1 - 0.2 * chance)));
}

/** What an attempt ended with. */
export interface Outcome {
  readonly status: number | null;
  readonly failure: string | null;
}
export const isThrough = ({ status }: Outcome): boolean => status !== null && status >= 200 && status < 300;
export const isGone = ({ status }: Outcome): boolean => status === 410;
/** What an event that is not tried any more is called. */
export const endOf = (kind: string): 'failed' | 'parked' => (kind === 'registration' ? 'parked' : 'failed');

/** Something that happened, as the stream tells it. */
export interface Happened {
  readonly announcementId: string;
  readonly at: Date;
  readonly name: string;
  readonly accountId: string;
  readonly subjectId: string | null;
  readonly personId: string | null;
  readonly details: Facts;
  readonly before: Facts | null;
  readonly after: Facts | null;
}
type Facts = Readonly<Record<string, unknown>>;

/** What an endpoint calls an event, or undefined if it does not ask for it. */
export function nameFor({ kind, events }: { readonly kind: string; readonly events: readonly string[] }, announced: string): string | undefined {
  if (kind === 'endpoint') return isEvent(announced) && (events.includes(everyEvent) || events.includes(announced)) ? announced : undefined;
  const name = wireNameOf(announced);
  return name && events.includes(name) ? name : undefined;
}

/** Announcements that may be asked for by anyone, for the follower's query. */
export const followed: readonly string[] = eventNames;

const isId = /^[\w-]{1,64}$/;
/** Amounts and words of our own that `isPersonal` does not know to be such. */
const plain = new Set(['amount', 'approvalAbove', 'cycle', 'direction', 'fault', 'qualification', 'refund', 'spent', 'total', 'what']);

/** Ids, numbers, days and words of our own: no name, no address, nothing that somebody wrote. What was left out is asked for by id. */
export function factsIn(value: unknown, key = ''): unknown {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return plain.has(key) || !isPersonal(key, value) ? value : undefined;
  if (Array.isArray(value)) {
    const kept = value.map((each) => factsIn(each, key)).filter((each) => each !== undefined);
    return kept.length || !value.length ? kept : undefined;
  }
  if (typeof value !== 'object') return undefined;
  const kept = Object.entries(value).flatMap(([name, inner]) => {
    const fact = factsIn(inner, name);
    return fact === undefined ? [] : [[name, fact] as const];
  });
  return kept.length || !Object.keys(value).length ? Object.fromEntries(kept) : undefined;
}

const subjectOf = ({ subjectId }: Happened): string | null => (subjectId !== null && isId.test(subjectId) ? subjectId : null);

/** What is sent to an endpoint of the company's own. */
export function bodyOf(happened: Happened): string {
  const { announcementId, name, at, accountId, personId, details, before, after } = happened;
  const data = {
    accountId,
    subjectId: subjectOf(happened),
    ...(personId ? { personId } : {}),
    ...(factsIn(details) as Facts | undefined),
    ...(before && after ? { before: factsIn(before) ?? {}, after: factsIn(after) ?? {} } : {}),
  };
  return JSON.stringify({ id: announcementId, type: name, timestamp: at.toISOString(), data });
}

const wireResources: Readonly<Record<string, (happened: Happened) => readonly [name: string, path: string]>> = {
  'subscription-updated': ({ details, subjectId }) => ['subscription', `/v1/customers/${String(details['customerId'])}/subscriptions/${String(subjectId)}`],
  'usagerecords-thresholdExceeded': ({ details }) => ['usagerecords', `/v1/customers/${String(details['customerId'])}/usagebudget`],
};

/** What is sent to the registration of the wire API: the documented shape. @param publicUrl where the center is */
export function wireBodyOf(event: WireName, happened: Happened, publicUrl: string): string {
  const [resource, path] = wireResources[event]?.(happened) ?? [event, '/v1'];
  return wireBody({ event, resource, uri: publicUrl + path, at: happened.at });
}
export const wireBody = ({
  event,
  resource,
  uri,
  at,
}: {
  readonly event: WireName;
  readonly resource: string;
  readonly uri: string;
  readonly at: Date;
}): string => JSON.stringify({ EventName: event, ResourceUri: uri, ResourceName: resource, AuditUri: null, ResourceChangeUtcDate: at.toISOString() });

/** Why an address cannot be an endpoint: the code of the field's sentence. @param mayBePlain whether the operator has named its host */
export function wrongWith(address: string, mayBePlain: boolean): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || url.username || url.password || url.hash) return 'https_link';
  if (url.protocol === 'https:' || (url.protocol === 'http:' && mayBePlain)) return undefined;
  return 'https_link';
}
export const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : '');
