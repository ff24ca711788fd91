import type { MailTemplate } from '../../server/mail.ts';
import { funnelMails } from './mails/funnel.ts';
import { helpMails } from './mails/help.ts';
import { elevationsMails } from './mails/elevations.ts';
import { accessMails } from './mails/access.ts';

export const recoveryMails: readonly MailTemplate[] = [...funnelMails, ...helpMails, ...elevationsMails, ...accessMails];
