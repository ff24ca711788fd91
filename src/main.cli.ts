import { contracts } from './contracts.ts';
import { demo } from './main.cli/demo.ts';
import { doctor } from './main.cli/doctor.ts';
import { backupCommand, migrateCommand, operatorAdd, restoreCommand } from './main.cli/keeping.ts';
import { operation, operationsHelp } from './main.cli/operations.ts';
import { start } from './main.cli/start.ts';
import { environment } from './server/config.ts';

/** A command by its words; returns the exit code: 0 done, 1 refused or failed, 2 wrong usage. */
type Command = (args: readonly string[]) => Promise<number>;

const commands: Record<string, { readonly run: Command; readonly says: string }> = {
  start: { run: start, says: 'Start the server (and the embedded database)' },
  demo: { run: demo, says: 'Start with a folder of its own and a demo world; prints who can sign in' },
  migrate: { run: migrateCommand, says: 'Bring the database up to date and stop' },
  'operator add': { run: operatorAdd, says: 'Add one of the operator’s people: --email --given --family [--role op_root] [--locale en]; mails a link' },
  backup: { run: backupCommand, says: 'Write everything into one file: backup FILE' },
  restore: { run: restoreCommand, says: 'Fill an empty installation from such a file: restore FILE' },
  doctor: { run: doctor, says: 'Say what is wrong and how to mend it' },
};

async function main(args: readonly string[]): Promise<number> {
  const word = [args.slice(0, 2).join(' '), args[0] ?? ''].find((w) => w in commands);
  const command = word ? commands[word] : undefined;
  if (command && word) return command.run(args.slice(word.split(' ').length));
  if (args[0] && args[0] in contracts) return operation(args);
  console.log(`entente COMMAND\n\n${Object.entries(commands).map(([name, { says }]) => `  ${name.padEnd(16)}${says}`).join('\n')}\n\n${operationsHelp()}`);
  return args.length && !['help', '--help', '-h'].includes(args[0] ?? '') ? 2 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (environment()['LOG_LEVEL'] === 'debug') console.error(error);
  process.exitCode = 1;
}
