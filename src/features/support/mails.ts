import type { MailTemplate } from '../../server/mail.ts';
import { directoryMails } from './mails/directory.ts';
import { requestsMails } from './mails/requests.ts';

export const supportMails: readonly MailTemplate[] = [...directoryMails, ...requestsMails];
