import { useEffect, useRef } from 'react';
import { useRead } from '../../../web/data.tsx';
import { usePlace } from '../../../web/place.ts';
import { useHiddenColumns } from '../../../web/ui/Table.tsx';
import { type List, type SavedView, views } from '../contract.ts';

export interface SavedViews {
  readonly list: List;
  readonly items: readonly SavedView[];
  /** What the list shows by name, maybe with something changed since; null: everything, or something without a name. */
  readonly chosen: SavedView | null;
  readonly isChanged: boolean;
  /** The address names a view that is not there for this reader. */
  readonly isGone: boolean;
  /** It is not known yet what the list opens with: rows that come now would be taken away again. */
  readonly isWaiting: boolean;
  /** What the list is narrowed to now, as it would be kept. */
  readonly narrowed: Readonly<Record<string, string>>;
  readonly hiding: readonly [hidden: ReadonlySet<string>, hide: (hidden: ReadonlySet<string>) => void];
  /** Shows what a view holds; null: everything. */
  choose(view: SavedView | null): void;
}

/** In the address: everything, although the reader's list opens with a view. */
const ALL = 'all';

/** The views of a list whose state stands in these words of the address (search, filters, sorting); the columns are kept by the reader's browser. */
export function useSavedViews(list: List, words: readonly string[]): SavedViews {
  const { search, setSearch } = usePlace();
  const [hidden, hide] = useHiddenColumns(list);
  const read = useRead(views.listViews, { list }, { catches: true });
  const items = read.data?.items ?? [];
  const asked = search.get('view');
  const narrowed = Object.fromEntries(words.flatMap((word) => (search.get(word) ? [[word, search.get(word) as string]] : [])));
  const isBare = Object.keys(narrowed).length === 0;
  const chosen = items.find(({ viewId }) => viewId === asked) ?? null;
  const choose = (view: SavedView | null) => {
    const nothing = Object.fromEntries([...words, 'from'].map((word) => [word, null]));
    const all = items.some(({ isDefault }) => isDefault) ? ALL : null;
    setSearch({ ...nothing, ...view?.narrowed, view: view?.viewId ?? all });
    if (view) hide(new Set(view.hidden));
  };
  // Once, when the page is opened by a link to a view, or by nothing but its name: what is cleared later stays clear.
  const isOpened = useRef(false);
  const opening = !isBare || asked === ALL ? null : asked ? chosen : (items.find(({ isDefault }) => isDefault) ?? null);
  useEffect(() => {
    if (isOpened.current || read.isPending) return;
    isOpened.current = true;
    if (opening) choose(opening);
  });
  return {
    list,
    items,
    chosen,
    isChanged: chosen !== null && !(isSame(chosen.narrowed, narrowed) && chosen.hidden.length === hidden.size && chosen.hidden.every((id) => hidden.has(id))),
    isGone: Boolean(asked && asked !== ALL && read.data && !chosen),
    isWaiting: isBare && asked !== ALL && (read.isPending || (!isOpened.current && opening !== null)),
    narrowed,
    hiding: [hidden, hide],
    choose,
  };
}

const isSame = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean =>
  Object.keys(one).length === Object.keys(other).length && Object.entries(one).every(([word, value]) => other[word] === value);
