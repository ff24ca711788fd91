import type { MailTemplate } from '../../server/mail.ts';
import { customerCodeMail, customerInvitationMail, customerNewsMail } from './mails/relationship.ts';
import { customerUserMail } from './mails/users.ts';

export const customerMails = [customerUserMail, customerInvitationMail, customerCodeMail, customerNewsMail] as readonly MailTemplate[];
