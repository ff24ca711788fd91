import { Check, CircleSlash, Cpu } from 'lucide-react';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Progress } from '../../../../web/ui/Progress.tsx';
import type { Work } from './useWork.ts';

const icons = { waiting: Cpu, going: Cpu, done: Check, stopped: CircleSlash, failed: CircleSlash } as const;

/** What the browser does by itself, with its progress; it can be stopped, and asked for again. */
export function WorkRow({ work }: { readonly work: Work }) {
  const { t } = useHouse();
  const { state } = work;
  const Mark = icons[state];
  const isOn = state === 'waiting' || state === 'going';
  return (
    <div className="flex flex-col gap-2.5 rounded-control bg-sunken px-3.5 py-3">
      <div className="flex min-h-11 items-start justify-between gap-3">
        <p role="status" className="flex items-start gap-2 text-14">
          <Mark size={16} aria-hidden className={state === 'done' ? 'mt-0.5 flex-none text-success' : 'mt-0.5 flex-none text-muted'} />
          <span>{t(`check.work.${state}`)}</span>
        </p>
        {state !== 'done' && state !== 'failed' && (
          <Button size="small" className="flex-none" onPress={isOn ? work.stop : work.start}>
            {t(isOn ? 'check.work.stop' : 'check.work.start')}
          </Button>
        )}
      </div>
      <Progress label={t('check.work.progress')} value={work.share} />
    </div>
  );
}
