import { hashToken } from '../../../server/secrets.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { type Choice, factsOfTopic, type MailChoice, type Topic, topics } from '../contract.ts';
import type { Unsubscribable } from '../contract/choices.ts';

export const listChoiceRows = (tx: Tx, personId: string) =>
  tx.selectFrom('noticeChoices').select(['topic', 'inPortal', 'mail']).where('personId', '=', personId).execute();
type ChoiceRow = Awaited<ReturnType<typeof listChoiceRows>>[number];

/** What holds for a topic: what was chosen, or as it is shipped. */
export function choiceOf(topic: Topic, rows: readonly ChoiceRow[]): Choice {
  const { group, fixed = false, mail } = factsOfTopic(topic);
  const chosen = fixed ? undefined : rows.find((row) => row.topic === topic);
  return {
    topic,
    group,
    isFixed: fixed,
    inPortal: chosen?.inPortal ?? true,
    mail: (chosen?.mail as MailChoice | undefined) ?? (mail === 'itself' ? 'never' : mail),
    mailsItself: mail === 'itself',
  };
}

/** The topics that someone can be told of; those of the desk only for the operator's own people. */
export async function listChoices(tx: Tx, personId: string): Promise<Choice[]> {
  const [rows, operator] = await Promise.all([
    listChoiceRows(tx, personId),
    tx.selectFrom('operators').select('role').where('personId', '=', personId).limit(1).executeTakeFirst(),
  ]);
  return topics.filter((topic) => operator || factsOfTopic(topic).group !== 'desk').map((topic) => choiceOf(topic, rows));
}

/** Whose mails a link turns off, and which; nothing for one that was never made or is long past. */
export async function findUnsubscribe(tx: Tx, token: string): Promise<{ personId: string; topic: Unsubscribable } | undefined> {
  const { rows } = await run(tx, 'select person_id as "personId", topic from find_unsubscribe($1)', [hashToken(token)], 'find_unsubscribe');
  return rows[0] as { personId: string; topic: Unsubscribable } | undefined;
}
