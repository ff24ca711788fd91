import { contracts } from '../contracts.ts';
import type { Endpoint } from '../core/endpoint.ts';

/** The commands that are no operation of the API, and what each does; `docs/reference/cli.md` is written from them. */
export const commandWords = {
  start: 'Start the server (and the embedded database)',
  demo: 'Start with a folder of its own and a demo world; prints who can sign in',
  migrate: 'Bring the database up to date and stop',
  'operator add': 'Add one of the operator’s people: --email --given --family [--role op_root] [--locale en]; mails a link',
  backup: 'Write everything into one file: backup FILE',
  restore: 'Fill an empty installation from such a file: restore FILE',
  'audit export': 'Write the activity log into a file: audit export FILE [--account PARTNERID] [--from] [--to] [--format jsonl|csv]',
  'records verify': 'Prove a signed record (PDF) whole, without any connection: records verify FILE [--key KEY]',
  'audit verify': 'Prove an exported log whole, without any connection: audit verify FILE [--key KEY]',
  'help import':
    'Bring articles of a folder along (bilingual Markdown, XLIFF 2): help import FOLDER [--rehearse] [--subject SUBJECT]; names file, line and cure of what cannot be read, the others come in',
  'help export': 'Write all articles with their source into a folder: help export FOLDER [--format bilingual|xliff] [--locale fr]…',
  'help list': 'List the articles that were brought along',
  'help remove': 'Remove one of them: help remove ARTICLE [--locale fr]',
  doctor: 'Say what is wrong and how to mend it',
} as const;
export type CommandName = keyof typeof commandWords;

/** How a name of the contracts is spelled on the command line. */
export const kebab = (name: string) => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

/** Every operation with the command that calls it; `docs/reference/cli.md` is written from it. */
export function operations(): { readonly command: string; readonly endpoint: Endpoint; readonly id: string }[] {
  return Object.entries(contracts).flatMap(([feature, contract]) =>
    Object.entries(contract as Record<string, Endpoint>).map(([name, endpoint]) => ({
      command: `${feature} ${kebab(name)}`,
      endpoint,
      id: `${feature}.${name}`,
    })),
  );
}
