import { setTimeout as wait } from 'node:timers/promises';
import type { Center } from './center.ts';

/** An answer that says no; status 0 when there was none. */
type Refusal = Error & { readonly status: number };
const refusal = (asked: string, status: number, why: string): Refusal => Object.assign(new Error(`${asked}: ${status} ${why}`), { status });
const isRefusal = (error: unknown): error is Refusal => error instanceof Error && 'status' in error;

/** A browser: it keeps its session. Each of its requests comes from another address, or knocking at a dead server would be slowed down. */
export interface Visitor {
  readonly session: () => string | null;
  /** Asks once. @throws Refusal, with status 0 when no answer came */
  ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Asks until somebody answers, for what may be asked twice. */
  insist<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
}

let requests = 0;

export function makeVisitor(center: { readonly url: string }, signedInAs: string | null = null): Visitor {
  let session = signedInAs;
  const ask = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const n = ++requests;
    const headers = {
      'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(session ? { cookie: `entente=${session}` } : {}),
    };
    let text = '',
      status = 0;
    try {
      const answer = await fetch(center.url + path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(20_000),
      });
      text = await answer.text();
      session = /entente=([^;]+);/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? session;
      status = answer.status;
    } catch {
      throw refusal(path, 0, 'no answer');
    }
    const said = (text ? JSON.parse(text) : {}) as Answer & { readonly type?: string };
    if (status >= 400) throw refusal(path, status, said.type ?? '');
    return said;
  };
  return {
    session: () => session,
    ask,
    async insist(method, path, body) {
      for (const until = Date.now() + 240_000; ; ) {
        try {
          return await ask(method, path, body);
        } catch (error) {
          if (!isRefusal(error) || (error.status !== 0 && error.status < 500) || Date.now() > until) throw error;
          // Whoever knocks at a dead server knocks again in a moment.
          await wait(50);
        }
      }
    },
  };
}

/** What somebody was told to be done. */
export interface SignedUp {
  readonly email: string;
  readonly accountId: string;
  readonly partnerId: string;
  readonly session: string;
}
export interface Invited {
  readonly accountId: string;
  readonly email: string;
  readonly invitationId: string;
}

export const password = 'cobalt harbor twelve anvils';

/** One company comes in, over HTTP alone; what is unclear after a cut is asked again, as a browser's reader would. */
export async function signUp(center: Center, n: number): Promise<SignedUp> {
  const visitor = makeVisitor(center);
  const { email, token } = await anyMailbox(center, visitor, n);
  const company = { name: `Fournil Roux ${n}`, address: { line1: '12 rue des Lices', postalCode: '35000', city: 'Rennes' }, registrationNumber: '552 100 554' };
  const contact = { givenName: 'Claire', familyName: 'Moreau', phone: '02 99 28 55 55', primary: 'me' };
  const { version, hash } = await visitor.insist<{ version: string; hash: string }>('GET', '/api/public/terms?locale=fr');
  const answers = [
    ['country', { country: 'FR' }],
    ['company', { company }],
    ['contact', { contact }],
    ['terms', { terms: { version, hash, locale: 'fr' } }],
  ] as const;
  for (const [step, typed] of answers) await visitor.insist('PUT', '/api/public/sign-ups/current', { token, step, answers: typed });
  const done = await visitor.insist<{ accountId: string; partnerId: string }>('POST', '/api/public/sign-ups/current/account', { token, password });
  return { email, ...done, session: visitor.session() ?? (await signIn(center, email)) };
}

/** The account was made, but the answer with the session was lost. */
export async function signIn(center: { readonly url: string }, email: string): Promise<string> {
  const visitor = makeVisitor(center);
  await visitor.insist('POST', '/api/public/sign-in/password', { email, password });
  return visitor.session() ?? '';
}

/** Tries whose answers were lost count as mails of the minute and the hour: when they are used up, the firm has a second mailbox. */
async function anyMailbox(center: Center, visitor: Visitor, n: number, tried = 0): Promise<{ email: string; token: string }> {
  const email = `claire.moreau${tried || ''}@firm-${n}.example`;
  try {
    return { email, token: await proveMailbox(center, visitor, email) };
  } catch (error) {
    if (!isRefusal(error) || error.status !== 429) throw error;
    return anyMailbox(center, visitor, n, tried + 1);
  }
}

async function proveMailbox(center: Center, visitor: Visitor, email: string): Promise<string> {
  const start = () => visitor.insist<{ signUpId: string }>('POST', '/api/public/sign-ups', { email, locale: 'fr' });
  let { signUpId } = await start();
  for (const until = Date.now() + 240_000; ; ) {
    const code = await codeFor(center, email);
    try {
      if (code) return (await visitor.ask<{ token: string }>('POST', `/api/public/sign-ups/${signUpId}/confirmation`, { signUpId, code })).token;
    } catch (error) {
      if (!isRefusal(error) || Date.now() > until) throw error;
      if (error.status === 0 || error.status >= 500) {
        await wait(50);
        continue;
      }
    }
    // The code was spent by a try whose answer was lost, or its mail waits for a worker that died: another one, please.
    try {
      await visitor.insist('POST', `/api/public/sign-ups/${signUpId}/code`, { signUpId });
    } catch (error) {
      // The mailbox had been proved, and the token went with the answer: who starts again goes on there.
      if (!isRefusal(error) || error.status !== 410) throw error;
      ({ signUpId } = await start());
    }
  }
}

/** Waits for the newest code; not for ever: its mail may wait for a dead worker's job to be taken up again. */
async function codeFor(center: Center, email: string): Promise<string | undefined> {
  for (const until = Date.now() + 8_000; Date.now() < until; await wait(50)) {
    const [mail] = await center
      .look<{ state: string; content: Buffer | null }>(
        "select state, content from mails where recipient = $1 and template = 'signup.code' order by asked_at desc limit 1",
        [email],
      )
      .catch(() => []);
    if (mail?.content) return center.open(mail.content).code;
  }
  return undefined;
}

/** One try: an invitation that got no answer may or may not be there, and is never asked for again. */
export async function invite(center: Center, by: SignedUp, n: number): Promise<Invited | undefined> {
  const email = `colleague-${n}@${by.email.split('@')[1]}`;
  const people = [{ email, givenName: 'Paul', familyName: `Roux ${n}`, roles: ['default_user'], locale: 'fr' }];
  try {
    const { items } = await makeVisitor(center, by.session).ask<{ items: { invitationId: string }[] }>('POST', `/api/a/${by.accountId}/invitations`, {
      people,
    });
    return { accountId: by.accountId, email, invitationId: items[0]?.invitationId ?? '' };
  } catch (error) {
    if (isRefusal(error) && (error.status === 0 || error.status >= 500)) return undefined;
    throw error;
  }
}
