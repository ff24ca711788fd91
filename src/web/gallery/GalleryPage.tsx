import { Palette } from 'lucide-react';
import { useState } from 'react';
import { localeNames } from '../../core/locale.ts';
import type { Locale } from '../../core/locale.ts';
import { useHouse } from '../house.tsx';
import type { Theme } from '../theme.ts';
import { Button } from '../ui/Button.tsx';
import { Menu } from '../ui/Menu.tsx';
import { Page } from '../ui/Page.tsx';
import { Toaster } from '../ui/Toast.tsx';
import { ButtonsShelf } from './ButtonsShelf.tsx';
import { FieldsShelf } from './FieldsShelf.tsx';
import { FloatsShelf } from './FloatsShelf.tsx';
import { ListShelf } from './ListShelf.tsx';
import { NoticesShelf } from './NoticesShelf.tsx';
import { ObjectsShelf } from './ObjectsShelf.tsx';
import { StatesShelf } from './StatesShelf.tsx';

/** Every component in every state: for those who build pages, and for those who check them. Needs the parts `ui` and `gallery`. */
export function GalleryPage() {
  const { t } = useHouse();
  return (
    <Page title={t('gallery.title')} sentence={t('gallery.sentence')} action={<Looks />}>
      <ButtonsShelf />
      <ListShelf />
      <FieldsShelf />
      <NoticesShelf />
      <ObjectsShelf />
      <StatesShelf />
      <FloatsShelf />
      <Toaster />
    </Page>
  );
}

const accents = ['#3551d0', '#0f766e', '#b4235a', '#f2b600', '#161a22'];

/** Language, theme and accent of the gallery. */
function Looks() {
  const { t, locale, locales, setLocale, theme, setTheme, center, setCenter } = useHouse();
  const [accent, setAccent] = useState(center.accent);
  const only = (chosen: ReadonlySet<string>) => [...chosen][0];
  return (
    <Menu
      label={t('gallery.theme')}
      trigger={<Button icon={Palette}>{t('gallery.theme')}</Button>}
      groups={[
        {
          id: 'theme',
          title: t('gallery.theme'),
          choose: 'one',
          chosen: new Set([theme]),
          onChoose: (chosen) => setTheme(only(chosen) as Theme),
          entries: (['light', 'dark', 'system'] as const).map((id) => ({ id, label: t(`gallery.${id}`) })),
        },
        {
          id: 'locale',
          title: t('gallery.language'),
          choose: 'one',
          chosen: new Set([locale]),
          onChoose: (chosen) => void setLocale(only(chosen) as Locale),
          entries: locales.map((id) => ({ id, label: localeNames[id] })),
        },
        {
          id: 'accent',
          choose: 'one',
          chosen: new Set([accent]),
          onChoose: (chosen) => {
            setAccent(only(chosen) ?? accent);
            setCenter({ ...center, accent: only(chosen) ?? accent });
          },
          entries: accents.map((id) => ({ id, label: id })),
        },
      ]}
    />
  );
}
