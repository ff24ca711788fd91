import { CircleHelp, CircleUserRound, Languages, LogOut, ServerCog } from 'lucide-react';
import { Suspense, useState } from 'react';
import { isLocale, localeNames } from '../../core/locale.ts';
import { useHouse } from '../house.tsx';
import type { Side } from '../pages.ts';
import { SecondDialog } from '../second/SecondDialog.ts';
import { useSession } from '../session.tsx';
import type { SessionActs } from '../session.tsx';
import type { Theme } from '../theme.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Menu } from '../ui/Menu.tsx';
import type { MenuGroup } from '../ui/Menu.tsx';
import { leave } from './leave.ts';

interface ProfileMenuProps {
  readonly acts: SessionActs;
  readonly side: Side;
  /** On narrow windows the bar has no room for the help button. */
  readonly onHelp: () => void;
}

const themes: readonly Theme[] = ['system', 'light', 'dark'];

/** Behind the avatar: my profile, the language, the theme, the way out. */
export function ProfileMenu({ acts, side, onHelp }: ProfileMenuProps) {
  const { t, locale, locales, setLocale, theme, setTheme } = useHouse();
  const { name, email, operator } = useSession();
  const [second, openSecond] = useState(false);
  const choose = (wanted: Theme) => {
    setTheme(wanted);
    void acts.keepTheme(wanted).catch(() => {});
  };
  const groups: MenuGroup[] = [
    {
      id: 'me',
      entries: [
        { id: 'profile', label: t('shell.me.profile'), icon: CircleUserRound, href: '/me/profile' },
        ...(operator && side !== 'operator' ? [{ id: 'operator', label: t('shell.operator'), icon: ServerCog, href: '/operator' }] : []),
        { id: 'help', label: t('shell.help'), icon: CircleHelp, onAct: onHelp },
      ],
    },
    {
      id: 'language',
      title: t('frame.language'),
      choose: 'one',
      chosen: new Set([locale]),
      onChoose: (chosen) => {
        const [wanted] = chosen;
        if (isLocale(wanted)) void setLocale(wanted);
      },
      entries: locales.map((each) => ({ id: each, label: localeNames[each] })),
    },
    { id: 'second', entries: [{ id: 'second', label: t('frame.second'), icon: Languages, onAct: () => openSecond(true) }] },
    {
      id: 'theme',
      title: t('shell.theme'),
      choose: 'one',
      chosen: new Set([theme]),
      onChoose: (chosen) => choose([...chosen][0] as Theme),
      entries: themes.map((each) => ({ id: each, label: t(`shell.theme.${each}`) })),
    },
    { id: 'out', entries: [{ id: 'sign_out', label: t('shell.me.sign_out'), icon: LogOut, onAct: () => void leave(acts) }] },
  ];
  return (
    <>
      <Menu
        label={t('shell.me')}
        trigger={
          <button type="button" aria-label={t('shell.me.button', { name })} className="ms-1 flex size-control items-center justify-center rounded-full">
            <Avatar name={name} />
          </button>
        }
        head={
          <div className="min-w-0">
            <p className="text-14 font-medium break-words">{name}</p>
            <p className="text-13 break-words text-muted">{email}</p>
          </div>
        }
        groups={groups}
      />
      {second && (
        <Suspense fallback={null}>
          <SecondDialog onClose={() => openSecond(false)} />
        </Suspense>
      )}
    </>
  );
}
