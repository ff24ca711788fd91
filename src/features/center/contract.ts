import { z } from 'zod';
import { endpoint } from '../../core/endpoint.ts';
import { announcement } from '../../core/announcement.ts';
import { Id } from '../../core/id.ts';
import { defineProblem } from '../../core/problem.ts';
import { ChangedMeanwhile } from '../../core/problems.ts';
import { Email, Locale } from '../../core/person.ts';
import { calendarEndpoints } from './contract/calendar.ts';
import { jobEndpoints } from './contract/jobs.ts';
import { mailboxEndpoints } from './contract/mailbox.ts';
import { newsEndpoints } from './contract/news.ts';
import { overviewEndpoints } from './contract/overview.ts';

export { type Calendar, CalendarChanged, HOLIDAYS_MOST, type Holiday } from './contract/calendar.ts';
export { JobNotFailed, JobRetried, jobStates } from './contract/jobs.ts';
export { mailChannels, MailRevealed, mailStates } from './contract/mailbox.ts';
export { NewsAlreadyPublished, NewsChanged, NewsIncomplete, NewsPublished, NewsRemoved } from './contract/news.ts';
export type { NewsItem, NewsTexts } from './contract/news.ts';
export { OperatorTasks } from './contract/overview.ts';
export type { OperatorTask } from './contract/overview.ts';

export const Accent = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i)
  .transform((hex) => hex.toLowerCase());

/** What everyone may know of the installation. */
export const Center = z.object({
  name: z.string(),
  accent: z.string(),
  logoUrl: z.string().nullable(),
  locales: z.array(Locale),
  setUp: z.boolean(),
  isDemo: z.boolean(),
  deskEmail: z.string().nullable(),
  deskPhone: z.string().nullable(),
  /** Settings of partners and of developers stand in one menu instead of two. */
  mergedSettings: z.boolean(),
});
export type Center = z.output<typeof Center>;

export const CenterSettings = Center.extend({ refuseFreeMail: z.boolean(), version: z.number(), can: z.object({ edit: z.boolean() }) });
export type CenterSettings = z.output<typeof CenterSettings>;

/** What the operator may set; also asked for when the center is set up. */
export const changeable = {
  name: z.string().trim().min(1).max(60),
  accent: Accent,
  locales: z.array(Locale).min(1),
  refuseFreeMail: z.boolean(),
  deskEmail: Email.nullable(),
  deskPhone: z.string().trim().max(40).nullable(),
};

export const AlreadySetUp = defineProblem('center.already_set_up', 409, z.object({}));
/** A logo must be a PNG, JPEG or WebP picture of at most 512 KB; SVG can carry scripts. */
export const LogoNotUsable = defineProblem('center.logo_not_usable', 422, z.object({ limitBytes: z.number() }));

export const CenterChanged = announcement('center.changed', z.object({ name: z.string() }));
export const CenterSetUp = announcement('center.set_up', z.object({ name: z.string() }));

export const center = {
  get: endpoint({
    within: 'public',
    method: 'GET',
    path: '/center',
    permission: 'public',
    summary: 'What everyone may know of this center',
    input: z.object({}),
    output: Center,
  }),
  getSettings: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/center',
    permission: 'op.center',
    versioned: true,
    summary: 'The settings of this center',
    input: z.object({}),
    output: CenterSettings,
  }),
  updateSettings: endpoint({
    within: 'operator',
    method: 'PATCH',
    path: '/center',
    permission: 'op.center',
    versioned: true,
    summary: 'Change the settings of this center',
    input: z
      .object({ ...changeable, mergedSettings: z.boolean() })
      .partial()
      .extend({ version: z.number().int() }),
    output: CenterSettings,
    problems: [ChangedMeanwhile],
  }),
  setLogo: endpoint({
    within: 'operator',
    method: 'PUT',
    path: '/center/logo',
    permission: 'op.center',
    summary: 'Set or remove the logo',
    input: z.object({ /** The picture as base64; null removes the logo. */ picture: z.string().max(800_000).nullable() }),
    output: CenterSettings,
    problems: [LogoNotUsable],
  }),
  getLogo: endpoint({
    within: 'public',
    method: 'GET',
    path: '/center/logo/:id',
    permission: 'public',
    answers: 'file',
    summary: 'The logo as a picture',
    input: z.object({ id: Id }),
    output: z.unknown(),
  }),
  ...calendarEndpoints,
  ...overviewEndpoints,
  ...mailboxEndpoints,
  ...jobEndpoints,
  ...newsEndpoints,
};
