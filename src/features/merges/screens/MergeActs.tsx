import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type Merge, merges } from '../contract.ts';
import { useOtherName } from './mergeWords.tsx';

type Asked = 'accept' | 'withdraw' | 'confirm';

/** What the reader may do with a merge; what cannot be undone asks for the other company's PartnerId. */
export function MergeActs({ merge }: { readonly merge: Merge }) {
  const { t } = useHouse();
  const [asks, ask] = useState<Asked | null>(null);
  const { attempt, banner } = useAttempt();
  const acts = { accept: useAct(merges.acceptMerge), withdraw: useAct(merges.withdrawMerge), confirm: useAct(merges.confirmMerge) };
  const company = useOtherName()(merge);
  const { can, mergeId, version, plan, other } = merge;
  const stopped = plan !== null && plan.stops.length > 0 ? t('merges.stops') : undefined;
  const said = { mergeId, version, seal: plan?.seal ?? '', partnerId: other.partnerId };
  return (
    <>
      {banner}
      <div className="flex flex-wrap gap-3">
        {can.accept && (
          <Button variant="primary" reason={stopped} onPress={() => ask('accept')}>
            {t('merges.accept')}
          </Button>
        )}
        {can.confirm && (
          <Button variant="danger" reason={stopped} onPress={() => ask('confirm')}>
            {t('merges.confirm')}
          </Button>
        )}
        {can.withdraw && <Button onPress={() => ask('withdraw')}>{t('merges.withdraw')}</Button>}
      </div>
      {asks && (
        <ConfirmDialog
          open
          onClose={() => ask(null)}
          title={t(`merges.${asks}_title`, { company })}
          text={t(`merges.${asks}_text`)}
          confirm={t(`merges.${asks}`)}
          {...(asks === 'confirm' ? { typed: other.partnerId } : {})}
          onConfirm={() =>
            attempt(async () => {
              await acts[asks].mutateAsync(said);
              toast(t(`merges.${asks}_done`));
            })
          }
        />
      )}
      {can.reject && <Reject merge={merge} />}
    </>
  );
}

function Reject({ merge: { mergeId, version } }: { readonly merge: Merge }) {
  const { t } = useHouse();
  const reject = useAct(merges.rejectMerge);
  const { attempt, banner } = useAttempt();
  return (
    <Section title={t('merges.reject_title')}>
      <Form<{ reason: string }>
        problem={banner}
        onSubmit={({ reason }) =>
          attempt(async () => {
            await reject.mutateAsync({ mergeId, version, reason });
            toast(t('merges.reject_done'));
          })
        }
      >
        <TextArea name="reason" label={t('merges.reason')} help={t('merges.reason_help')} maxLength={500} />
        <FormActions>
          <Button type="submit">{t('merges.reject')}</Button>
        </FormActions>
      </Form>
    </Section>
  );
}
