import { useAccountId } from '../../../web/data.tsx';
import { urlOf } from '../../../web/api.ts';
import { usePlace } from '../../../web/place.ts';
import { audit } from '../contract.ts';

/** Which log the page shows: the company's, or on the operator's side the center's own or (`?account=`) a company's. */
export function useLog() {
  const { path, search } = usePlace();
  const account = useAccountId();
  const isOperator = path.startsWith('/operator/');
  const accountId = isOperator ? (search.get('account') ?? undefined) : undefined;
  const of = accountId ? { accountId } : {};
  const base = isOperator ? '/operator/activity' : `/a/${account}/activity`;
  return {
    isOperator,
    accountId,
    of,
    ask: isOperator
      ? { list: audit.listCenterActivity, doers: audit.listCenterDoers, seal: audit.getCenterSeal, entry: audit.getCenterEntry }
      : { list: audit.listActivity, doers: audit.listDoers, seal: audit.getSeal, entry: audit.getEntry },
    /** An address below the log's, of the same log. */
    at(below = '', query: Readonly<Record<string, string>> = {}): string {
      const words = new URLSearchParams({ ...of, ...query } as Record<string, string>);
      if (accountId) words.delete('accountId');
      if (accountId) words.set('account', accountId);
      return `${base}${below}${words.size ? `?${words}` : ''}`;
    },
    exportUrl: (input: Readonly<Record<string, unknown>>): string =>
      urlOf(isOperator ? audit.exportCenterActivity : audit.exportActivity, { ...of, ...input }, account),
  };
}
export type LogPlace = ReturnType<typeof useLog>;
