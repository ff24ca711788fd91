import { join } from 'node:path';
import { localeNames } from '../core/locale.ts';
import { environment, readConfig } from '../server/config.ts';
import { consultant, demoCompanies, demoOperators, demoPassword } from './demoData.ts';
import { buildDemo } from './demoWorld.ts';
import { serve } from './start.ts';

/** Starts Entente with a data folder of its own and the demo world in it; says who can sign in. */
export async function demo(): Promise<number> {
  const env = environment();
  const config = readConfig({ ...env, DATA_DIR: env['DATA_DIR'] ?? './demo-data' });
  return serve({ ...config, DATA_DIR: join(config.DATA_DIR) }, { before: buildDemo, after: printSignIns });
}

function printSignIns(): void {
  const lines = [
    ...demoCompanies.map(({ name, people }) => [people[0]?.email ?? '', `${name}: global admin (${localeNames[people[0]?.locale ?? 'en']})`]),
    [consultant.person.email, 'belongs to three of these companies'],
    ...demoOperators.map(({ email, role }) => [email, `operator: ${role}`]),
  ];
  console.log(`\nThe demo world. Everyone’s password: ${demoPassword}\n${lines.map(([email = '', what = '']) => `  ${email.padEnd(46)}${what}`).join('\n')}\n`);
}
