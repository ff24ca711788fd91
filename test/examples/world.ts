import type { z } from 'zod';
import type { AccountRole, OperatorRole } from '../../src/core/roles.ts';
import type { Contract } from '../../src/core/endpoint.ts';
import { accounts } from '../../src/features/accounts/contract.ts';
import { members } from '../../src/features/members/contract.ts';
import { askToJoin } from '../../src/features/members/acts.ts';
import { nobody } from '../../src/server/actor.ts';
import { inNobody } from '../../src/server/db.ts';
import { account, as, join, mailsTo, operator, person, type TestAccount, type TestPerson, type World } from '../world.ts';

/** One company with people in several roles, and the center's own people; what an example needs beyond it, it makes for itself. */
export interface ExampleWorld {
  readonly world: World;
  /** Stands in every name and address of this company and of its people, and nowhere else. */
  readonly mark: string;
  readonly company: TestAccount;
  readonly admin: TestPerson;
  /** Holds every role of the operator's. */
  readonly root: TestPerson;
}

/** One valid call: the input as a caller writes it, and someone who may make it; `as: null` is nobody. */
export interface Example<Input = unknown> {
  readonly input: Input;
  readonly as: TestPerson | null;
  readonly account?: TestAccount;
  /** What a program proves itself by, at doors of programs. */
  readonly bearer?: string;
}

/** One example for each endpoint of a contract. Each can be drawn any number of times, and leaves nobody unable to go on. */
export type ExamplesOf<C extends Contract> = { readonly [Name in keyof C]: (w: ExampleWorld) => Promise<Example<z.input<C[Name]['input']>>> };

export const password = 'cobalt harbor twelve anvils';

let serial = 0;
export const emailOf = (w: Pick<ExampleWorld, 'mark'>): string => `p${++serial}@${w.mark.toLowerCase()}.example`;
/** A mail address under a domain that stands for no company yet. */
export const newEmailOf = (w: Pick<ExampleWorld, 'mark'>): string => `p${++serial}@new-${serial}.${w.mark.toLowerCase()}.example`;

/** Someone whose names and address carry the mark; belongs to no company yet. */
export const someone = (w: Pick<ExampleWorld, 'mark' | 'world'>): Promise<TestPerson> =>
  person(w.world, { email: emailOf(w), givenName: `${w.mark}a`, familyName: `${w.mark} ${++serial}` });

/** Someone of the company. */
export const someoneIn = async (w: Pick<ExampleWorld, 'mark' | 'world' | 'company'>, ...roles: AccountRole[]): Promise<TestPerson> =>
  join(w.world, w.company, await someone(w), ...roles);

/** The contracts as the company's admin sees them. */
export const asAdmin = <C extends Contract>({ world, admin, company }: ExampleWorld, contract: C) => as(world, contract, { ...admin, account: company });

/** An example for the company's admin. */
export const byAdmin = <Input>({ admin, company }: ExampleWorld, input: Input): Example<Input> => ({ input, as: admin, account: company });

/** An example for the operator's root. */
export const byRoot = <Input>({ root }: ExampleWorld, input: Input): Example<Input> => ({ input, as: root });

/** What the newest mail of a template brought to an address: its code, and the secret part of its link. */
export async function mailed({ world }: Pick<ExampleWorld, 'world'>, email: string, template: string): Promise<{ code: string; token: string }> {
  const mail = (await mailsTo(world, email)).find((each) => each.template === template);
  if (!mail) throw new Error(`no mail ${template} has come to ${email}`);
  return { code: mail.code ?? '', token: mail.action?.url.split('#')[1] ?? '' };
}

/** An open invitation, and the mailed token of its link. */
export async function invitation(w: ExampleWorld): Promise<{ invitationId: string; email: string }> {
  const email = emailOf(w);
  const {
    items: [invited],
  } = await asAdmin(w, members).invite({ people: [{ email, givenName: `${w.mark}i`, familyName: w.mark, roles: ['default_user'], locale: 'en' }] });
  return { invitationId: invited?.invitationId ?? '', email };
}

/** An open request to join the company. */
export async function joinRequest(w: ExampleWorld): Promise<{ requestId: string; accountId: string }> {
  const actor = nobody({ requestId: crypto.randomUUID(), address: null, userAgent: null });
  const { requestId, accountId } = await inNobody(w.world.app.db, (tx) =>
    askToJoin(tx, actor, w.world.now, {
      accountId: w.company.accountId,
      givenName: `${w.mark}j`,
      familyName: w.mark,
      email: emailOf(w),
      message: `I work at ${w.mark}`,
      locale: 'en',
    }),
  );
  return { requestId, accountId };
}

/** The version of the company that a change must name. */
export const versionOf = async (w: ExampleWorld): Promise<number> => (await asAdmin(w, accounts).getCompany({})).version;

const operators: readonly OperatorRole[] = ['op_root', 'op_support_agent', 'op_verifier', 'op_program_manager', 'op_auditor'];

/** Builds the world that examples are drawn from; `mark` must be a word that nothing else has. */
export async function buildExamples(world: World, mark: string): Promise<ExampleWorld> {
  const company = await account(world, `${mark} GmbH`);
  const root = await operator(world, ...operators);
  const at = { world, mark, company };
  const w: ExampleWorld = { ...at, root, admin: await someoneIn(at, 'global_admin') };
  // A second one, so that nothing is refused for the sake of the last.
  await someoneIn(w, 'global_admin');
  await someoneIn(w, 'user_admin', 'billing_admin');
  await someoneIn(w, 'default_user');
  await invitation(w);
  await joinRequest(w);
  const email = emailOf(w);
  await asAdmin(w, accounts).updateSupportDetails({ email, phone: null, website: `${mark.toLowerCase()}.example`, version: await versionOf(w) });
  await asAdmin(w, accounts).updatePrimaryContact({ contact: { givenName: mark, familyName: `${mark}c`, email }, version: await versionOf(w) });
  await as(world, accounts, root).openAccount({ accountId: company.accountId, why: 'support', note: `Asked by ${mark}` });
  return w;
}
