import { Check, Minus } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import type { MessageKey } from '../../../../core/locale.ts';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { type AbilityShown, members, type RolesPreview } from '../../contract.ts';
import { useRightsWords } from './rightsWords.ts';

type Asked = z.input<typeof members.previewRoles.input>;
type PersonEffect = RolesPreview['people'][number];

/** Long enough not to ask at every tick. */
const PAUSE_MS = 250;

/** What a change would mean, asked a moment after the last tick; nothing while there is nothing to ask. */
export function useRolesPreview(asked: Asked | undefined) {
  const wanted = asked && JSON.stringify(asked);
  const [settled, settle] = useState<string | undefined>(undefined);
  useEffect(() => {
    const timer = setTimeout(() => settle(wanted), wanted === undefined ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const input = (settled === undefined ? { personIds: [] } : JSON.parse(settled)) as Asked;
  const { data } = useRead(members.previewRoles, input, { enabled: settled !== undefined && settled === wanted, catches: true });
  return asked && settled === wanted ? data : undefined;
}

/** What saving would do, in plain words, for each person or all whom it does the same. */
export function RolesEffect({ preview }: { readonly preview: RolesPreview | undefined }) {
  const { t } = useHouse();
  return (
    <Section title={t('rights.preview.title')} text={t('rights.preview.text')}>
      <div aria-live="polite" className="flex flex-col gap-6">
        {preview ? alike(preview.people).map((people) => <Effect key={people[0]?.personId} people={people} preview={preview} />) : <SkeletonLines lines={4} />}
      </div>
    </Section>
  );
}

/** People for whom the same changes stand together. */
function alike(people: readonly PersonEffect[]): readonly (readonly PersonEffect[])[] {
  const groups = new Map<string, PersonEffect[]>();
  for (const person of people) {
    const { personId: _, name: __, ...effect } = person;
    const key = JSON.stringify(effect);
    groups.set(key, [...(groups.get(key) ?? []), person]);
  }
  return [...groups.values()];
}

const NAMED = 3;

function Effect({ people, preview }: { readonly people: readonly PersonEffect[]; readonly preview: RolesPreview }) {
  const { t, formatList } = useHouse();
  const words = useRightsWords();
  const [first] = people;
  if (!first) return null;
  const named = people.slice(0, NAMED).map(({ name }) => name);
  const names = people.length > NAMED ? formatList([...named, t('rights.preview.others', { count: people.length - NAMED })]) : formatList(named);
  const nothing = [first.gains, first.loses, first.givesMore, first.givesLess].every((list) => list.length === 0);
  return (
    <article className="flex flex-col gap-4">
      {preview.people.length > 1 && <h3 className="text-14 font-semibold">{names}</h3>}
      {first.refused && (
        <Banner kind="danger" title={t('rights.preview.refused', { names })}>
          {t(`problems.${first.refused.code}` as MessageKey, first.refused.role ? { role: t(`roles.${first.refused.role}`) } : {})}
        </Banner>
      )}
      {nothing && <p className="text-14">{t('rights.preview.nothing', { names })}</p>}
      <Changes title={t('rights.preview.gains')} kind="gains" abilities={first.gains} preview={preview} />
      {first.givesMore.length > 0 && <p className="text-14">{t('rights.preview.gives_more', { roles: words.roles(first.givesMore) })}</p>}
      <Changes title={t('rights.preview.loses')} kind="loses" abilities={first.loses} preview={preview} />
      {first.givesLess.length > 0 && <p className="text-14">{t('rights.preview.gives_less', { roles: words.roles(first.givesLess) })}</p>}
      {first.waits.map(({ role, sections }) => (
        <Banner key={role} kind="info">
          {t('rights.preview.waits', { role: t(`roles.${role}`), sections: words.sections(sections) })}
        </Banner>
      ))}
    </article>
  );
}

/** Beyond this many a list is opened by whoever wants to read it all. */
const FIRST = 8;

interface ChangesProps {
  readonly title: string;
  readonly kind: 'gains' | 'loses';
  readonly abilities: readonly AbilityShown[];
  readonly preview: RolesPreview;
}

function Changes({ title, kind, abilities, preview }: ChangesProps) {
  const { t } = useHouse();
  const words = useRightsWords();
  const [whole, setWhole] = useState(false);
  if (abilities.length === 0) return null;
  const shown = whole ? abilities : abilities.slice(0, FIRST);
  const Mark = kind === 'gains' ? Check : Minus;
  const note = ({ permission, level, at }: AbilityShown) => {
    const count = preview.counts.find((one) => one.permission === permission)?.count;
    return [
      kind === 'gains' ? words.included({ permission, level }) : undefined,
      words.at(at, preview.places),
      count === undefined ? undefined : t(`record_counts.${permission}` as MessageKey, { count }),
    ]
      .filter(Boolean)
      .join(' · ');
  };
  return (
    <div className="flex flex-col gap-2">
      <h4 className="text-13 font-semibold text-muted">{title}</h4>
      <ul className="flex flex-col gap-1.5">
        {shown.map((ability) => (
          <li key={`${ability.permission} ${ability.level}`} className="flex gap-2.5 text-14">
            <Mark size={16} aria-hidden className={kind === 'gains' ? 'mt-0.5 flex-none text-success' : 'mt-0.5 flex-none text-danger'} />
            <span>
              <span className="block">{words.ability(ability)}</span>
              {note(ability) && <span className="block text-13 text-muted first-letter:uppercase">{note(ability)}</span>}
            </span>
          </li>
        ))}
      </ul>
      {abilities.length > shown.length && (
        <div>
          <Button variant="quiet" size="small" onPress={() => setWhole(true)}>
            {t('rights.preview.more', { count: abilities.length - shown.length })}
          </Button>
        </div>
      )}
    </div>
  );
}
