import { members } from '../../src/features/members/contract.ts';
import { notices } from '../../src/features/notices/contract.ts';
import { as, mailsTo, runJobs, type TestPerson } from '../world.ts';
import { asAdmin, type ExamplesOf, type ExampleWorld, someoneIn } from './world.ts';

/** Someone who was told that they have a new role. */
async function toldOne(w: ExampleWorld): Promise<{ who: TestPerson; noticeId: string }> {
  const who = await someoneIn(w, 'default_user');
  const { version } = await asAdmin(w, members).getMember({ personId: who.personId });
  await asAdmin(w, members).setRoles({ personId: who.personId, version, roles: [{ role: 'default_user' }, { role: 'billing_admin' }] });
  await runJobs(w.world);
  const {
    items: [notice],
  } = await as(w.world, notices, who).listNotices({});
  return { who, noticeId: notice?.noticeId ?? '' };
}

/** Of the link in the mail about a new role. */
async function unsubscribeToken(w: ExampleWorld): Promise<string> {
  const { who } = await toldOne(w);
  const mail = (await mailsTo(w.world, who.email)).find(({ template }) => template === 'notices.notice');
  return new URL(mail?.unsubscribe?.url ?? '').searchParams.get('token') ?? '';
}

export const noticesExamples: ExamplesOf<typeof notices> = {
  listNotices: async (w) => ({ input: { only: 'unread', limit: 5 }, as: (await toldOne(w)).who }),
  countUnread: async ({ admin }) => ({ input: {}, as: admin }),
  async markRead(w) {
    const { who, noticeId } = await toldOne(w);
    return { input: { noticeId }, as: who };
  },
  markAllRead: async (w) => ({ input: {}, as: (await toldOne(w)).who }),
  listChoices: async ({ admin }) => ({ input: {}, as: admin }),
  setChoice: async (w) => ({ input: { topic: 'programs', inPortal: true, mail: 'daily' }, as: await someoneIn(w, 'default_user') }),
  openUnsubscribe: async (w) => ({ input: { token: await unsubscribeToken(w) }, as: null }),
  unsubscribe: async (w) => ({ input: { token: await unsubscribeToken(w) }, as: null }),
  streamNotices: async ({ admin }) => ({ input: {}, as: admin }),
};
