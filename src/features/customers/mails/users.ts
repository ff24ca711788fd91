import { z } from 'zod';
import { fullName } from '../../../core/person.ts';
import { mailTemplate } from '../../../server/mail.ts';
import { renderFirstPassword } from '../../identity/acts/firstPasswords.ts';

/** Days that a link to set a password is good for; another can be sent any day. */
export const linkDays = 7;

/** To someone new in a customer's directory: the link to set a password, or the way to sign in for who has one. */
export const customerUserMail = mailTemplate({
  name: 'customers.user',
  ids: z.object({ tenantId: z.uuid(), userId: z.uuid() }),
  async render({ tx, t, now, config, centerName }, { tenantId, userId }) {
    const user = await tx
      .selectFrom('customerUsers as u')
      .innerJoin('tenants as t', 't.tenantId', 'u.tenantId')
      .select(['u.personId', 'u.givenName', 'u.familyName', 'u.userName', 'u.state', 't.name'])
      .where('u.tenantId', '=', tenantId)
      .where('u.userId', '=', userId)
      .executeTakeFirst();
    if (user?.state !== 'active') return null;
    const token = await renderFirstPassword(tx, now, user.personId, linkDays);
    const values = { name: fullName(user), company: user.name, center: centerName, email: user.userName, days: linkDays };
    return {
      subject: t('mails.customers.user.subject', values),
      paragraphs: [
        t('mails.customers.user.greeting', values),
        t('mails.customers.user.text', values),
        t(token ? 'mails.customers.user.set' : 'mails.customers.user.known', values),
      ],
      action: token
        ? // After the #, so that neither the server's log nor a page's referrer ever holds it.
          { label: t('mails.customers.user.set_action'), url: `${config.publicUrl}/set-password#${token}` }
        : { label: t('mails.customers.user.known_action'), url: `${config.publicUrl}/me/customer` },
      notes: [t('mails.customers.user.note', values)],
    };
  },
});
