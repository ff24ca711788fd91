import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { MailRevealed } from '../contract.ts';

interface Looked {
  readonly mailId: string;
  readonly recipient: string;
  readonly template: string;
}

/** Says that someone looked at a mail's code and link. */
export async function noteReveal(tx: Tx, actor: Actor, now: Date, { mailId, recipient, template }: Looked): Promise<void> {
  await announce(tx, actor, now, MailRevealed, { accountId: null, subjectId: mailId, details: { recipient, template } });
}
