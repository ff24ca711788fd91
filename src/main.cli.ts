import './main.cli/quickResolve.ts';
import { Problem } from './core/problem.ts';
import type { CommandName } from './main.cli/words.ts';
import { environment } from './server/config.ts';

/** A command by its words; returns the exit code: 0 done, 1 refused or failed, 2 wrong usage. */
type Command = (args: readonly string[]) => Promise<number>;

/** Each is loaded when it is called: a start is not to wait for what the others need. */
const commands: Record<CommandName, () => Promise<Command>> = {
  start: async () => (await import('./main.cli/start.ts')).start,
  demo: async () => (await import('./main.cli/demo.ts')).demo,
  migrate: async () => (await import('./main.cli/keeping.ts')).migrateCommand,
  'operator add': async () => (await import('./main.cli/keeping.ts')).operatorAdd,
  backup: async () => (await import('./main.cli/keeping.ts')).backupCommand,
  restore: async () => (await import('./main.cli/keeping.ts')).restoreCommand,
  'audit export': async () => (await import('./main.cli/audit.ts')).auditExport,
  'audit verify': async () => (await import('./main.cli/audit.ts')).auditVerify,
  'records verify': async () => (await import('./main.cli/records.ts')).recordsVerify,
  'help import': async () => (await import('./main.cli/helpArticles.ts')).helpImport,
  'help export': async () => (await import('./main.cli/helpArticles.ts')).helpExport,
  'help list': async () => (await import('./main.cli/helpArticles.ts')).helpList,
  'help remove': async () => (await import('./main.cli/helpArticles.ts')).helpRemove,
  doctor: async () => (await import('./main.cli/doctor.ts')).doctor,
};
const isCommand = (word: string): word is CommandName => Object.hasOwn(commands, word);

async function main(args: readonly string[]): Promise<number> {
  const word = [args.slice(0, 2).join(' '), args[0] ?? ''].find(isCommand);
  if (word) return (await commands[word]())(args.slice(word.split(' ').length));
  const [{ contracts }, { operation, operationsHelp }, { commandWords }] = await Promise.all([
    import('./contracts.ts'),
    import('./main.cli/operations.ts'),
    import('./main.cli/words.ts'),
  ]);
  // `help` alone asks what there is; with a second word it is the feature of that name.
  const asksForHelp = args[0] === 'help' && args.length === 1;
  if (args[0] && args[0] in contracts && !asksForHelp) return operation(args);
  console.log(
    `entente COMMAND\n\n${Object.entries(commandWords)
      .map(([name, says]) => `  ${name.padEnd(16)}${says}`)
      .join('\n')}\n\n${operationsHelp()}`,
  );
  return args.length && !['help', '--help', '-h'].includes(args[0] ?? '') ? 2 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Problem ? `${error.code}: ${JSON.stringify(error.details)}` : error instanceof Error ? error.message : error);
  if (environment()['LOG_LEVEL'] === 'debug') console.error(error);
  process.exitCode = 1;
}
