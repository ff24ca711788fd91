import type { Area } from '../../../../core/areas.ts';
import { useHouse } from '../../../../web/house.tsx';
import type { AbilityShown } from '../../contract.ts';
import { byArea, useRightsWords } from './rightsWords.ts';

export interface AbilityLine extends Pick<AbilityShown, 'permission' | 'level'> {
  readonly area: Area;
  /** Where, and through which role. */
  readonly note?: string | undefined;
  /** What it takes for it to have an effect; said once for all that take the same. */
  readonly needs?: string | undefined;
}

/** What someone can do, said in plain words and grouped by subject. */
export function Abilities({ lines }: { readonly lines: readonly AbilityLine[] }) {
  const { t } = useHouse();
  return (
    <div className="flex flex-col gap-6">
      {byArea(lines).map(([area, found]) => (
        <section key={area} className="flex flex-col gap-2">
          <h3 className="text-14 font-semibold">{t(`permission_areas.${area}`)}</h3>
          {[...Map.groupBy(found, ({ needs }) => needs)]
            .toSorted(([a], [b]) => Number(a !== undefined) - Number(b !== undefined))
            .map(([needs, alike]) => (
              <div key={needs ?? ''} className={needs ? 'flex flex-col gap-2 pt-2 text-muted' : 'flex flex-col gap-2'}>
                {needs && <p className="text-13 font-medium">{needs}</p>}
                <ul className="flex list-disc flex-col gap-1.5 ps-5 marker:text-faint">
                  {alike.map((line) => (
                    <Line key={`${line.permission} ${line.level}`} line={line} />
                  ))}
                </ul>
              </div>
            ))}
        </section>
      ))}
    </div>
  );
}

function Line({ line }: { readonly line: AbilityLine }) {
  const words = useRightsWords();
  const included = words.included(line);
  return (
    <li className="break-inside-avoid text-14">
      <span className="block first-letter:uppercase">{words.ability(line)}</span>
      {included && <span className="block text-13 text-muted first-letter:uppercase">{included}</span>}
      {line.note && <span className="block text-13 text-muted">{line.note}</span>}
    </li>
  );
}
