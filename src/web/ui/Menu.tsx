import { Check } from 'lucide-react';
import { useContext } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Header } from 'react-aria-components/Header';
import { Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Pressable } from 'react-aria-components/Pressable';
import type { Icon } from './icon.ts';
import { classes } from './classes.ts';
import { Navigation } from './Link.tsx';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly detail?: string | undefined;
  readonly icon?: Icon;
  readonly danger?: boolean;
  /** Why it cannot be done now; said under the label. */
  readonly reason?: string | undefined;
  readonly href?: string;
  readonly onAct?: () => void;
}

export interface MenuGroup {
  readonly id: string;
  readonly title?: string;
  readonly entries: readonly MenuEntry[];
  /** `one` or `many` entries of the group are ticked: a theme, a language, columns. */
  readonly choose?: 'one' | 'many';
  readonly chosen?: ReadonlySet<string>;
  readonly onChoose?: (chosen: ReadonlySet<string>) => void;
}

interface MenuProps {
  readonly label: string;
  /** The button that opens it: a `Button` or an `IconButton`. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly groups: readonly MenuGroup[];
  readonly side?: 'start' | 'end';
  /** Above the entries: who is signed in. */
  readonly head?: ReactNode;
}

/** A list of acts. Arrow keys, first letters, Escape; focus returns to the button. */
export function Menu({ label, trigger, groups, side = 'end', head }: MenuProps) {
  return (
    <MenuTrigger>
      <Pressable>{trigger as never}</Pressable>
      <Popover
        placement={side === 'end' ? 'bottom end' : 'bottom start'}
        offset={6}
        className="float max-h-[70vh] max-w-80 min-w-52 animate-appear overflow-y-auto p-1 text-14"
      >
        {head && <div className="border-b border-line px-3 py-2.5">{head}</div>}
        <AriaMenu aria-label={label} className="outline-none">
          {groups.map((group) => (
            <Group key={group.id} group={group} />
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function Group({ group }: { readonly group: MenuGroup }) {
  return (
    <MenuSection
      // Groups and entries share their ids: of two that are called the same, all that comes behind the second would be lost.
      id={`group ${group.id}`}
      selectionMode={group.choose === 'one' ? 'single' : group.choose === 'many' ? 'multiple' : 'none'}
      disallowEmptySelection={group.choose === 'one'}
      selectedKeys={group.chosen}
      onSelectionChange={(chosen) => group.onChoose?.(new Set([...(chosen as Set<string>)].map(String)))}
      className="border-line not-first:mt-1 not-first:border-t not-first:pt-1"
    >
      {group.title && <Header className="px-3 py-1 text-12 font-medium text-muted">{group.title}</Header>}
      {group.entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </MenuSection>
  );
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  const navigate = useContext(Navigation);
  const Mark = entry.icon;
  const act = () => (entry.href !== undefined && navigate ? navigate(entry.href) : entry.onAct?.());
  return (
    <MenuItem
      id={entry.id}
      textValue={entry.label}
      isDisabled={entry.reason !== undefined}
      // With a router the entry acts itself; without one it is the browser's link.
      href={navigate ? undefined : entry.href}
      onAction={act}
      className={classes(
        'flex min-h-8 cursor-pointer items-center gap-2.5 rounded-control px-3 py-1.5 outline-none data-disabled:cursor-not-allowed data-focused:bg-ink/6 data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 pointer-coarse:min-h-10',
        entry.danger ? 'text-danger' : 'text-ink data-disabled:text-faint',
      )}
    >
      {({ isSelected, selectionMode }) => (
        <>
          {Mark && <Mark size={16} aria-hidden className="flex-none opacity-80" />}
          <span className="min-w-0 flex-1">
            <span className="block">{entry.label}</span>
            {(entry.reason ?? entry.detail) && <span className="block text-13 text-muted">{entry.reason ?? entry.detail}</span>}
          </span>
          {selectionMode !== 'none' && <Check size={16} aria-hidden className={isSelected ? 'flex-none text-accent-ink' : 'invisible flex-none'} />}
        </>
      )}
    </MenuItem>
  );
}
