import type { Locale } from '../src/core/locale.ts';

interface Exception {
  readonly term: string;
  /** All but English, unless said. */
  readonly locale?: Locale;
  /** Keys of the catalog, or article and line (2 is the first of the text); `*` at the end: every place that begins so. */
  readonly places: readonly string[];
  readonly why: string;
}

/** Sentences that do without the glossary's word on purpose. */
export const exceptions: readonly Exception[] = [
  { term: 'location', places: ['accounts.task.program_location.action'], why: 'a button of one word; the task above it names the location' },
  { term: 'location', places: ['locations.file.name', 'locations.file.template_name'], why: 'names of files: letters without accents' },
  { term: 'VAT number', places: ['accounts.rejected.number_differs'], why: 'two kinds of number share one noun' },
  { term: 'request to join', places: ['mails.members.join_request.*'], why: 'the company stands in the phrase: a request to join it, said with the verb' },
  { term: 'global admin', places: ['announcements.elevations.stopped'], why: 'elevation says already to what' },
  { term: 'customer', places: ['accounts.family.reseller_text'], why: 'reselling is always to customers' },
  { term: 'customer', places: ['role_words.financial_contributor.tasks'], why: 'the report has a name of its own, without the customers' },
  { term: 'side by side', places: ['catalog.compare_sentence'], why: 'products in columns, not two languages' },
  {
    term: 'directory',
    places: ['permission_words.op.contacts.*', 'permissions.op.contacts', 'help/business-profile:*'],
    why: 'a list for the public, not the directory of a company’s people',
  },
  { term: 'e-mail', locale: 'fr', places: ['imports.heading.email'], why: 'headings that a file may have' },
  { term: 'caducado', locale: 'es', places: ['programs.op.overdue', 'verification.queue.overdue'], why: 'overdue, not expired' },
  { term: '简体', locale: 'zh-CN', places: ['country.number.UBN'], why: 'the number’s own name in Taiwan, as its papers show it' },
];
