import { members } from '../../src/features/members/contract.ts';
import { notices } from '../../src/features/notices/contract.ts';
import { as, runJobs, type TestPerson } from '../world.ts';
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

export const noticesExamples: ExamplesOf<typeof notices> = {
  listNotices: async (w) => ({ input: { only: 'unread', limit: 5 }, as: (await toldOne(w)).who }),
  countUnread: async ({ admin }) => ({ input: {}, as: admin }),
  async markRead(w) {
    const { who, noticeId } = await toldOne(w);
    return { input: { noticeId }, as: who };
  },
  markAllRead: async (w) => ({ input: {}, as: (await toldOne(w)).who }),
  getNoticeSettings: async ({ admin }) => ({ input: {}, as: admin }),
  updateNoticeSettings: async (w) => ({ input: { mails: false }, as: await someoneIn(w, 'default_user') }),
};
