import { Blocks, Settings } from 'lucide-react';
import { useHouse } from '../house.tsx';
import { useSession } from '../session.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import type { MenuGroup } from '../ui/Menu.tsx';
import type { NavProps } from './LeftNav.tsx';
import { settingsOf } from './menu.ts';

/**
 * The gear. In a company it holds the settings of partners and those of developers, each only while the company is in a program of
 * that group; the operator may have set them as one menu. Without any such program it says what would bring them.
 */
export function Gear({ pages, side, accountId }: NavProps) {
  const house = useHouse();
  const { t, center } = house;
  const session = useSession();
  const at = { session, side: side === 'operator' ? side : ('account' as const), accountId };
  const { groups, none } = settingsOf(pages, at, { merged: center.mergedSettings }, house);
  const account = session.accounts.some((each) => each.accountId === accountId);
  const filled = groups.filter(({ id, ways }) => id !== 'center' || ways.length > 0);
  if (filled.length === 0 && !(none && account)) return null;
  const menus: MenuGroup[] = filled.map(({ id, ways }) => ({
    id,
    title: t(`shell.settings.${id}`),
    entries:
      ways.length > 0
        ? ways.map((way) => ({ id: `${id}${way.href}`, label: way.label, icon: way.icon, href: way.href }))
        : [{ id: `${id}-none`, label: t('shell.settings.no_role'), reason: '' }],
  }));
  const toPrograms: MenuGroup = {
    id: 'programs',
    entries: [{ id: 'see-programs', label: t('shell.settings.programs'), icon: Blocks, href: `/a/${accountId ?? ''}/programs/groups` }],
  };
  return (
    <Menu
      label={t('shell.settings')}
      trigger={<IconButton icon={Settings} label={t('shell.settings')} />}
      head={none ? <p className="text-13 text-muted">{t('shell.settings.none')}</p> : undefined}
      groups={none ? [toPrograms] : menus}
    />
  );
}
