import type { Translate } from '../core/locale.ts';
import { acrossAccounts, type Database } from './db.ts';
import type { JobContext } from './jobs.ts';
import type { MailContent } from './mail.ts';
import { sameText, type Secrets } from './secrets.ts';
import type { Tx } from './tx.ts';

/** What a mail says to whoever has it before them: nothing in it lets anyone in. */
export interface MailTold {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** The words on its button; where it leads stands in the mail alone. */
  readonly action?: string;
  readonly notes: readonly string[];
}

interface Worded {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly action?: { readonly label: string } | undefined;
  readonly notes?: readonly string[] | undefined;
}
/** A mail without its code and its addresses. */
export const withoutSecrets = ({ subject, paragraphs, action, notes = [] }: Worded): MailTold => ({
  subject,
  paragraphs,
  ...(action && { action: action.label }),
  notes,
});

class Undone extends Error {}

/**
 * What a mail says in English. Its template may make a token as it renders: that happens in a transaction that is taken back, so that
 * the one token that counts is the one in the mail.
 */
export async function englishOf(db: Database, render: (tx: Tx) => Promise<MailContent | null>): Promise<MailTold | null> {
  let content: MailContent | null = null;
  try {
    await acrossAccounts(db, 'render in English', async (tx) => {
      content = await render(tx);
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  return content && withoutSecrets(content);
}

const markOf = (secrets: Secrets, mailId: string): string => secrets.hash(`what a mail says ${mailId}`);

/** For whoever has the mail: leads to its words, and to nothing else. */
export function linkToEnglish({ secrets, config }: Pick<JobContext, 'secrets' | 'config'>, english: Translate, mailId: string) {
  return { label: english('mails.in_english'), url: `${config.publicUrl}/mail?token=${mailId}.${markOf(secrets, mailId)}` };
}

/** The mail that a link of ours is about; undefined for any other word. */
export function mailOfToken(secrets: Secrets, token: string): string | undefined {
  const [, mailId = '', mark = ''] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token) ?? [];
  return mailId && sameText(mark, markOf(secrets, mailId)) ? mailId : undefined;
}
