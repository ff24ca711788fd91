import { Download } from 'lucide-react';
import { urlOf } from '../../../web/api.ts';
import { useAccountId } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { classes } from '../../../web/ui/classes.ts';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { members } from '../contract.ts';
import { type Letter, lettersOf } from '../contract/letters.ts';

/** From how many people on jumping is quicker than scrolling. */
export const LONG = 100;

/** Jumps to a letter of family names (of pinyin, or a number of strokes), at once however long the list is. */
export function LettersBar() {
  const { t, locale } = useHouse();
  const { search, setSearch } = usePlace();
  const chosen = search.get('from');
  const say = ({ id, kind }: Letter): string =>
    kind === 'letter' ? id : kind === 'latin' ? t('members.letters.latin') : t('members.letters.strokes', { count: Number(id) });
  const choices: readonly { readonly id: string | null; readonly label: string }[] = [
    { id: null, label: t('members.letters.all') },
    ...lettersOf[locale].map((letter) => ({ id: letter.id, label: say(letter) })),
  ];
  return (
    <nav aria-label={t('members.letters')} className="-mx-1 flex flex-wrap gap-y-1 text-13">
      {choices.map(({ id, label }) => (
        <button
          key={label}
          type="button"
          aria-current={id === chosen ? 'true' : undefined}
          onClick={() => setSearch({ from: id })}
          className={classes(
            'min-h-7 min-w-7 cursor-pointer rounded-control px-1.5 hover:bg-sunken',
            id === chosen ? 'bg-sunken font-semibold text-ink' : 'text-muted',
          )}
        >
          {label}
        </button>
      ))}
    </nav>
  );
}

/** Everyone whom the list would show, however many, as a file. */
export function SavePeople({ wanted }: { readonly wanted: Readonly<Record<string, string>> }) {
  const { t } = useHouse();
  const account = useAccountId();
  return (
    <LinkButton href={urlOf(members.exportMembers, { ...wanted }, account)} icon={Download} size="small" variant="quiet" download>
      {t('members.export')}
    </LinkButton>
  );
}
