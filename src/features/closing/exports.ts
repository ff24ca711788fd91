import { Readable } from 'node:stream';
import { csvText } from '../../core/csv.ts';
import type { MessageKey, Translate } from '../../core/locale.ts';
import type { FileStore } from '../../server/files.ts';
import { run, type Tx } from '../../server/tx.ts';
import { listPapersSent, type Paper, readPapers } from './papers.ts';
import { inPieces, zipped } from './zipping.ts';

/** One file: its columns, each headed by an existing word, and the rows of the running account. */
interface Sheet {
  readonly name: string;
  readonly columns: readonly (readonly [heading: MessageKey, column: string])[];
  readonly sql: string;
}
/** Rows of a file at most: what is packed here is held in memory. A list that is cut says so in the name of its file; whole it is exported on its own page. */
const most = 250_000;

const sheets: readonly Sheet[] = [
  {
    name: 'company',
    columns: [
      ['audit.field.name', 'name'],
      ['identifiers.kind.partner', 'partner_id'],
      ['audit.field.country', 'country'],
      ['audit.field.address', 'address'],
      ['audit.field.registrationNumber', 'registration_number'],
      ['audit.field.vatNumber', 'vat_number'],
      ['audit.field.website', 'website'],
      ['audit.field.primaryContact', 'primary_contact'],
      ['audit.field.status', 'vetting_status'],
    ],
    sql: 'select name, partner_id, country, address::text, registration_number, vat_number, website, primary_contact::text, vetting_status from accounts where account_id = current_account()',
  },
  {
    name: 'people',
    columns: [
      ['audit.field.givenName', 'given_name'],
      ['audit.field.familyName', 'family_name'],
      ['audit.field.email', 'email'],
      ['audit.field.state', 'state'],
      ['audit.field.roles', 'roles'],
      ['audit.field.from', 'joined_at'],
    ],
    sql: `select m.given_name, m.family_name, m.email, m.state, m.joined_at::text,
                 (select string_agg(distinct r.role, ' ') from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id) as roles
            from members m where m.account_id = current_account() and m.state <> 'removed' order by m.family_name, m.given_name, m.person_id`,
  },
  {
    name: 'locations',
    columns: [
      ['identifiers.kind.location', 'location_id'],
      ['audit.field.name', 'name'],
      ['audit.field.country', 'country'],
      ['audit.field.address', 'address'],
      ['audit.field.contact', 'contact'],
    ],
    sql: 'select location_id, name, country, address::text, contact::text from locations where account_id = current_account() order by name, location_id',
  },
  {
    name: 'programs',
    columns: [
      ['audit.field.program', 'program'],
      ['audit.field.state', 'state'],
      ['audit.field.from', 'active_since'],
    ],
    sql: 'select program, state, active_since::text from enrollments where account_id = current_account() order by program',
  },
  {
    name: 'publishers',
    columns: [
      ['audit.field.publisherId', 'publisher_id'],
      ['audit.field.program', 'program'],
      ['audit.field.contact', 'contact'],
    ],
    sql: 'select publisher_id, program, contact::text from publishers where account_id = current_account() order by publisher_id',
  },
  {
    name: 'relations',
    columns: [
      ['audit.field.partner', 'other_name'],
      ['identifiers.kind.partner', 'other_partner_id'],
      ['audit.field.side', 'side'],
      ['audit.field.state', 'state'],
      ['audit.field.from', 'answered_at'],
      ['audit.field.until', 'ended_at'],
    ],
    sql: 'select other_name, other_partner_id, side, state, answered_at::text, ended_at::text from relations where account_id = current_account() order by invited_at',
  },
  {
    name: 'applications',
    columns: [
      ['audit.field.application', 'name'],
      ['audit.field.clientId', 'application_id'],
      ['audit.field.description', 'description'],
      ['audit.field.state', 'state'],
    ],
    sql: 'select name, application_id::text, description, state from applications where account_id = current_account() order by created_at',
  },
  {
    name: 'agreements',
    columns: [
      ['audit.field.agreement', 'agreement'],
      ['audit.field.number', 'number'],
      ['audit.field.sha256', 'sha256'],
      ['audit.field.by', 'accepted_name'],
      ['audit.field.from', 'accepted_at'],
    ],
    sql: 'select agreement, number::text, sha256, accepted_name, accepted_at::text from agreement_acceptances where account_id = current_account() order by accepted_at',
  },
  {
    name: 'requests',
    columns: [
      ['audit.field.request', 'number'],
      ['audit.field.title', 'subject'],
      ['audit.field.state', 'state'],
      ['audit.field.from', 'created_at'],
    ],
    sql: "select number, subject, state, created_at::text from service_requests where account_id = current_account() and kind = 'question' order by created_at",
  },
];

interface Packing {
  readonly now: Date;
  readonly t: Translate;
  readonly files: FileStore;
  /** Whether the reader may see what colleagues asked without showing it to the team. */
  readonly allRequests: boolean;
}

/**
 * What the running company holds: a zip of files for a spreadsheet, with headings in the reader's language, and of everything that it
 * has sent in. The rows are read at once, in one state; the files as they are sent. `files.csv` at the end says of each what it is.
 */
export async function packCompany(tx: Tx, { now, t, files, allRequests }: Packing): Promise<Readable> {
  const [tables, papers] = await Promise.all([
    Promise.all(
      sheets.map(async ({ name, columns, sql }) => {
        const { rows } = await run(tx, `${sql} limit ${most + 1}`);
        const lines = rows.slice(0, most).map((row) => columns.map(([, column]) => (row[column] as string | null) ?? ''));
        return table(rows.length > most ? `${name}-first-${most}.csv` : `${name}.csv`, [columns.map(([heading]) => t(heading)), ...lines]);
      }),
    ),
    listPapersSent(tx, { allRequests }),
  ]);
  const missing = new Set<Paper>();
  async function* entries() {
    yield* tables;
    yield* readPapers(papers, files.get, (paper) => missing.add(paper));
    // One that is not here has its line, and no place.
    const lines = papers.map((paper) => [missing.has(paper) ? '' : paper.path, paper.type, String(paper.bytes), paper.sha256, paper.addedAt]);
    const headings = ['audit.field.file', 'audit.field.kind', 'closing.file_bytes', 'closing.file_sha256', 'audit.field.from'] as const;
    if (papers.length) yield table('files.csv', [headings.map((key) => t(key)), ...lines]);
  }
  return Readable.from(zipped(entries(), now), { objectMode: false });
}
const table = (path: string, lines: readonly (readonly string[])[]) => ({ path, chunks: inPieces(Buffer.from(csvText(lines))), isPacked: false });
