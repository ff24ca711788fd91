import { Readable } from 'node:stream';
import { may } from '../../../core/access.ts';
import { countries, countryRule } from '../../../core/countries.ts';
import { type Locale, pickLocale } from '../../../core/locale.ts';
import { Problem } from '../../../core/problem.ts';
import { RequestInvalid } from '../../../core/problems.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import { showPhone } from '../../../server/phone.ts';
import type { Tx } from '../../../server/tx.ts';
import { getCenter } from '../../center/queries.ts';
import { cellsOf, textOf } from '../../../server/csvFile.ts';
import { listProgramRows, type ProgramRow, wordsOf } from '../../programs/queries.ts';
import { addContact, editContact, importContacts, orderContacts, planImport, removeContact } from '../acts/directory.ts';
import {
  ContactFileWrong,
  ContactsFaulty,
  type directoryEndpoints,
  mostContacts,
  type ReachableContact,
  type SupportContact,
  TooManyContacts,
} from '../contract/directory.ts';
import type { SupportParts } from '../handlers.ts';
import { contactFile, type FileRead, readContacts } from '../policy/contactFile.ts';
import { faultsOf, helpsToSignIn, type Kept } from '../policy/contacts.ts';
import { spansFrom, standingAt } from '../policy/hours.ts';
import { type ContactRow, listContactRows, listContactsFor, listPartnerCountries } from '../queries/directory.ts';

const everyCountry = countries.map(({ iso2 }) => iso2);

export const directoryHandlers = (_parts: SupportParts): HandlersOf<typeof directoryEndpoints> => ({
  async getDirectory({ tx, now }, { country: asked, locale }) {
    const country = countryRule(asked.toUpperCase())?.iso2 ?? '*';
    const [rows, programs, center] = await Promise.all([listContactsFor(tx, country), listProgramRows(tx), getCenter(tx)]);
    return {
      country,
      items: rows.map((row) => presentToVisitor(row, { country, locale, programs, now })),
      countries: everyCountry,
      fallback: { email: center.deskEmail, phone: center.deskPhone },
    };
  },
  async listSupportContacts({ tx, actor, request }) {
    const [rows, programs, center, partners] = await Promise.all([listContactRows(tx), listProgramRows(tx), getCenter(tx), listPartnerCountries(tx)]);
    const helping = new Set(rows.filter(helpsToSignIn).map(({ country }) => country));
    const hasDesk = center.deskEmail !== null || center.deskPhone !== null;
    const uncovered = helping.has('*') ? [] : everyCountry.filter((country) => !helping.has(country));
    return {
      items: rows.map(present),
      unreachable: hasDesk ? [] : uncovered,
      deskOnly: hasDesk ? uncovered.filter((country) => partners.includes(country)) : [],
      products: programs.map((row) => ({ product: row.program, name: wordsOf(row, request.locale).name })),
      countries: everyCountry,
      can: { edit: may(actor.rights, 'op.contacts', 'edit') },
    };
  },
  async addSupportContact({ tx, actor, now }, contact) {
    await refuseFaults(tx, contact);
    return present(await addContact(tx, actor, now, contact));
  },
  async editSupportContact({ tx, actor, now }, { contactId, version, ...contact }) {
    await refuseFaults(tx, contact);
    return present(await editContact(tx, actor, now, contactId, version, contact));
  },
  async removeSupportContact({ tx, actor, now }, { contactId }) {
    await removeContact(tx, actor, now, contactId);
    return {};
  },
  async orderSupportContacts({ tx, actor, now }, { contactIds }) {
    await orderContacts(tx, actor, now, contactIds);
    return {};
  },
  async exportSupportContacts({ tx, now }) {
    const text = contactFile(await listContactRows(tx));
    return { type: 'text/csv; charset=utf-8', name: `support-contacts-${now.toISOString().slice(0, 10)}.csv`, body: Readable.from([text]) } satisfies Download;
  },
  async previewSupportContacts({ tx }, { content }) {
    const { contacts, faults } = await readFile(tx, content);
    if (faults.length > 0) return { faults: [...faults], changes: [], unchanged: 0 };
    const { changes, unchanged } = await planImport(tx, contacts);
    return { faults: [], changes: [...changes], unchanged };
  },
  async importSupportContacts({ tx, actor, now }, { content }) {
    const { contacts, faults } = await readFile(tx, content);
    if (faults.length > 0) throw new ContactsFaulty({ count: faults.length });
    return { changes: [...(await importContacts(tx, actor, now, contacts))] };
  },
});

const programIds = async (tx: Tx): Promise<Set<string>> => new Set((await listProgramRows(tx)).map(({ program }) => program));

/** @throws RequestInvalid */
async function refuseFaults(tx: Tx, contact: Kept): Promise<void> {
  const faults = faultsOf(contact, await programIds(tx));
  if (faults.length > 0) throw new RequestInvalid({ fields: Object.fromEntries(faults.map(({ field, code }) => [field, code])) });
}

/** @throws ContactFileWrong, TooManyContacts */
async function readFile(tx: Tx, content: string): Promise<FileRead> {
  const lines = linesOf(Buffer.from(content, 'base64'));
  if (lines.length > mostContacts + 1) throw new TooManyContacts({ most: mostContacts });
  return readContacts(lines, await programIds(tx));
}

/** @throws ContactFileWrong */
function linesOf(bytes: Buffer): string[][] {
  try {
    return cellsOf(textOf(bytes));
  } catch (error) {
    // The same file of another kind: what it is about is told by the page.
    if (error instanceof Problem && error.code === 'imports.file_wrong') throw new ContactFileWrong(error.details as { fault: string; at: string });
    throw error;
  }
}

/** In words, a phone number as it is dialed in the country; of the rest, itself. */
const shownIn = (row: ContactRow, country: string): string => (row.kind === 'phone' ? showPhone(row.value, country) : row.value);

const present = (row: ContactRow): SupportContact => ({
  contactId: row.contactId,
  country: row.country,
  product: row.product,
  purpose: row.purpose,
  kind: row.kind,
  value: row.value,
  label: row.label,
  costNote: row.costNote,
  tollFree: row.tollFree,
  languages: row.languages,
  timeZone: row.timeZone,
  hours: row.hours,
  checkedOn: row.checkedOn,
  shown: shownIn(row, '*'),
  version: row.version,
});

interface Visit {
  readonly country: string;
  readonly locale: Locale;
  readonly programs: readonly ProgramRow[];
  readonly now: Date;
}

function presentToVisitor(row: ContactRow, { country, locale, programs, now }: Visit): ReachableContact {
  const program = programs.find((each) => each.program === row.product);
  const { isOpen, changesAt } = standingAt(row.hours, row.timeZone, now);
  return {
    contactId: row.contactId,
    country: row.country,
    product: row.product,
    productName: program ? wordsOf(program, locale).name : null,
    purpose: row.purpose,
    kind: row.kind,
    value: row.value,
    shown: shownIn(row, country),
    label: inWordsOf(row.label, locale),
    costNote: inWordsOf(row.costNote, locale),
    tollFree: row.tollFree,
    languages: row.languages,
    checkedOn: row.checkedOn,
    isOpen,
    changesAt,
    week: spansFrom(row.hours, row.timeZone, now),
  };
}

/** What the operator has said in the reader's language, or in the one nearest to it. */
const inWordsOf = (words: Partial<Record<Locale, string>>, locale: Locale): string | null => {
  const said = Object.keys(words) as Locale[];
  return said.length > 0 ? (words[pickLocale([locale], said)] ?? null) : null;
};
