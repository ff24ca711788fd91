import { useHouse } from '../../../../web/house.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import type { RoleRequest } from '../../contract.ts';
import { RequestState, sayAnswer } from './RequestFacts.tsx';
import { sayWish } from './wish.ts';

interface RequestLinesProps {
  readonly requests: readonly RoleRequest[];
  readonly to: (requestId: string) => string;
  /** The reader's own: whose they are goes without saying. */
  readonly own?: boolean;
}

/** Requests under each other: who, which role, how long, why; each leads to its page. */
export function RequestLines({ requests, to, own = false }: RequestLinesProps) {
  const house = useHouse();
  const { t, formatDate } = house;
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-surface">
      {requests.map((request) => {
        const role = t(`roles.${request.role}`);
        const href = to(request.requestId);
        return (
          <li key={request.requestId} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 py-4">
            <div className="min-w-0 flex-1 basis-64">
              <p className="text-14 font-medium">
                <Link href={href} look="plain">
                  {own ? role : t('role_requests.title', { name: request.person.name, role })}
                </Link>
              </p>
              <p className="text-14 break-words text-muted">{request.reason}</p>
              <p className="text-13 text-muted">
                {sayAnswer(house, request) ?? sayWish(house, request)} · {formatDate(request.createdAt)}
              </p>
            </div>
            {request.can.decide ? (
              <LinkButton href={href} size="small">
                {t('role_requests.open_one')}
              </LinkButton>
            ) : (
              <RequestState state={request.state} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
