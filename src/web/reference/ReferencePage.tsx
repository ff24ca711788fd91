import { useDeferredValue, useState } from 'react';
import { permissions } from '../../core/grants.ts';
import type { MessageKey } from '../../core/locale.ts';
import { useHouse } from '../house.tsx';
import { useAccountPath, usePlace } from '../place.ts';
import { useSession } from '../session.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Link } from '../ui/Link.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Page } from '../ui/Page.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { type Operation, useReference } from './document.ts';
import { Method } from './Method.tsx';

/** Every operation of the API by what it belongs to; those of the operator only for the operator's people. */
export function ReferencePage() {
  const { t, formatNumber } = useHouse();
  const { search, setSearch } = usePlace();
  const { operator } = useSession();
  const reference = useReference();
  const asked = search.get('q') ?? '';
  const words = useDeferredValue(asked).toLowerCase().split(/\s+/).filter(Boolean);
  const isAddress = /^[A-Z]+ \//.test(asked);
  const mine = reference?.operations.filter(({ within }) => within !== 'operator' || operator);
  const found = mine?.filter(({ id, method, path, summary }) => {
    const text = `${id} ${method} ${path} ${summary}`.toLowerCase();
    // An address with its method is one operation, not all that begin so.
    return `${method} ${path}` === asked || (!isAddress && words.every((word) => text.includes(word)));
  });
  return (
    <Page
      title={t('reference.title')}
      sentence={t('reference.sentence')}
      action={
        <LinkButton href="/api/openapi.json" download>
          {t('reference.download')}
        </LinkButton>
      }
    >
      <SearchField label={t('reference.search')} value={asked} onChange={(q) => setSearch({ q: q || null })} />
      {found ? (
        <>
          <p role="status" className="text-13 text-muted">
            {t('reference.found', { count: found.length, shown: formatNumber(found.length) })}
          </p>
          {found.length === 0 && <Empty title={t('reference.none')} />}
          <div className="flex flex-col">
            {[...Map.groupBy(found, ({ feature }) => feature)].map(([feature, operations]) => (
              <Feature key={feature} name={feature} operations={operations} open={words.length > 0 && found.length <= 60} />
            ))}
          </div>
        </>
      ) : (
        <SkeletonLines lines={12} />
      )}
    </Page>
  );
}

/** Its operations are drawn when it is opened: all at once would be thousands of elements. */
function Feature({ name, operations, open }: { readonly name: string; readonly operations: readonly Operation[]; readonly open: boolean }) {
  const [opened, setOpened] = useState(false);
  const isOpen = open || opened;
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpened(currentTarget.open)} className="border-b border-line">
      <summary className="flex min-h-control cursor-pointer items-center gap-3 py-2 text-14 font-semibold">
        <h2 className="font-mono" lang="en" translate="no">
          {name}
        </h2>
        <Badge>{operations.length}</Badge>
      </summary>
      {isOpen && (
        <ul className="flex flex-col pb-4">
          {operations.map((operation) => (
            <Line key={operation.id} operation={operation} />
          ))}
        </ul>
      )}
    </details>
  );
}

function Line({ operation: { id, method, path, summary, permission } }: { readonly operation: Operation }) {
  const { t } = useHouse();
  const at = useAccountPath();
  const lacks = useLacks(permission);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-t border-line py-2.5 text-14">
      <Method name={method} />
      <span className="min-w-0 flex-1 basis-72">
        <Link href={at(`/api/${id}`)} lang="en" className="font-medium">
          {summary}
        </Link>
        <span className="block font-mono text-13 break-all text-muted" translate="no">
          {path}
        </span>
      </span>
      {lacks && <Badge>{t('reference.not_you', { permission: t(`permissions.${permission}` as MessageKey) })}</Badge>}
    </li>
  );
}

/** Whether the reader holds nothing of a permission here; the server decides the rest by itself. */
function useLacks(permission: string): boolean {
  const { params } = usePlace();
  const { accounts, operator } = useSession();
  if (!(permission in permissions)) return false;
  const here = accounts.find(({ accountId }) => accountId === params['account']);
  const held: readonly string[] = [...(here?.permissions ?? []), ...(here?.ownPermissions ?? []), ...(operator?.permissions ?? [])];
  return !held.includes(permission);
}
