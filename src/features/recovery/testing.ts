import { generate } from 'otplib';
import { human } from '../../../test/human.ts';
import { type SoftPasskey, softPasskey } from '../../../test/passkey.ts';
import { as, person, runJobs, type TestPerson, type Who, type World } from '../../../test/world.ts';
import type { MailContent } from '../../server/mail.ts';
import { secretsOf } from '../../server/secrets.ts';
import { identity } from '../identity/contract.ts';
import { funnelEndpoints, type Trouble } from './contract/funnel.ts';

export const oldPassword = 'cobalt harbor twelve anvils';
export const newPassword = 'seven pelicans read maps';

/** A browser of its own: everyone comes from another address, so that no door is shut by another test. */
export const browser = (world: World, given: Who = {}) => as(world, { ...funnelEndpoints, ...identity }, { address: crypto.randomUUID(), ...given });

/** Someone with a password, whose security info is built step by step. */
export async function stuckPerson(world: World, given: Parameters<typeof person>[1] = {}): Promise<TestPerson> {
  const who = await person(world, { email: `${crypto.randomUUID().slice(0, 8)}@contoso.example`, ...given });
  await browser(world, who).setPassword({ password: oldPassword });
  return who;
}

/** Adds a proved address or number, as old as the world's now. */
export async function addWay(world: World, who: TestPerson, kind: 'email' | 'phone', value: string): Promise<string> {
  const { rows } = await world.admin.query<{ way_id: string }>(
    'insert into contact_ways (person_id, kind, value, value_folded, created_at, verified_at) values ($1, $2, $3, lower($3), $4, $4) returning way_id',
    [who.personId, kind, value, world.now],
  );
  return rows[0]?.way_id ?? '';
}

/** Adds an authenticator app; gives its codes, each of a later time step. */
export async function addApp(world: World, who: TestPerson): Promise<() => Promise<string>> {
  const own = browser(world, who);
  const { attempt, secret } = await own.startAuthenticator({});
  let last = Math.floor(world.now.getTime() / 30_000) - 1;
  const next = () => {
    last = Math.max(last, Math.floor(world.now.getTime() / 30_000) - 1) + 1;
    return generate({ secret, epoch: last * 30 });
  };
  await own.confirmAuthenticator({ attempt, code: await generate({ secret, epoch: last * 30 }) });
  return next;
}
export async function addKey(world: World, who: TestPerson): Promise<SoftPasskey> {
  const key = softPasskey();
  const { passkey } = await browser(world, who).startPasskey({});
  await browser(world, who).addPasskey({ response: key.make(passkey), name: 'Laptop' });
  return key;
}
export const addCodes = async (world: World, who: TestPerson): Promise<string[]> => (await browser(world, who).makeRecoveryCodes({})).codes;

/** The code that the newest message of a recovery brought to an address or a number. */
export async function codeTo(world: World, to: string): Promise<string> {
  await runJobs(world);
  const { rows } = await world.admin.query<{ content: Buffer }>(
    `select content from mails where lower(recipient) = lower($1) and template = 'recovery.code' and content is not null order by asked_at desc, mail_id limit 1`,
    [to],
  );
  if (!rows[0]) throw new Error(`no code has come to ${to}`);
  return (JSON.parse(secretsOf(Buffer.alloc(32, 7)).open(rows[0].content)) as MailContent).code ?? '';
}

/** Begins a recovery in a browser of its own. */
export async function begin(world: World, email: string, trouble: Trouble = 'password', given: Who = {}) {
  const b = browser(world, given);
  const { token } = await b.startRecovery({ email, trouble, human: await human(world), locale: 'en' });
  await runJobs(world);
  return { b, token };
}
