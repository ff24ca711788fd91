import { addressOf, isRead, opensToPrograms } from '../../core/endpoint.ts';
import type { NotedCall } from '../calls.ts';
import { callsOf } from '../calls.ts';
import { useHouse } from '../house.tsx';
import { usePlace } from '../place.ts';
import { CopyButton } from '../reference/CodeBlock.tsx';
import { Method } from '../reference/Method.tsx';
import { curlOf } from '../reference/snippets.ts';
import { Badge } from '../ui/Badge.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Link } from '../ui/Link.tsx';

interface CallsDialogProps {
  /** The company that one works in: its pages hold the reference. */
  readonly accountId: string | undefined;
  readonly onClose: () => void;
}

/** What the open page has asked of the API, each call to be copied for a terminal. */
export function CallsDialog({ accountId, onClose }: CallsDialogProps) {
  const { t } = useHouse();
  const { path } = usePlace();
  const calls = callsOf(path);
  return (
    <Dialog open onClose={onClose} title={t('calls.title')} size="wide">
      <div className="flex flex-col gap-4">
        <p className="text-muted">{t('calls.text')}</p>
        {calls.length === 0 && <p>{t('calls.none')}</p>}
        <ul className="flex flex-col">
          {calls.map((call) => (
            <Line key={call.n} call={call} accountId={accountId} onClose={onClose} />
          ))}
        </ul>
        {accountId && (
          <p>
            <Link href={`/a/${accountId}/api`} onClick={onClose}>
              {t('calls.open_reference')}
            </Link>
          </p>
        )}
      </div>
    </Dialog>
  );
}

interface LineProps {
  readonly call: NotedCall;
  readonly accountId: string | undefined;
  readonly onClose: () => void;
}

function Line({ call: { endpoint, path, body, status, ms }, accountId, onClose }: LineProps) {
  const { t, formatNumber } = useHouse();
  const { method } = endpoint;
  const what = { method, path: path.replace(/\?.*$/, '') };
  const sent = isRead(endpoint) ? {} : { body, keyed: endpoint.within === 'account' };
  const named = `${method} ${addressOf(endpoint).replace(/:(\w+)/g, '{$1}')}`;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 border-t border-line py-2.5 first:border-0">
      <Method name={method} />
      <span className="min-w-0 flex-1 basis-64">
        <span className="block font-mono text-13 break-all" translate="no">
          {path}
        </span>
        <span className="flex flex-wrap items-center gap-2 text-13 text-muted tabular-nums">
          {status === 0 ? t('calls.offline') : t('calls.took', { status: String(status), ms: formatNumber(Math.round(ms)) })}
          {!opensToPrograms(endpoint) && endpoint.within !== 'public' && <Badge>{t('calls.people_only')}</Badge>}
        </span>
      </span>
      <span className="flex flex-none items-center gap-2">
        {accountId && (
          <Link href={`/a/${accountId}/api?q=${encodeURIComponent(named)}`} onClick={onClose} aria-label={t('calls.reference_of', what)} className="text-13">
            {t('calls.reference')}
          </Link>
        )}
        <CopyButton label={t('calls.copy_of', what)} text={curlOf({ method, url: location.origin + path, ...sent })}>
          {t('calls.copy')}
        </CopyButton>
      </span>
    </li>
  );
}
