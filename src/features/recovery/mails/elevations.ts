import { z } from 'zod';
import { formatsFor, type MessageKey } from '../../../core/locale.ts';
import { fullName } from '../../../core/person.ts';
import { enter } from '../../../server/db.ts';
import { type MailRendering, type MailTemplate, mailTemplate } from '../../../server/mail.ts';
import { getAccount } from '../../accounts/queries.ts';
import { renderLink } from '../acts/elevationLinks.ts';
import { stateAt } from '../policy/elevations.ts';
import { findElevation, listConfirmations, listNames } from '../queries/elevations.ts';

const Ids = z.object({
  accountId: z.uuid(),
  elevationId: z.uuid(),
  /** What has happened; the mail is of no use any more once something else has. */
  what: z.enum(['waiting', 'granted', 'stopped', 'reverted']),
  /** Absent for the one whom it is about, and for what cannot be changed any more. */
  linkId: z.uuid().nullable(),
});
type Ids = z.output<typeof Ids>;

async function facts({ tx, t, locale, centerName, now, config }: MailRendering, { accountId, elevationId, what, linkId }: Ids) {
  await enter(tx, { accountId });
  const row = await findElevation(tx, elevationId);
  if (!row || stateAt(row, now) !== what) return null;
  const [{ name: company }, confirmations] = await Promise.all([getAccount(tx), listConfirmations(tx, [elevationId])]);
  const { formatDate, formatList } = formatsFor(locale, 'UTC');
  const names = await listNames(
    tx,
    confirmations.map(({ personId }) => personId),
  );
  const until = what === 'granted' ? row.windowUntil : row.waitsUntil;
  const values = {
    company,
    center: centerName,
    name: row.personName,
    by: row.closedBy || '–',
    // A server's clock says nothing about the reader's time zone: UTC, and said so.
    until: until ? `${formatDate(until, 'moment')} UTC` : '–',
    people: formatList(names.map(fullName)),
  };
  const base = `mails.recovery.elevation.${what}` as const;
  const url = linkId ? `${config.publicUrl}/stop-elevation#${await renderLink(tx, accountId, linkId)}` : null;
  return {
    values,
    base,
    subject: t(`${base}.subject`, values),
    ground: t(`mails.recovery.elevation.source.${row.source}` as MessageKey, values),
    reason: row.reason ? t('mails.recovery.elevation.reason', { reason: row.reason }) : null,
    action: url ? { label: t(what === 'granted' ? 'mails.recovery.elevation.undo' : 'mails.recovery.elevation.stop'), url } : null,
    page: { label: t('mails.recovery.elevation.page'), url: `${config.publicUrl}/a/${accountId}/elevations` },
  };
}

/** To everybody who is told of an elevation: what happens, when, on what ground, and how to stop it. */
export const elevationMail = mailTemplate({
  name: 'recovery.elevation',
  ids: Ids,
  async render(context, ids) {
    const found = await facts(context, ids);
    if (!found) return null;
    const { base, values, ground, reason, action, page } = found;
    const { t } = context;
    const isOver = ids.what === 'stopped' || ids.what === 'reverted';
    return {
      subject: found.subject,
      paragraphs: [
        t(`${base}.text`, values),
        ...(isOver ? [] : [ground]),
        ...(reason && !isOver ? [reason] : []),
        ...(action ? [t(`mails.recovery.elevation.${ids.what === 'granted' ? 'undo_text' : 'stop_text'}`, values)] : []),
      ],
      action: action ?? page,
      notes: action ? [t('mails.recovery.elevation.note')] : [],
    };
  },
  async text(context, ids) {
    const found = await facts(context, ids);
    return found && { sentence: found.subject, action: found.action ?? found.page };
  },
});

export const elevationsMails: readonly MailTemplate[] = [elevationMail] as readonly MailTemplate[];
