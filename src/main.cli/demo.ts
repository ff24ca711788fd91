import { join } from 'node:path';
import { localeNames } from '../core/locale.ts';
import { environment, readConfig } from '../server/config.ts';
import { consultant, demoCompanies, demoOperators, demoPassword } from './demoData.ts';
import { demoOwnApplication } from './demoAffairs.ts';
import { findDemoClient } from './demoApplications.ts';
import { buildDemo } from './demoWorld.ts';
import { startDemoProvider } from '../features/learning/demoProvider.ts';
import { serve } from './start.ts';

/** Starts Entente with a data folder of its own and the demo world in it; says who can sign in. */
export async function demo(): Promise<number> {
  const env = environment();
  const config = readConfig({ ...env, DATA_DIR: env['DATA_DIR'] ?? './demo-data' });
  // Somewhere to learn, unless the settings name a real place.
  const provider = config.LEARNING_URL ? undefined : await startDemoProvider();
  const learning = provider && { LEARNING_URL: provider.url, LEARNING_TOKEN: provider.token };
  try {
    let client: Awaited<ReturnType<typeof findDemoClient>>;
    return await serve(
      { ...config, ...learning, DATA_DIR: join(config.DATA_DIR) },
      {
        async before(app) {
          await buildDemo(app);
          client = await findDemoClient(app);
        },
        after(address) {
          printSignIns();
          if (client) printClient(client, address);
        },
      },
    );
  } finally {
    provider?.close();
  }
}

function printSignIns(): void {
  const lines = [
    ...demoCompanies.map(({ name, people }) => [people[0]?.email ?? '', `${name}: global admin (${localeNames[people[0]?.locale ?? 'en']})`]),
    [consultant.person.email, 'belongs to three of these companies'],
    ...demoOperators.map(({ email, role }) => [email, `operator: ${role}`]),
  ];
  console.log(`\nThe demo world. Everyone’s password: ${demoPassword}\n${lines.map(([email = '', what = '']) => `  ${email.padEnd(46)}${what}`).join('\n')}\n`);
}

function printClient({ clientId, secret, tenant }: NonNullable<Awaited<ReturnType<typeof findDemoClient>>>, address: string): void {
  const facts = [
    ['client ID', clientId],
    ['client secret', secret],
    ['tenant', tenant],
    ['token address', `${address}/${tenant}/oauth2/token`],
    ['API', `${address}/v1`],
  ];
  console.log(`To try the API as a program of ${demoOwnApplication.name}:\n${facts.map(([what = '', is = '']) => `  ${what.padEnd(16)}${is}`).join('\n')}\n`);
}
