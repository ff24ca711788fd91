import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { defineProblem } from '../../../core/problem.ts';
import { NotFound } from '../../../core/problems.ts';
import { mailChoices, topicGroups, topics } from './topics.ts';

/** About security, or asks for an answer: it cannot be turned off. */
export const TopicFixed = defineProblem('notices.topic_fixed', 409, z.object({}));

const TopicKey = z.enum(topics);
export const Choice = z.object({
  topic: TopicKey,
  group: z.enum(topicGroups),
  isFixed: z.boolean(),
  inPortal: z.boolean(),
  mail: z.enum(mailChoices),
  /** What it is about writes to the reader by itself: of mails there is nothing to choose. */
  mailsItself: z.boolean(),
});
export type Choice = z.output<typeof Choice>;
const Choices = z.object({ items: z.array(Choice) });

/** What a link turns off: one topic, or the daily digest. */
export const unsubscribable = [...topics, 'digest'] as const;
export type Unsubscribable = (typeof unsubscribable)[number];
const ByLink = z.object({ topic: z.enum(unsubscribable), isOff: z.boolean() });
const Token = z.object({ token: z.string().min(20).max(100) });

export const choiceEndpoints = {
  listChoices: endpoint({
    within: 'person',
    method: 'GET',
    path: '/notices/choices',
    permission: 'signed-in',
    summary: 'How notices reach me, topic by topic',
    input: z.object({}),
    output: Choices,
  }),
  setChoice: endpoint({
    within: 'person',
    method: 'PUT',
    path: '/notices/choices/:topic',
    permission: 'signed-in',
    summary: 'Choose how the notices of a topic reach me',
    input: z.object({ topic: TopicKey, inPortal: z.boolean(), mail: z.enum(mailChoices) }),
    output: Choices,
    problems: [TopicFixed],
  }),
  openUnsubscribe: endpoint({
    within: 'public',
    method: 'GET',
    path: '/notices/unsubscribe',
    permission: 'public',
    perMinute: 30,
    summary: 'What the link in a mail turns off; changes nothing',
    input: Token,
    output: ByLink,
    problems: [NotFound],
  }),
  /** Mailbox providers call it for their reader (RFC 8058): without signing in, without a question, as often as they like. */
  unsubscribe: endpoint({
    within: 'public',
    method: 'POST',
    path: '/notices/unsubscribe',
    alsoAt: '/unsubscribe',
    permission: 'public',
    perMinute: 60,
    summary: 'Turn off the mails that a link in one of them names',
    input: Token,
    output: ByLink,
    problems: [NotFound],
  }),
};
