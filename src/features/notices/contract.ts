import { z } from 'zod';
import { endpoint } from '../../core/endpoint.ts';
import { Id } from '../../core/id.ts';
import { Page, PageInput } from '../../core/page.ts';

/** What people are told of. Each is an announcement's name; its sentence is `notices.<kind>`. */
export const kinds = [
  'invitations.accepted',
  'roles.given',
  'roles.taken',
  'roles.ended',
  'members.deactivated',
  'members.activated',
  'members.removed',
  'members.restored',
  'members.seen_as',
  'relations.invited',
  'relations.accepted',
  'relations.declined',
  'relations.withdrawn',
  'relations.ended',
  'role_requests.made',
  'role_requests.granted',
  'role_requests.refused',
  'role_requests.expired',
  'join_requests.made',
  'join_requests.at_desk',
  'verification.authorized',
  'verification.rejected',
  'verification.asked',
  'verification.answered',
  'agreements.accepted',
  'agreements.forwarded',
  'agreements.renewed',
  'accounts.looked_at',
  'enrollments.applied',
  'enrollments.answered',
  'enrollments.invited',
  'enrollments.asked_back',
  'enrollments.qualified',
  'enrollments.activated',
  'enrollments.refused',
  'enrollments.restricted',
  'enrollments.suspended',
  'enrollments.reinstated',
  'enrollments.left',
  'identity.password_changed',
  'identity.password_paused',
  'identity.passkey_added',
  'identity.passkey_removed',
  'identity.authenticator_added',
  'identity.authenticator_removed',
  'identity.recovery_codes_made',
  'identity.recovery_code_used',
  'operators.added',
  'news.published',
] as const;
export type NoticeKind = (typeof kinds)[number];

export const Notice = z.object({
  noticeId: z.uuid(),
  kind: z.enum(kinds),
  /** For the sentence; `role` is the role's key. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Where it leads: an address of the center. */
  link: z.string().nullable(),
  /** The company that it is about. */
  company: z.string().nullable(),
  at: z.date(),
  readAt: z.date().nullable(),
});
export type Notice = z.output<typeof Notice>;

const Unread = z.object({ /** Exact up to 100. */ unread: z.number() });
const Settings = z.object({ /** Whether notices that matter also come by mail. */ mails: z.boolean() });

export const notices = {
  listNotices: endpoint({
    within: 'person',
    method: 'GET',
    path: '/notices',
    permission: 'signed-in',
    summary: 'What I was told of, the newest first',
    input: PageInput.extend({ only: z.enum(['unread']).optional() }),
    output: Page(Notice),
  }),
  countUnread: endpoint({
    within: 'person',
    method: 'GET',
    path: '/notices/count',
    permission: 'signed-in',
    summary: 'How many notices I have not read',
    input: z.object({}),
    output: Unread,
  }),
  markRead: endpoint({
    within: 'person',
    method: 'POST',
    path: '/notices/:noticeId/read',
    permission: 'signed-in',
    summary: 'Mark a notice as read',
    input: z.object({ noticeId: Id }),
    output: Unread,
  }),
  markAllRead: endpoint({
    within: 'person',
    method: 'POST',
    path: '/notices/read',
    permission: 'signed-in',
    summary: 'Mark all my notices as read',
    input: z.object({}),
    output: Unread,
  }),
  getNoticeSettings: endpoint({
    within: 'person',
    method: 'GET',
    path: '/notices/settings',
    permission: 'signed-in',
    summary: 'How notices reach me',
    input: z.object({}),
    output: Settings,
  }),
  updateNoticeSettings: endpoint({
    within: 'person',
    method: 'PATCH',
    path: '/notices/settings',
    permission: 'signed-in',
    summary: 'Change how notices reach me',
    input: Settings,
    output: Settings,
  }),
};
