import { ArrowRight, CircleAlert, CircleStop, RefreshCw, Trash2 } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { MessageKey } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { type EffectKind, effectKinds } from '../../accounts/contract/merging.ts';
import type { Merge, Plan } from '../contract.ts';
import { useOtherName } from './mergeWords.tsx';

const marks: Readonly<Record<EffectKind, { readonly icon: LucideIcon; readonly color: string }>> = {
  comes: { icon: ArrowRight, color: 'text-success' },
  changes: { icon: RefreshCw, color: 'text-info' },
  ends: { icon: CircleStop, color: 'text-warning' },
  lost: { icon: Trash2, color: 'text-danger' },
  check: { icon: CircleAlert, color: 'text-warning' },
};
/** What is lost and what is to be checked stands first: it is what one regrets not having read. */
const order: readonly EffectKind[] = ['lost', 'ends', 'check', 'changes', 'comes'];

/** Side by side what each company has, and then everything that happens, by how it ends. */
export function PlanView({ merge, plan }: { readonly merge: Merge; readonly plan: Plan }) {
  const { t } = useHouse();
  return (
    <>
      {plan.stops.length > 0 && (
        <Banner kind="danger" title={t('merges.stops')}>
          <ul className="list-disc ps-5">
            {plan.stops.map((stop) => (
              <li key={stop}>{t(`merges.stop.${stop}` as MessageKey)}</li>
            ))}
          </ul>
        </Banner>
      )}
      <Section title={t('merges.side_by_side')}>
        <Figures merge={merge} plan={plan} />
      </Section>
      <Section title={t(merge.state === 'merged' ? 'merges.effects_merged' : 'merges.effects')}>
        {order
          .filter((kind) => effectKinds.includes(kind) && plan.effects.some((effect) => effect.kind === kind))
          .map((kind) => (
            <Effects key={kind} kind={kind} effects={plan.effects.filter((effect) => effect.kind === kind)} />
          ))}
      </Section>
    </>
  );
}

function Figures({ merge, plan }: { readonly merge: Merge; readonly plan: Plan }) {
  const { t, formatNumber } = useHouse();
  const other = useOtherName()(merge);
  const own = merge.own.name ?? '';
  const [survivor, joining] = merge.side === 'survivor' ? [own, other] : [other, own];
  const head = (name: string, side: 'survivor' | 'joining') => (
    <th scope="col" className="px-2 py-2 text-end sm:px-3 align-bottom font-medium">
      <span className="block wrap-anywhere">{name}</span>
      <span className="block text-12 font-normal text-muted">{t(`merges.side.${side}`)}</span>
    </th>
  );
  return (
    <table className="w-full text-14">
      <thead>
        <tr className="border-b border-edge">
          <th scope="col" className="pe-3 text-start text-12 font-normal text-muted">
            {t('merges.figures')}
          </th>
          {head(survivor, 'survivor')}
          {head(joining, 'joining')}
        </tr>
      </thead>
      <tbody>
        {plan.figures.map((figure) => (
          <tr key={figure.key} className="border-b border-line last:border-0">
            <th scope="row" className="py-2 pe-3 text-start font-normal text-muted">
              {t(`merges.figure.${figure.key}` as MessageKey)}
            </th>
            <td className="px-2 py-2 text-end sm:px-3 tabular-nums">{formatNumber(figure.survivor)}</td>
            <td className="px-2 py-2 text-end sm:px-3 tabular-nums">{formatNumber(figure.joining)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Effects({ kind, effects }: { readonly kind: EffectKind; readonly effects: Plan['effects'] }) {
  const { t, formatList } = useHouse();
  const { icon: Icon, color } = marks[kind];
  return (
    <div>
      <h3 className="text-14 font-semibold">{t(`merges.kind.${kind}`)}</h3>
      <ul className="mt-2 flex flex-col gap-2.5 text-14">
        {effects.map(({ key, count, names }) => (
          <li key={key} className="flex gap-2.5">
            <Icon size={16} aria-hidden className={`mt-0.5 flex-none ${color}`} />
            <span className="min-w-0">
              {t(`merges.effect.${key}` as MessageKey, { count })}
              {names.length > 0 && <span className="block break-words text-13 text-muted">{formatList(names)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
