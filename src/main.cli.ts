import { contracts } from './contracts.ts';
import { Problem } from './core/problem.ts';
import { auditExport, auditVerify } from './main.cli/audit.ts';
import { demo } from './main.cli/demo.ts';
import { doctor } from './main.cli/doctor.ts';
import { helpExport, helpImport, helpList, helpRemove } from './main.cli/helpArticles.ts';
import { backupCommand, migrateCommand, operatorAdd, restoreCommand } from './main.cli/keeping.ts';
import { operation, operationsHelp } from './main.cli/operations.ts';
import { recordsVerify } from './main.cli/records.ts';
import { start } from './main.cli/start.ts';
import { type CommandName, commandWords } from './main.cli/words.ts';
import { environment } from './server/config.ts';

/** A command by its words; returns the exit code: 0 done, 1 refused or failed, 2 wrong usage. */
type Command = (args: readonly string[]) => Promise<number>;

const commands: Record<CommandName, Command> = {
  start,
  demo,
  migrate: migrateCommand,
  'operator add': operatorAdd,
  backup: backupCommand,
  restore: restoreCommand,
  'audit export': auditExport,
  'audit verify': auditVerify,
  'records verify': recordsVerify,
  'help import': helpImport,
  'help export': helpExport,
  'help list': helpList,
  'help remove': helpRemove,
  doctor,
};
const isCommand = (word: string): word is CommandName => Object.hasOwn(commands, word);

async function main(args: readonly string[]): Promise<number> {
  const word = [args.slice(0, 2).join(' '), args[0] ?? ''].find(isCommand);
  if (word) return commands[word](args.slice(word.split(' ').length));
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
