import { Check, ChevronDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { fold } from '../../core/text.ts';
import { useHouse } from '../house.tsx';
import { described, FieldFrame } from './Field.tsx';
import { useField } from './formState.ts';
import type { FieldProps } from './formState.ts';

export interface ComboOption {
  readonly id: string;
  readonly label: string;
  /** At the end of the line: a dialing code. */
  readonly detail?: string;
  /** Further words it is found by: other languages, an ISO code, pinyin. */
  readonly words?: string;
}

interface ComboBoxProps extends FieldProps<string> {
  readonly options: readonly ComboOption[];
  readonly placeholder?: string;
  readonly autoComplete?: string;
  /** When the server searches: told what is typed; `options` are then shown as they are. */
  readonly onSearch?: (text: string) => void;
}

/** One of many, found by typing: countries, people, products. */
export function ComboBox(props: ComboBoxProps) {
  const { t } = useHouse();
  const field = useField(props, '', 'ui.field.choose');
  const { label, help, optional, options, placeholder, onSearch } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const shown = useMemo(() => (onSearch || typed === null ? options : nearest(options, typed)), [options, typed, onSearch]);
  const chosen = options.find(({ id }) => id === field.value);
  return (
    <FieldFrame id={field.id} label={label} help={help} error={field.error} optional={optional}>
      <AriaComboBox
        id={field.id}
        aria-label={label}
        items={shown}
        inputValue={typed ?? chosen?.label ?? ''}
        onInputChange={(text) => {
          setTyped(text === chosen?.label ? null : text);
          onSearch?.(text);
          if (text === '' && optional) field.set('');
        }}
        value={field.value || null}
        onChange={(id) => {
          setTyped(null);
          if (id !== null) field.set(String(id));
        }}
        onBlur={() => {
          setTyped(null);
          field.leave();
        }}
        menuTrigger="focus"
        allowsEmptyCollection
        defaultFilter={() => true}
      >
        <div className="relative">
          <Input
            {...described(field.id, { help, error: field.error, optional })}
            ref={field.ref}
            placeholder={placeholder ?? t('ui.choose')}
            className="field-box pe-10"
            // The list that opens gives the focus back: what was typed meanwhile stays.
            onFocus={(event) => typed === null && event.target.select()}
          />
          <AriaButton className="absolute inset-y-0.5 end-0.5 flex w-9 items-center justify-center rounded-control text-muted hover:text-ink">
            <ChevronDown size={16} aria-hidden />
          </AriaButton>
        </div>
        <Popover offset={4} className="float w-(--trigger-width) animate-appear">
          <ListBox
            className="max-h-72 overflow-y-auto p-1 text-14 outline-none"
            renderEmptyState={() => <p className="px-3 py-2 text-muted">{t('ui.combo.none', { text: typed ?? '' })}</p>}
          >
            {(option: ComboOption) => <Line option={option} />}
          </ListBox>
        </Popover>
      </AriaComboBox>
    </FieldFrame>
  );
}

function Line({ option }: { readonly option: ComboOption }) {
  return (
    <ListBoxItem
      id={option.id}
      textValue={option.label}
      className="group flex min-h-8 cursor-pointer items-center gap-3 rounded-control px-3 py-1.5 outline-none data-focused:bg-ink/6 data-selected:font-medium pointer-coarse:min-h-10"
    >
      <span className="min-w-0 flex-1 break-words">{option.label}</span>
      {option.detail && <span className="text-13 text-muted tabular-nums">{option.detail}</span>}
      <Check size={16} aria-hidden className="hidden flex-none text-accent-ink group-data-selected:block" />
    </ListBoxItem>
  );
}

/** What fits what was typed, the nearest first: its own letters (US), then how it begins, then a word of it, then any part. */
function nearest(options: readonly ComboOption[], typed: string): ComboOption[] {
  const wanted = fold(typed);
  const distance = ({ id, label, words = '', detail = '' }: ComboOption): number => {
    const own = fold(label);
    if (fold(id) === wanted || own === wanted) return 0;
    if (own.startsWith(wanted)) return 1;
    const whole = fold(`${label} ${words} ${detail}`);
    return whole.split(' ').some((word) => word.startsWith(wanted)) ? 2 : whole.includes(wanted) ? 3 : 4;
  };
  return options
    .map((option) => ({ option, at: distance(option) }))
    .filter(({ at }) => at < 4)
    .sort((a, b) => a.at - b.at)
    .map(({ option }) => option);
}
