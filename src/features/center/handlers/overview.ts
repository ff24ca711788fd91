import { may } from '../../../core/access.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { type OperatorTask, OperatorTasks, type overviewEndpoints } from '../contract/overview.ts';
import { getCenter } from '../queries.ts';
import { countWaiting } from '../queries/overview.ts';

export const overviewHandlers = ({ isSending }: { readonly isSending: boolean }): HandlersOf<typeof overviewEndpoints> => ({
  async getOverview({ tx, actor, ask }) {
    const [center, waiting, replies] = await Promise.all([getCenter(tx), countWaiting(tx), ask(OperatorTasks, {})]);
    const own: OperatorTask[] = [
      ...(may(actor.rights, 'op.jobs') ? [{ key: 'failed_jobs' as const, count: waiting.failedJobs, href: '/operator/jobs?state=failed' }] : []),
      ...(may(actor.rights, 'op.news', 'edit') ? [{ key: 'drafts' as const, count: waiting.drafts, href: '/operator/news' }] : []),
    ];
    const hints = may(actor.rights, 'op.center', 'edit')
      ? ([
          ...(isSending || center.isDemo ? [] : ['mail']),
          ...(center.deskEmail || center.deskPhone ? [] : ['desk']),
          ...(center.logoFileId ? [] : ['logo']),
        ] as ('mail' | 'desk' | 'logo')[])
      : [];
    return { tasks: [...replies.flat(), ...own].filter((task) => task.count > 0), hints };
  },
});
