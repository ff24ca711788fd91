import { ArrowLeft, PanelLeftClose, PanelLeftOpen, ServerCog } from 'lucide-react';
import { useHouse } from '../house.tsx';
import type { Side, SignedInPage } from '../pages.ts';
import { usePlace } from '../place.ts';
import { useSession } from '../session.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { AccountPicker } from './AccountPicker.tsx';
import { Brand } from './Brand.tsx';
import { isHere, navOf } from './menu.ts';
import type { NavSection } from './menu.ts';
import { NavLink } from './NavLink.tsx';

export interface NavProps {
  readonly pages: readonly SignedInPage[];
  readonly side: Side;
  readonly accountId: string | undefined;
}

interface LeftNavProps extends NavProps {
  readonly folded: boolean;
  /** Absent in the drawer, which is open or not there. */
  readonly onFold?: (folded: boolean) => void;
}

export function LeftNav({ pages, side, accountId, folded, onFold }: LeftNavProps) {
  const { t } = useHouse();
  const session = useSession();
  const { path } = usePlace();
  const toConsole = side === 'account' && session.operator !== null;
  const parts = navOf(pages, session, side, accountId);
  return (
    <div className="flex h-full flex-col">
      <div className={classes('flex min-h-(--top-bar) items-center', folded ? 'justify-center' : 'ps-4 pe-12 nav:pe-4')}>
        <Brand href="/" folded={folded} />
      </div>
      <nav aria-label={t('shell.nav')} className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-3">
        {side === 'account' ? (
          <AccountPicker pages={pages} accountId={accountId} folded={folded} />
        ) : (
          <WayBack side={side} accountId={accountId} folded={folded} />
        )}
        {parts.map((part) => (
          <NavGroup key={part.section} part={part} folded={folded} path={path} />
        ))}
      </nav>
      {(onFold || toConsole) && (
        <div className={classes('flex items-center gap-1 border-t border-line p-3', folded ? 'flex-col' : 'justify-between')}>
          {toConsole ? <NavLink href="/operator" icon={ServerCog} label={t('shell.operator')} here={false} folded={folded} /> : <span />}
          {onFold && (
            <IconButton
              icon={folded ? PanelLeftOpen : PanelLeftClose}
              label={t(folded ? 'shell.nav.unfold' : 'shell.nav.fold')}
              onPress={() => onFold(!folded)}
            />
          )}
        </div>
      )}
    </div>
  );
}

/** On pages that belong to no account: the way back into the company, when there is one. */
function WayBack({ side, accountId, folded }: { readonly side: Side; readonly accountId: string | undefined; readonly folded: boolean }) {
  const { t } = useHouse();
  const session = useSession();
  const account = session.accounts.find((each) => each.accountId === accountId);
  const title = side === 'operator' ? t('shell.operator') : t('shell.me.profile');
  return (
    <div className="flex flex-col gap-3">
      {account && <NavLink href={`/a/${account.accountId}`} icon={ArrowLeft} label={t('shell.back_to', { name: account.name })} here={false} folded={folded} />}
      {!account && side === 'me' && session.operator && <NavLink href="/operator" icon={ArrowLeft} label={t('shell.operator')} here={false} folded={folded} />}
      {!folded && (
        <p className="flex items-center gap-2.5 px-2.5 text-14 font-semibold">
          {side === 'operator' && <ServerCog size={16} aria-hidden className="text-muted" />}
          {title}
        </p>
      )}
    </div>
  );
}

/** Sections whose entries speak for themselves. */
const untitled = new Set(['work', 'me']);

function NavGroup({ part: { section, ways }, folded, path }: { readonly part: NavSection; readonly folded: boolean; readonly path: string }) {
  const { t } = useHouse();
  return (
    <div className="flex flex-col gap-1">
      {!untitled.has(section) && (
        <p className={folded ? 'sr-only' : 'px-2.5 pb-0.5 text-12 font-medium text-muted'}>{t(`shell.section.${section as 'company'}`)}</p>
      )}
      <ul className="flex flex-col gap-0.5">
        {ways.map((way) => (
          <li key={way.href}>
            <NavLink href={way.href} icon={way.icon} label={t(way.label)} here={isHere(way.href, path)} folded={folded} />
          </li>
        ))}
      </ul>
    </div>
  );
}
