import { Bookmark, BookmarkPlus, ChevronDown, Link2, PencilLine, Save, Star, StarOff, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ApiProblem } from '../../../web/api.ts';
import { sayProblem } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Menu } from '../../../web/ui/Menu.tsx';
import type { MenuEntry, MenuGroup } from '../../../web/ui/Menu.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type SavedView, views } from '../contract.ts';
import type { SavedViews } from './useSavedViews.ts';
import { ViewDialog } from './ViewDialog.tsx';

type Asked = 'keep' | 'edit' | 'remove' | null;
const everything = 'all';

/** What the list shows by name; other views of it, and what can be done with them. */
export function ViewPicker({ of }: { readonly of: SavedViews }) {
  const { t } = useHouse();
  const [asked, ask] = useState<Asked>(null);
  const remove = useAct(views.removeView);
  const acts = useActs(of, ask);
  const { chosen, list } = of;
  const all = t(`views.all.${list}`);
  const name = chosen?.name ?? all;
  return (
    <>
      <Menu
        label={t('views.label')}
        side="start"
        trigger={
          <Button size="small" icon={Bookmark} aria-label={t('views.open', { name })} className="max-w-full">
            <span className="inline-flex items-center gap-1.5">
              {of.isChanged ? t('views.changed', { name }) : name}
              <ChevronDown size={14} aria-hidden className="flex-none opacity-60" />
            </span>
          </Button>
        }
        groups={[...choices(of, all, t('views.shared')), { id: 'acts', entries: acts }]}
      />
      {of.isGone && <Banner kind="info">{t('views.gone')}</Banner>}
      {(asked === 'keep' || (asked === 'edit' && chosen)) && <ViewDialog of={of} view={asked === 'edit' ? chosen : null} onClose={() => ask(null)} />}
      <ConfirmDialog
        open={asked === 'remove' && chosen !== null}
        onClose={() => ask(null)}
        title={t('views.remove_title', { name })}
        text={t(chosen?.isShared ? 'views.remove_shared' : 'views.remove_own')}
        confirm={t('views.remove')}
        onConfirm={async () => {
          if (!chosen) return;
          await remove.mutateAsync({ viewId: chosen.viewId });
          of.choose(null);
          toast(t('views.removed', { name: chosen.name }));
        }}
      />
    </>
  );
}

function choices(of: SavedViews, all: string, sharedTitle: string): MenuGroup[] {
  const entry = ({ viewId, name, by, isMine }: SavedView): MenuEntry => ({ id: viewId, label: name, detail: isMine ? undefined : by });
  const group = (id: string, entries: readonly MenuEntry[]): MenuGroup => ({
    id,
    entries,
    choose: 'one',
    chosen: new Set([of.chosen?.viewId ?? everything].filter((chosen) => entries.some((each) => each.id === chosen))),
    onChoose: (chosen) => of.choose(of.items.find(({ viewId }) => chosen.has(viewId)) ?? null),
  });
  const shared = of.items.filter(({ isMine }) => !isMine).map(entry);
  return [
    group('own', [{ id: everything, label: all }, ...of.items.filter(({ isMine }) => isMine).map(entry)]),
    ...(shared.length > 0 ? [{ ...group('shared', shared), title: sharedTitle }] : []),
  ];
}

/** What can be done now: with what the list shows, and with the view that it shows. */
function useActs(of: SavedViews, ask: (what: Asked) => void): MenuEntry[] {
  const { t } = useHouse();
  const { path } = usePlace();
  const update = useAct(views.updateView);
  const prefer = useAct(views.chooseDefaultView);
  const { chosen, list, isChanged, narrowed, hiding } = of;
  const keep: MenuEntry = { id: 'keep', label: t('views.keep'), icon: BookmarkPlus, onAct: () => ask('keep') };
  if (!chosen) return [keep];
  const { viewId, name, isShared, isDefault, version, can } = chosen;
  const said = async (act: Promise<unknown>, done: string) => {
    try {
      await act;
      toast(done);
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem;
      toast(sayProblem(t, problem));
    }
  };
  const save = () => said(update.mutateAsync({ viewId, name, isShared, narrowed, hidden: [...hiding[0]], version }), t('views.saved', { name }));
  const choose = () => said(prefer.mutateAsync({ list, viewId: isDefault ? null : viewId }), t(isDefault ? 'views.not_default' : 'views.is_default', { name }));
  const copy = () => said(navigator.clipboard.writeText(`${location.origin}${path}?view=${viewId}`), t('ui.copied'));
  return [
    ...(isChanged && can.change ? [{ id: 'save', label: t('views.save', { name }), icon: Save, onAct: () => void save() }] : []),
    keep,
    ...(can.change ? [{ id: 'edit', label: t('views.edit'), icon: PencilLine, onAct: () => ask('edit') }] : []),
    { id: 'default', label: t(isDefault ? 'views.forget_default' : 'views.make_default'), icon: isDefault ? StarOff : Star, onAct: () => void choose() },
    { id: 'link', label: t('views.copy_link'), detail: isShared ? undefined : t('views.link_own'), icon: Link2, onAct: () => void copy() },
    ...(can.change ? [{ id: 'remove', label: t('views.remove'), icon: Trash2, danger: true, onAct: () => ask('remove') }] : []),
  ];
}
