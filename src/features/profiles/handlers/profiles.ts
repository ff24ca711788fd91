import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { may } from '../../../core/access.ts';
import type { Locale } from '../../../core/locale.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import { type AccountRow, getAccount } from '../../accounts/queries.ts';
import { listLocationCountries } from '../../accounts/queries/locations.ts';
import { listedOf } from '../acts/listing.ts';
import * as acts from '../acts/profiles.ts';
import { type Profile, type ProfileLine, ProfileLogoNotUsable, type profileEndpoints } from '../contract/profiles.ts';
import { logoUrl } from '../directory.ts';
import type { ProfilesParts } from '../handlers.ts';
import { LOGO_BYTES, LOGO_SIDE, remakePicture } from '../logo.ts';
import { mayEditProfile, missingIn } from '../policy.ts';
import { listProfiles, type ProfileRow } from '../queries.ts';
import { partnerAddress } from '../site/address.ts';
import { partnerPage } from '../site/partnerPage.ts';
import { siteOf } from './site.ts';

type Ctx = Context<MemberActor>;
const isOpen = ({ state, vettingStatus }: AccountRow): boolean => state === 'active' && vettingStatus === 'authorized';

export const profileHandlers = (parts: ProfilesParts): HandlersOf<typeof profileEndpoints> => ({
  async listProfiles({ tx, actor }) {
    const [account, rows, countries] = await Promise.all([getAccount(tx), listProfiles(tx), listLocationCountries(tx)]);
    return {
      items: rows.map((row) => presentLine(row, account, actor.locale)),
      countries: [...new Set([account.country, ...countries])].toSorted(),
      hidden: isOpen(account) ? null : account.state === 'suspended' ? 'suspended' : 'not_verified',
      can: { add: may(actor.rights, 'business_profiles', 'edit') },
    };
  },
  addProfile: async (context, input) => shown(context, await acts.addProfile(context.tx, context.actor, context.now, input)),
  getProfile: async (context, { profileId }) => shown(context, await acts.getProfile(context.tx, profileId)),
  updateProfile: async (context, { profileId, version, ...fields }) =>
    shown(context, await acts.updateProfile(context.tx, context.actor, context.now, profileId, version, fields)),
  async setProfileLogo(context, { profileId, version, picture }) {
    const { tx, actor, now } = context;
    if (picture === null) return shown(context, await acts.changeLogo(tx, actor, now, { profileId, version, logo: null }));
    const kept = await remakePicture(Buffer.from(picture, 'base64'));
    if (!kept) throw new ProfileLogoNotUsable({ limitBytes: LOGO_BYTES, limitPixels: LOGO_SIDE });
    const { bytes, width, height } = kept;
    const fileId = crypto.randomUUID();
    // Before the transaction begins: a file that no row names does no harm, a row without its file would.
    await parts.files.put(fileId, bytes);
    const logo = { fileId, width, height, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    return shown(context, await acts.changeLogo(tx, actor, now, { profileId, version, logo }));
  },
  publishProfile: async (context, { profileId, version }) =>
    shown(context, await acts.publishProfile(context.tx, context.actor, context.now, profileId, version)),
  withdrawProfile: async (context, { profileId, version }) =>
    shown(context, await acts.withdrawProfile(context.tx, context.actor, context.now, profileId, version)),
  async removeProfile({ tx, actor, now }, { profileId, version }) {
    await acts.removeProfile(tx, actor, now, profileId, version);
    return {};
  },
  async previewProfile({ tx, actor }, { profileId }) {
    const [row, account] = await Promise.all([acts.getProfile(tx, profileId), getAccount(tx)]);
    const [site, content] = await Promise.all([siteOf(parts, tx, actor.locale), listedOf(tx, account, row.draft)]);
    const body = partnerPage(site, { ...row, locale: row.locale as Locale, content, answerDays: null, isPreview: true });
    return { type: 'text/html; charset=utf-8', name: null, body: Readable.from([body]) } satisfies Download;
  },
});

async function shown({ tx, actor }: Ctx, row: ProfileRow): Promise<Profile> {
  const [account, places] = await Promise.all([getAccount(tx), acts.listChoices(tx, actor, row.country)]);
  const edit = mayEditProfile(actor.rights, row.draft.locations);
  const line = presentLine(row, account, actor.locale);
  return {
    ...line,
    name: account.name,
    content: row.draft,
    logoUrl: logoUrl(row.draft.logo),
    places,
    missing: missingIn(row.draft, { isHome: row.country === account.country }),
    can: { edit, publish: edit && line.state !== 'published', withdraw: edit && line.state !== 'draft' },
  };
}

const presentLine = (row: ProfileRow, account: AccountRow, locale: Locale): ProfileLine => ({
  profileId: row.profileId,
  country: row.country,
  locale: row.locale as Locale,
  state: !row.published ? 'draft' : row.publishedVersion === row.version ? 'published' : 'changed',
  isShown: row.published !== null && isOpen(account),
  address: row.published ? partnerAddress(locale, row.pageId, account.name) : null,
  publishedAt: row.publishedAt,
  changedAt: row.changedAt,
  version: row.version,
});
