import { Check, ThumbsDown, ThumbsUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { RadioGroup } from '../../../web/ui/RadioGroup.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { type VoteReason, voteReasons } from '../contract.ts';
import { helpApi } from './useHelp.ts';

/** Whether it helped; whoever says no is asked what was wrong. Nobody's name is kept. */
export function Vote({ article }: { readonly article: string }) {
  const { t, locale } = useHouse();
  const [step, go] = useState<'ask' | 'why' | 'done'>('ask');
  const [reason, setReason] = useState<VoteReason>('missing');
  const [remark, setRemark] = useState('');
  const [failed, fail] = useState(false);
  const section = useRef<HTMLElement>(null);
  const before = useRef(step);
  useEffect(() => {
    // The button that was pressed is gone: the keyboard goes on here.
    if (before.current !== step) section.current?.focus({ preventScroll: true });
    before.current = step;
  }, [step]);
  const send = async (helped: boolean) => {
    fail(false);
    const said = helped ? {} : { reason, ...(remark.trim() ? { remark: remark.trim() } : {}) };
    await helpApi.vote({ article, locale, helped, ...said }).then(
      () => go('done'),
      () => fail(true),
    );
  };
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label={t('help.vote')}
      className="outline-none! flex max-w-reading flex-col gap-3 border-t border-line pt-5 text-14 print:hidden"
    >
      {step === 'ask' && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="font-medium">{t('help.vote')}</p>
          <span className="flex gap-2">
            <Button size="small" icon={ThumbsUp} onPress={() => send(true)}>
              {t('help.vote.yes')}
            </Button>
            <Button size="small" icon={ThumbsDown} onPress={() => go('why')}>
              {t('help.vote.no')}
            </Button>
          </span>
        </div>
      )}
      {step === 'why' && (
        <>
          <RadioGroup
            name="reason"
            label={t('help.vote.why')}
            choices={voteReasons.map((id) => ({ id, label: t(`help.reason.${id}`) }))}
            value={reason}
            onChange={(value) => setReason(voteReasons.find((each) => each === value) ?? 'other')}
          />
          <TextArea
            name="remark"
            label={t('help.vote.remark')}
            help={t('help.vote.remark_help')}
            optional
            rows={3}
            maxLength={500}
            value={remark}
            onChange={setRemark}
          />
          <div className="flex gap-2">
            <Button variant="primary" onPress={() => send(false)}>
              {t('help.vote.send')}
            </Button>
            <Button onPress={() => go('ask')}>{t('ui.cancel')}</Button>
          </div>
        </>
      )}
      <p role="status" className={step === 'done' ? 'flex items-center gap-2' : 'sr-only'}>
        {step === 'done' && (
          <>
            <Check size={16} aria-hidden className="flex-none text-success" />
            {t('help.vote.thanks')}
          </>
        )}
      </p>
      {failed && (
        <p role="alert" className="text-danger">
          {t('help.vote.failed')}
        </p>
      )}
    </section>
  );
}
