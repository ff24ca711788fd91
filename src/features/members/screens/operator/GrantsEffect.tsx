import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { members } from '../../contract.ts';
import { useRightsWords } from '../roles/rightsWords.ts';
import type { Draft } from './GrantRow.tsx';

/** How many people would gain and lose what; the way to save it stands beside it. */
export function GrantsEffect({ drafts, onDone }: { readonly drafts: readonly Draft[]; readonly onDone: () => void }) {
  const { t } = useHouse();
  const save = useAct(members.setGrants);
  const { attempt, banner } = useAttempt();
  const changes = [...drafts];
  return (
    <section aria-labelledby="effect" className="flex flex-col gap-4 rounded-card border border-accent/40 bg-surface p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="effect" className="text-16 font-semibold">
          {t('rights.op.unsaved', { count: drafts.length })}
        </h2>
        <span className="flex flex-wrap gap-2">
          <Button
            variant="primary"
            onPress={() =>
              attempt(async () => {
                await save.mutateAsync({ changes });
                toast(t('rights.op.saved'));
                onDone();
              })
            }
          >
            {t('rights.op.save')}
          </Button>
          <Button variant="quiet" onPress={onDone}>
            {t('rights.op.discard')}
          </Button>
        </span>
      </div>
      {banner}
      <div aria-live="polite">
        <Effect changes={changes} />
      </div>
    </section>
  );
}

function Effect({ changes }: { readonly changes: Draft[] }) {
  const { t } = useHouse();
  const { ability } = useRightsWords();
  const { data: effect, isPlaceholderData } = useRead(members.previewGrants, { changes }, { catches: true });
  if (!effect || isPlaceholderData) return <SkeletonLines lines={2} />;
  if (effect.touched.people === 0) return <p className="text-14">{t('rights.op.nobody')}</p>;
  const lines = [
    ...effect.abilities.map(({ permission, level, gain, lose }) => ({ key: `${permission} ${level}`, words: ability({ permission, level }), gain, lose })),
    ...effect.gives.map(({ role, gain, lose }) => ({ key: `gives ${role}`, words: t('rights.op.gives', { role: t(`roles.${role}`) }), gain, lose })),
  ];
  const said = (count: { people: number; companies: number }) => (count.people ? t('rights.op.touched', count) : '—');
  return (
    <table className="w-full text-start text-14">
      <caption className="pb-2 text-start text-13 text-muted">{t('rights.op.effect')}</caption>
      <thead>
        <tr className="border-b border-line text-13 text-muted">
          {(['what', 'gain', 'lose'] as const).map((column) => (
            <th key={column} scope="col" className="py-2 pe-4 text-start font-medium">
              {t(`rights.op.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, words, gain, lose }) => (
          <tr key={key} className="border-b border-line align-top last:border-0">
            <th scope="row" className="py-2 pe-4 text-start font-normal first-letter:uppercase">
              {words}
            </th>
            <td className="py-2 pe-4 tabular-nums">{said(gain)}</td>
            <td className="py-2 tabular-nums">{said(lose)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
