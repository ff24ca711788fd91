import { Check, ChevronsUpDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { fold } from '../../core/text.ts';
import type { MessageKey } from '../../core/locale.ts';
import { useHouse } from '../house.tsx';
import { fillPath, findPage } from '../pages.ts';
import type { SignedInPage } from '../pages.ts';
import { usePlace } from '../place.ts';
import { useSession } from '../session.tsx';
import type { SessionAccount } from '../session.tsx';
import { Avatar } from '../ui/Avatar.tsx';
import { Badge } from '../ui/Badge.tsx';
import { classes } from '../ui/classes.ts';
import { Popover } from '../ui/Popover.tsx';
import { PickList } from './PickList.tsx';

interface AccountPickerProps {
  readonly pages: readonly SignedInPage[];
  readonly accountId: string | undefined;
  readonly folded: boolean;
}

/** Whose pages these are. For people of several companies it is a button that opens the list of them. */
export function AccountPicker({ pages, accountId, folded }: AccountPickerProps) {
  const { t } = useHouse();
  const { accounts } = useSession();
  const [open, setOpen] = useState(false);
  const current = accounts.find((account) => account.accountId === accountId);
  if (accounts.length < 2) {
    return current && !folded ? (
      <div className="flex items-center gap-2.5 px-2.5 py-1">
        <AccountFace account={current} />
      </div>
    ) : null;
  }
  const name = current?.name ?? t('shell.picker.choose');
  const elsewhere = accounts.filter((account) => account !== current && waits(account)).length;
  return (
    <Popover
      label={t('shell.picker.label')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          aria-label={elsewhere > 0 ? t('shell.picker.button_waiting', { name, count: elsewhere }) : t('shell.picker.button', { name })}
          className={classes(
            'relative flex min-h-12 flex-none items-center gap-2.5 rounded-control border border-line bg-surface text-start transition-colors hover:border-edge aria-expanded:border-edge',
            folded ? 'w-10 justify-center' : 'w-full px-2.5 py-1.5',
          )}
        >
          {folded ? (
            <Avatar name={name} shape="company" size="small" />
          ) : current ? (
            <AccountFace account={current} />
          ) : (
            <span className="min-w-0 flex-1 text-14">{name}</span>
          )}
          {!folded && <ChevronsUpDown size={16} aria-hidden className="flex-none text-muted" />}
          {elsewhere > 0 && <span aria-hidden="true" className="absolute -end-1 -top-1 size-2.5 rounded-full border-2 border-canvas bg-accent" />}
        </button>
      }
    >
      <AccountList pages={pages} current={current} onDone={() => setOpen(false)} />
    </Popover>
  );
}

/** Whether something waits there for the reader. */
const waits = ({ waiting }: SessionAccount): boolean => waiting.requests + waiting.notices > 0;

function AccountFace({ account }: { readonly account: SessionAccount }) {
  return (
    <>
      <Avatar name={account.name} shape="company" />
      <span className="min-w-0 flex-1 leading-snug">
        <span className="block text-14 font-medium break-words">{account.name}</span>
        <span className="block font-mono text-12 text-muted" translate="no">
          {account.partnerId}
        </span>
      </span>
    </>
  );
}

interface AccountListProps {
  readonly pages: readonly SignedInPage[];
  readonly current: SessionAccount | undefined;
  readonly onDone: () => void;
}

function AccountList({ pages, current, onDone }: AccountListProps) {
  const { t, locale, formatList, compareNames } = useHouse();
  const { accounts } = useSession();
  const { go, path } = usePlace();
  const [text, setText] = useState('');
  const countries = useMemo(() => new Intl.DisplayNames(locale, { type: 'region' }), [locale]);
  const roleNames = (account: SessionAccount) => account.roles.map((role) => t(`roles.${role}` as MessageKey));
  const words = fold(text).split(' ');
  const shown = accounts
    .filter((account) => {
      const all = fold([account.name, account.partnerId, countries.of(account.country), ...roleNames(account)].join(' '));
      return words.every((word) => all.includes(word));
    })
    .toSorted((a, b) => compareNames(a.name, b.name));
  const choose = (account: SessionAccount) => {
    onDone();
    if (account !== current) go(samePage(pages, path, account));
  };
  return (
    <div className="max-h-[70vh] w-[min(24rem,calc(100vw-2rem))]">
      <PickList
        label={t('shell.picker.search')}
        text={text}
        onText={setText}
        none={t('shell.picker.none', { text })}
        groups={[
          {
            id: 'accounts',
            items: shown.map((account) => ({
              id: account.accountId,
              current: account === current,
              onPick: () => choose(account),
              content: (
                <>
                  <Avatar name={account.name} shape="company" />
                  <span className="min-w-0 flex-1 leading-snug">
                    <span className="block font-medium break-words">{account.name}</span>
                    <span className="block text-13 text-muted">
                      <span className="font-mono text-12" translate="no">
                        {account.partnerId}
                      </span>
                      {' · '}
                      {countries.of(account.country)}
                    </span>
                    <span className="block text-13 text-muted">{formatList(roleNames(account))}</span>
                    <Waiting account={account} />
                  </span>
                  {account === current && (
                    <>
                      <Check size={16} aria-hidden className="flex-none text-accent-ink" />
                      <span className="sr-only">{t('shell.picker.current')}</span>
                    </>
                  )}
                </>
              ),
            })),
          },
        ]}
      />
    </div>
  );
}

/** What waits there, in the order of how much it asks of the reader. */
function Waiting({ account }: { readonly account: SessionAccount }) {
  const { t } = useHouse();
  if (!waits(account)) return null;
  const { requests, notices } = account.waiting;
  return (
    <span className="mt-1 flex flex-wrap gap-1.5">
      {requests > 0 && <Badge accent>{t('shell.picker.requests', { count: requests })}</Badge>}
      {notices > 0 && <Badge>{t('shell.picker.notices', { count: notices })}</Badge>}
    </span>
  );
}

/** The same page in the other account, where one may open it there and it is not about one thing of the old account. */
export function samePage(pages: readonly SignedInPage[], path: string, account: SessionAccount): string {
  const found = findPage(pages, path)?.page;
  const plain = found && [...found.path.matchAll(/:\w+/g)].length === 1;
  const allowed = plain && (!found.permission || account.permissions.includes(found.permission));
  return allowed ? fillPath(found.path, { account: account.accountId }) : `/a/${account.accountId}`;
}
