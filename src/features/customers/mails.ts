import type { MailTemplate } from '../../server/mail.ts';
import { customerUserMail } from './mails/users.ts';

export const customerMails = [customerUserMail] as readonly MailTemplate[];
