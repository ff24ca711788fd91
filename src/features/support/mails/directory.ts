import type { MailTemplate } from '../../../server/mail.ts';

export const directoryMails: readonly MailTemplate[] = [];
