import { Eye, EyeOff, GripVertical, Pencil, Pin, PinOff } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import { useDragAndDrop } from 'react-aria-components/useDragAndDrop';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Badge } from '../../../web/ui/Badge.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { classes } from '../../../web/ui/classes.ts';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type ArrangedGroup, catalog } from '../contract.ts';
import { type Arranged, inOrder, moved } from './arranging.ts';
import { GroupsEditor } from './GroupsEditor.tsx';
import { ItemDialog } from './ItemDialog.tsx';

/** One arrangement, to be laid out by dragging or by the keyboard. */
export function ArrangementPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { params } = usePlace();
  const arrangementId = params['arrangementId'] ?? '';
  const { data } = useRead(catalog.getArrangement, { arrangementId });
  return (
    <Page
      title={data?.name ?? t('catalog.arrangements.title')}
      sentence={t('catalog.arrangements.edit_sentence')}
      width="reading"
      crumbs={[
        { label: t('catalog.title'), href: at('/catalog') },
        { label: t('catalog.arrangements.title'), href: at('/catalog/arrangements') },
      ]}
    >
      {!data && <SkeletonLines lines={8} />}
      {data && !data.can.edit && <Banner kind="info">{t('catalog.arrangements.readonly')}</Banner>}
      {data && <Layout key={`${data.arrangementId} ${data.version}`} of={data} />}
    </Page>
  );
}

interface LayoutProps {
  readonly of: {
    readonly arrangementId: string;
    readonly name: string;
    readonly market: string | null;
    readonly version: number;
    readonly can: { readonly edit: boolean };
    readonly items: readonly Arranged[];
    readonly groupList: readonly ArrangedGroup[];
  };
}

/** What was laid out stays on this page until it is saved. */
function Layout({ of }: LayoutProps) {
  const { t } = useHouse();
  const [items, setItems] = useState(() => inOrder(of.items, of.groupList));
  const [groups, setGroups] = useState<readonly ArrangedGroup[]>(of.groupList);
  const [dirty, setDirty] = useState(false);
  const save = useAct(catalog.saveArrangement);
  const { attempt, banner } = useAttempt();
  const put = (next: readonly Arranged[], among = groups) => {
    setItems(inOrder(next, among));
    setDirty(true);
  };
  const regroup = (next: readonly ArrangedGroup[]) => {
    const known = new Set(next.map(({ groupId }) => groupId));
    setGroups(next);
    put(
      items.map((item) => (item.groupId && !known.has(item.groupId) ? { ...item, groupId: null } : item)),
      next,
    );
  };
  const keep = () =>
    attempt(async () => {
      const kept = items.map(({ productId, groupId, isPinned, isHidden, ownName }) => ({ productId, groupId, isPinned, isHidden, ownName }));
      await save.mutateAsync({ arrangementId: of.arrangementId, name: of.name, market: of.market, version: of.version, groups: [...groups], items: kept });
      toast(t('catalog.arrangements.saved'));
    });
  return (
    <>
      {banner}
      <Section title={t('catalog.arrangements.products')}>
        <Products items={items} groups={groups} editable={of.can.edit} onPut={put} />
      </Section>
      <Section title={t('catalog.arrangements.groups')} text={t('catalog.arrangements.groups_text')}>
        <GroupsEditor groups={groups} editable={of.can.edit} onChange={regroup} />
      </Section>
      {of.can.edit && (
        <div className="sticky bottom-0 flex flex-wrap items-center gap-3 border-t border-line bg-canvas py-3">
          <Button variant="primary" onPress={keep}>
            {t('catalog.arrangements.save')}
          </Button>
          <span role="status" className="text-13 text-muted">
            {dirty && t('catalog.arrangements.unsaved')}
          </span>
        </div>
      )}
    </>
  );
}

interface ProductsProps {
  readonly items: readonly Arranged[];
  readonly groups: readonly ArrangedGroup[];
  readonly editable: boolean;
  readonly onPut: (items: readonly Arranged[]) => void;
}

function Products({ items, groups, editable, onPut }: ProductsProps) {
  const { t } = useHouse();
  const [edited, edit] = useState<string | null>(null);
  const change = (productId: string, part: Partial<Arranged>) => onPut(items.map((item) => (item.productId === productId ? { ...item, ...part } : item)));
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: !editable,
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': items.find(({ productId }) => productId === key)?.title ?? String(key) })),
    onReorder: ({ keys, target }) => {
      if (target.dropPosition !== 'on') onPut(moved(items, new Set([...keys].map(String)), String(target.key), target.dropPosition));
    },
  });
  const opened = items.find(({ productId }) => productId === edited);
  return (
    <>
      <GridList
        aria-label={t('catalog.arrangements.products')}
        items={items}
        dependencies={[groups, editable, items]}
        selectionMode="none"
        dragAndDropHooks={dragAndDropHooks}
        keyboardNavigationBehavior="tab"
        className="flex flex-col divide-y divide-line rounded-card border border-line bg-surface"
      >
        {(item) => (
          <GridListItem
            id={item.productId}
            textValue={item.ownName ?? item.title}
            className="flex items-center gap-3 px-3 py-2 text-14 outline-offset-[-2px] data-dragging:opacity-50 data-drop-target:bg-sunken"
          >
            {editable && (
              <AriaButton
                slot="drag"
                aria-label={t('catalog.arrangements.drag', { name: item.ownName ?? item.title })}
                className="flex size-8 flex-none cursor-grab items-center justify-center rounded-control text-muted"
              >
                <GripVertical size={16} aria-hidden />
              </AriaButton>
            )}
            <ItemWords item={item} group={groups.find(({ groupId }) => groupId === item.groupId)} />
            {editable && <ItemActs item={item} onChange={(part) => change(item.productId, part)} onEdit={() => edit(item.productId)} />}
          </GridListItem>
        )}
      </GridList>
      {opened && <ItemDialog item={opened} groups={groups} onClose={() => edit(null)} onKeep={(part) => change(opened.productId, part)} />}
    </>
  );
}

function ItemWords({ item, group }: { readonly item: Arranged; readonly group: ArrangedGroup | undefined }) {
  const { t } = useHouse();
  return (
    <span className={classes('flex min-w-0 flex-1 flex-col gap-0.5', item.isHidden && 'text-muted')}>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium break-words">{item.ownName ?? item.title}</span>
        {item.isPinned && <Badge accent>{t('catalog.pinned')}</Badge>}
        {!item.isPinned && group && <Badge>{group.name}</Badge>}
        {item.isHidden && <Badge>{t('catalog.arrangements.hidden')}</Badge>}
        {item.isNew && <Badge>{t('catalog.arrangements.new')}</Badge>}
      </span>
      <span className="text-13 text-muted">{item.ownName ? `${item.title} · ${item.publisher}` : item.publisher}</span>
    </span>
  );
}

function ItemActs({ item, onChange, onEdit }: { readonly item: Arranged; readonly onChange: (part: Partial<Arranged>) => void; readonly onEdit: () => void }) {
  const { t } = useHouse();
  const name = item.ownName ?? item.title;
  return (
    <span className="flex flex-none">
      <IconButton
        icon={item.isPinned ? PinOff : Pin}
        size="small"
        label={t(item.isPinned ? 'catalog.arrangements.unpin' : 'catalog.arrangements.pin', { name })}
        onPress={() => onChange({ isPinned: !item.isPinned, ...(item.isPinned ? {} : { isHidden: false }) })}
      />
      <IconButton
        icon={item.isHidden ? Eye : EyeOff}
        size="small"
        label={t(item.isHidden ? 'catalog.arrangements.show' : 'catalog.arrangements.hide', { name })}
        onPress={() => onChange({ isHidden: !item.isHidden, ...(item.isHidden ? {} : { isPinned: false }) })}
      />
      <IconButton icon={Pencil} size="small" label={t('catalog.arrangements.rename', { name })} onPress={onEdit} />
    </span>
  );
}
