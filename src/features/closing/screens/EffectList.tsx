import { Archive, CircleAlert, CircleStop, Trash2 } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { MessageKey } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Link } from '../../../web/ui/Link.tsx';
import { type Effect, effectKinds } from '../contract.ts';

const marks: Readonly<Record<Effect['kind'], { readonly icon: LucideIcon; readonly color: string }>> = {
  open: { icon: CircleAlert, color: 'text-warning' },
  ends: { icon: CircleStop, color: 'text-warning' },
  lost: { icon: Trash2, color: 'text-danger' },
  stays: { icon: Archive, color: 'text-info' },
};

/** Everything that closing does, by how it ends: what is not finished yet stands first. */
export function EffectList({ effects }: { readonly effects: readonly Effect[] }) {
  return effectKinds
    .filter((kind) => effects.some((effect) => effect.kind === kind))
    .map((kind) => <Kind key={kind} kind={kind} effects={effects.filter((effect) => effect.kind === kind)} />);
}

function Kind({ kind, effects }: { readonly kind: Effect['kind']; readonly effects: readonly Effect[] }) {
  const { t, formatList } = useHouse();
  const at = useAccountPath();
  const { icon: Icon, color } = marks[kind];
  return (
    <div>
      <h3 className="text-14 font-semibold">{t(`closing.kind.${kind}`)}</h3>
      <ul className="mt-2 flex flex-col gap-2.5 text-14">
        {effects.map(({ key, count, names, link }) => (
          <li key={key} className="flex gap-2.5">
            <Icon size={16} aria-hidden className={`mt-0.5 flex-none ${color}`} />
            <span className="min-w-0 flex-1">
              {t(`closing.effect.${key}` as MessageKey, { count })}
              {names.length > 0 && (
                <span className="block break-words text-13 text-muted">
                  {formatList(count > names.length ? [...names, t('closing.more', { count: count - names.length })] : names)}
                </span>
              )}
            </span>
            {link && (
              <Link className="inline-block flex-none py-0.5 text-13" href={at(link.slice('/a/:account'.length))}>
                {t('closing.look')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
