import { hashToken, newToken } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { factsOfTopic, type MailChoice, type Topic, TopicFixed, topics } from '../contract.ts';
import type { Unsubscribable } from '../contract/choices.ts';
import { choiceOf, listChoiceRows } from '../queries/choices.ts';

/** How the notices of a topic reach the person from now on. @throws TopicFixed */
export async function setChoice(
  tx: Tx,
  now: Date,
  personId: string,
  topic: Topic,
  { inPortal, mail }: { readonly inPortal: boolean; readonly mail: MailChoice },
): Promise<void> {
  const facts = factsOfTopic(topic);
  if (facts.fixed) throw new TopicFixed({});
  const values = { inPortal, mail: facts.mail === 'itself' ? 'never' : mail, changedAt: now };
  await tx
    .insertInto('noticeChoices')
    .values({ personId, topic, ...values })
    .onConflict((oc) => oc.columns(['personId', 'topic']).doUpdateSet(values))
    .execute();
}

/** What a link in a mail turns off: a topic’s mails, or everything that comes in the daily digest. Done twice, it is the same. */
export async function unsubscribe(tx: Tx, now: Date, personId: string, what: Unsubscribable): Promise<void> {
  const rows = await listChoiceRows(tx, personId);
  const off = what === 'digest' ? topics.filter((topic) => choiceOf(topic, rows).mail === 'daily') : [what];
  for (const topic of off) await setChoice(tx, now, personId, topic, { ...choiceOf(topic, rows), mail: 'never' });
}

/** A token that turns mails off without signing in; only its hash is kept. */
export async function makeUnsubscribe(tx: Tx, now: Date, personId: string, topic: Unsubscribable): Promise<string> {
  const token = newToken();
  await tx
    .insertInto('noticeUnsubscribes')
    .values({ tokenHash: hashToken(token), personId, topic, createdAt: now })
    .execute();
  return token;
}
