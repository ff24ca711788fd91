import { fullName } from '../../core/person.ts';
import type { Locale } from '../../core/locale.ts';
import type { DeskLine, DeskRequest } from './contract/deskRequests.ts';
import { type AttachedFile, Happened, type Message, type RequestState, type Severity } from './contract/requestShapes.ts';
import { reopenUntil } from './policy/requests.ts';
import type { DeskFound } from './queries/requestLists.ts';
import type { FileRow, MessageRow, RequestRow } from './queries/requests.ts';

export const presentMessage = ({ messageId, side, author, at, text }: MessageRow): Message => {
  const happened = side === 'system' ? readHappened(text) : null;
  return { messageId, side: side as Message['side'], author, at, text: happened ? null : text, happened };
};
function readHappened(text: string): Happened | null {
  try {
    return Happened.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export const presentFile = ({ fileId, name, type, bytes, shows, addedAt }: FileRow): AttachedFile => ({
  fileId,
  name,
  type,
  bytes,
  shows: shows as AttachedFile['shows'],
  addedAt,
});

export const presentLine = (row: RequestRow) => ({
  requestId: row.requestId,
  number: row.number,
  topic: row.topic,
  subject: row.subject,
  severity: row.severity as Severity,
  state: row.state as RequestState,
  outcome: row.outcome,
  promisedAt: row.state === 'open' ? row.promisedAt : null,
  createdAt: row.createdAt,
  changedAt: row.changedAt,
  name: row.name,
});

export const presentFacts = (row: RequestRow, messages: readonly MessageRow[], files: readonly FileRow[]) => ({
  ...presentLine(row),
  locale: row.locale as Locale,
  closedAt: row.closedAt,
  reopenUntil: reopenUntil(row),
  messages: messages.map(presentMessage),
  files: files.map(presentFile),
});

const companyOf = ({ accountId, partnerId, company, country }: DeskFound): DeskRequest['company'] =>
  accountId && partnerId && company && country ? { accountId, partnerId, name: company, country } : null;
const agentOf = ({ assignedTo, agentGiven, agentFamily }: DeskFound): DeskRequest['assigned'] =>
  assignedTo ? { personId: assignedTo, name: fullName({ givenName: agentGiven ?? '', familyName: agentFamily ?? '' }) } : null;

export const presentDeskLine = (row: DeskFound): DeskLine => ({
  ...presentLine(row),
  kind: row.kind as DeskLine['kind'],
  locale: row.locale as Locale,
  company: companyOf(row),
  assigned: agentOf(row),
  href: `/operator/requests/${row.requestId}${row.kind === 'access' ? '/access' : ''}`,
});

export const presentDeskFacts = (row: DeskFound) => ({
  kind: row.kind as DeskLine['kind'],
  email: row.email,
  phone: row.phone,
  company: companyOf(row),
  assigned: agentOf(row),
});
