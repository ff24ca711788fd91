import { createHash } from 'node:crypto';
import { may } from '../../core/access.ts';
import type { Locale } from '../../core/locale.ts';
import { NotFound } from '../../core/problems.ts';
import type { Actor } from '../../server/actor.ts';
import type { HandlersOf } from '../../server/call.ts';
import type { Config } from '../../server/config.ts';
import type { FileStore } from '../../server/files.ts';
import type { Download } from '../../server/http.ts';
import type { Secrets } from '../../server/secrets.ts';
import { changeCenter, changeLogo } from './acts.ts';
import { type Center, type center, type CenterSettings, LogoNotUsable } from './contract.ts';
import { calendarHandlers } from './handlers/calendar.ts';
import { jobHandlers } from './handlers/jobs.ts';
import { mailboxHandlers } from './handlers/mailbox.ts';
import { newsHandlers } from './handlers/news.ts';
import { overviewHandlers } from './handlers/overview.ts';
import { logoLimit, pictureType } from './policy.ts';
import { type CenterRow, findPublicFile, getCenter } from './queries.ts';

interface CenterParts {
  readonly files: FileStore;
  readonly secrets: Secrets;
  readonly config: Config;
}

export const centerHandlers = ({ files, secrets, config }: CenterParts): HandlersOf<typeof center> => ({
  get: async ({ tx }) => presentCenter(await getCenter(tx)),
  getSettings: async ({ tx, actor }) => presentSettings(await getCenter(tx), actor),
  async updateSettings({ tx, actor, now }, { version, ...changes }) {
    return presentSettings(await changeCenter(tx, actor, now, version, changes), actor);
  },
  async setLogo({ tx, actor, now }, { picture }) {
    if (picture === null) return presentSettings(await changeLogo(tx, actor, now, null), actor);
    const bytes = Buffer.from(picture, 'base64');
    const type = pictureType(bytes);
    if (!type || bytes.length > logoLimit) throw new LogoNotUsable({ limitBytes: logoLimit });
    const id = crypto.randomUUID();
    // Before the transaction begins: a file that no row names does no harm, a row without its file would.
    await files.put(id, bytes);
    return presentSettings(
      await changeLogo(tx, actor, now, { id, type, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }),
      actor,
    );
  },
  async getLogo({ tx }, { id }) {
    const file = await findPublicFile(tx, id);
    if (!file) throw new NotFound({});
    return { type: file.type, name: null, body: files.get(file.fileId), cache: 'public' } satisfies Download;
  },
  ...calendarHandlers,
  ...overviewHandlers({ isSending: config.SMTP_URL !== undefined }),
  ...mailboxHandlers({ secrets, isSending: config.SMTP_URL !== undefined, isTexting: config.SMS_URL !== undefined }),
  ...jobHandlers,
  ...newsHandlers,
});

/** What the page is told before its first question, too. */
export const presentCenter = (row: CenterRow): Center => ({
  name: row.name,
  accent: row.accent,
  logoUrl: row.logoFileId && `/api/public/center/logo/${row.logoFileId}`,
  locales: row.locales as Locale[],
  setUp: row.setUpAt !== null,
  isDemo: row.isDemo,
  deskEmail: row.deskEmail,
  deskPhone: row.deskPhone,
  mergedSettings: row.mergedSettings,
});
const presentSettings = (row: CenterRow, actor: Actor): CenterSettings => ({
  ...presentCenter(row),
  refuseFreeMail: row.refuseFreeMail,
  version: row.version,
  can: { edit: may(actor.rights, 'op.center', 'edit') },
});
