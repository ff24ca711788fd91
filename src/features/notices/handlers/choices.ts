import { NotFound } from '../../../core/problems.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { enter } from '../../../server/db.ts';
import type { Tx } from '../../../server/tx.ts';
import { setChoice, unsubscribe } from '../acts/choices.ts';
import type { choiceEndpoints, Unsubscribable } from '../contract/choices.ts';
import { choiceOf, findUnsubscribe, listChoiceRows, listChoices } from '../queries/choices.ts';

export const choiceHandlers: HandlersOf<typeof choiceEndpoints> = {
  listChoices: async ({ tx, actor }) => ({ items: await listChoices(tx, actor.personId) }),
  async setChoice({ tx, actor, now }, { topic, ...choice }) {
    await setChoice(tx, now, actor.personId, topic, choice);
    return { items: await listChoices(tx, actor.personId) };
  },
  async openUnsubscribe({ apart }, { token }) {
    const found = await apart((tx) => findUnsubscribe(tx, token));
    if (!found) throw new NotFound({});
    return apart(async (tx) => ({ topic: found.topic, isOff: await isOff(tx, found) }), { personId: found.personId });
  },
  async unsubscribe({ tx, now }, { token }) {
    const found = await findUnsubscribe(tx, token);
    if (!found) throw new NotFound({});
    await enter(tx, { personId: found.personId });
    await unsubscribe(tx, now, found.personId, found.topic);
    return { topic: found.topic, isOff: true };
  },
};

async function isOff(tx: Tx, { personId, topic }: { readonly personId: string; readonly topic: Unsubscribable }): Promise<boolean> {
  const rows = await listChoiceRows(tx, personId);
  return topic === 'digest' ? !rows.some(({ mail }) => mail === 'daily') : choiceOf(topic, rows).mail === 'never';
}
