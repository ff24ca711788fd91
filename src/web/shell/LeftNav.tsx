import { ArrowLeft, PanelLeftClose, PanelLeftOpen, ServerCog } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { AccountProvider } from '../data.tsx';
import { useHouse } from '../house.tsx';
import type { Side, SignedInPage } from '../pages.ts';
import { usePlace } from '../place.ts';
import { useSession } from '../session.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { AccountPicker } from './AccountPicker.tsx';
import { Brand } from './Brand.tsx';
import { hereOf, navOf } from './menu.ts';
import type { NavPart } from './menu.ts';
import { BarredNav, NavLink } from './NavLink.tsx';

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
  const house = useHouse();
  const { t } = house;
  const session = useSession();
  const { path } = usePlace();
  const toConsole = side === 'account' && session.operator !== null;
  const parts = navOf(pages, { session, side, accountId }, house);
  const here = hereOf(parts, path);
  const list = useRef<HTMLElement>(null);
  useEffect(() => reveal(list.current), [here]);
  return (
    <div className="flex h-full flex-col">
      <div className={classes('flex min-h-(--top-bar) items-center', folded ? 'justify-center' : 'ps-4 pe-12 nav:pe-4')}>
        <Brand href="/" folded={folded} />
      </div>
      <nav ref={list} aria-label={t('shell.nav')} className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-3">
        {side === 'account' ? (
          <AccountPicker pages={pages} accountId={accountId} folded={folded} />
        ) : (
          <WayBack side={side} accountId={accountId} folded={folded} />
        )}
        {/* What is barred here is explained as of this company. */}
        <AccountProvider value={side === 'account' ? accountId : undefined}>
          {parts.map((part) => (
            <NavGroup key={part.id} part={part} folded={folded} here={here} />
          ))}
        </AccountProvider>
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

/** Of a long list the entry of the open page is seen. Not by `scrollIntoView`: from there the Tab key would go on. */
function reveal(list: HTMLElement | null): void {
  const [frame, entry] = [list?.getBoundingClientRect(), list?.querySelector('[aria-current=page]')?.getBoundingClientRect()];
  if (list && frame && entry && (entry.top < frame.top || entry.bottom > frame.bottom)) list.scrollTop += entry.top - frame.top - frame.height / 2;
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

function NavGroup({
  part: { title, ofProgram, mark, ways },
  folded,
  here,
}: {
  readonly part: NavPart;
  readonly folded: boolean;
  readonly here: string | undefined;
}) {
  const { t } = useHouse();
  const heading = useId();
  const fullName = (label: string) => (ofProgram && title ? t('shell.program.page', { program: title, page: label }) : label);
  return (
    <div role={title ? 'group' : undefined} aria-labelledby={title ? heading : undefined} className="flex flex-col gap-1">
      {title && (
        <p id={heading} className={folded ? 'sr-only' : 'flex items-baseline gap-1.5 px-2.5 pb-0.5 text-12 font-medium break-words text-muted'}>
          <span className="min-w-0">{title}</span>
          {mark && <span className={mark === 'suspended' ? 'text-danger' : 'text-warning'}>{t(`shell.program.${mark}`)}</span>}
        </p>
      )}
      <ul className="flex flex-col gap-0.5">
        {ways.map((way) => (
          <li key={way.href}>
            {way.lacks ? (
              <BarredNav href={way.href} icon={way.icon} label={way.label} lacks={way.lacks} folded={folded} />
            ) : (
              <NavLink href={way.href} icon={way.icon} label={way.label} fullName={fullName(way.label)} here={way.href === here} folded={folded} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
