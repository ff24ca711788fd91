import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { useSession } from '../../../../web/session.tsx';
import { support } from '../../contract.ts';
import type { DeskRequest } from '../../contract/deskRequests.ts';

const ways = ['answer', 'question', 'note', 'close'] as const;
/** What an agent closes a question with. */
const endings = ['solved', 'not_solvable', 'duplicate', 'no_reply'] as const;
interface Typed {
  readonly as: (typeof ways)[number];
  readonly text?: string;
  readonly outcome: (typeof endings)[number];
  readonly [name: string]: unknown;
}

/** The desk's word: an answer, a question, a note among agents, or the last one. */
export function DeskActs({ data }: { readonly data: DeskRequest }) {
  const { can } = data;
  if (can.reopen) return <Reopening data={data} />;
  return can.write ? <Answering data={data} /> : null;
}

function Answering({ data: { requestId } }: { readonly data: DeskRequest }) {
  const { t } = useHouse();
  const answer = useAct(support.answerRequest);
  const close = useAct(support.closeDeskRequest);
  const { attempt, banner } = useAttempt();
  const [way, setWay] = useState<Typed['as']>('answer');
  const [round, setRound] = useState(0);
  const submit = ({ as, text, outcome }: Typed) =>
    attempt(async () => {
      if (as === 'close') await close.mutateAsync({ requestId, outcome, text: text?.trim() || null });
      else await answer.mutateAsync({ requestId, text: text ?? '', as });
      toast(t(`support_requests.done.${as}`));
      setWay('answer');
      setRound((n) => n + 1);
    });
  return (
    <Section title={t('support_requests.desk.answer')}>
      <Form<Typed> key={round} initial={{ as: 'answer', outcome: 'solved' }} onChange={(typed) => setWay(typed.as)} onSubmit={submit} problem={banner}>
        <RadioGroup
          name="as"
          label={t('support_requests.desk.as')}
          choices={ways.map((id) => ({ id, label: t(`support_requests.as.${id}`), help: t(`support_requests.as.${id}_help`) }))}
        />
        {way === 'close' && (
          <Select
            name="outcome"
            label={t('support_requests.col.outcome')}
            width="half"
            options={endings.map((id) => ({ id, label: t(`support_requests.outcome.${id}`) }))}
          />
        )}
        <TextArea
          name="text"
          label={t(way === 'note' ? 'support_requests.side.note' : 'support_requests.message')}
          rows={5}
          maxLength={8000}
          optional={way === 'close'}
        />
        <FormActions>
          <Button type="submit" variant="primary">
            {t(`support_requests.do.${way}`)}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}

function Reopening({ data: { requestId } }: { readonly data: DeskRequest }) {
  const { t } = useHouse();
  const reopen = useAct(support.reopenDeskRequest);
  const { attempt, banner } = useAttempt();
  return (
    <Section title={t('support_requests.reopen.title')}>
      <Form<{ text: string }>
        problem={banner}
        onSubmit={({ text }) =>
          attempt(async () => {
            await reopen.mutateAsync({ requestId, text });
            toast(t('support_requests.reopen.done'));
          })
        }
      >
        <TextArea name="text" label={t('support_requests.reopen.why')} rows={3} maxLength={8000} />
        <FormActions>
          <Button type="submit">{t('support_requests.reopen.action')}</Button>
        </FormActions>
      </Form>
    </Section>
  );
}

/** Who works on it: taken, handed over, given back. */
export function Assignment({ data: { requestId, assigned, can } }: { readonly data: DeskRequest }) {
  const { t } = useHouse();
  const me = useSession().personId;
  const [handing, hand] = useState(false);
  const assign = useAct(support.assignRequest);
  const { attempt, banner } = useAttempt();
  const give = (to: string | null) => attempt(() => assign.mutateAsync({ requestId, from: assigned?.personId ?? null, to }).then(() => hand(false)));
  const isMine = assigned?.personId === me;
  return (
    <Section title={t('support_requests.desk.assigned')}>
      {banner}
      <p className="text-14">{isMine ? t('support_requests.assigned.me') : (assigned?.name ?? t('support_requests.assigned.nobody'))}</p>
      {can.work && (
        <div className="flex flex-wrap gap-2">
          {!isMine && (
            <Button size="small" variant={assigned ? undefined : 'primary'} onPress={() => give(me)}>
              {t('support_requests.desk.take')}
            </Button>
          )}
          {isMine && (
            <Button size="small" onPress={() => give(null)}>
              {t('support_requests.desk.release')}
            </Button>
          )}
          {!handing && (
            <Button size="small" onPress={() => hand(true)}>
              {t('support_requests.desk.hand_over')}
            </Button>
          )}
        </div>
      )}
      {handing && <HandOver except={assigned?.personId ?? null} onGive={give} onClose={() => hand(false)} />}
    </Section>
  );
}

interface HandOverProps {
  readonly except: string | null;
  readonly onGive: (to: string) => unknown;
  readonly onClose: () => void;
}
function HandOver({ except, onGive, onClose }: HandOverProps) {
  const { t } = useHouse();
  const agents = useRead(support.listAgents, {}, { catches: true }).data?.items ?? [];
  return (
    <Form<{ to: string }> onSubmit={async ({ to }) => void (await onGive(to))}>
      <Select
        name="to"
        label={t('support_requests.desk.agent')}
        options={agents.filter(({ personId }) => personId !== except).map(({ personId, name }) => ({ id: personId, label: name }))}
      />
      <FormActions>
        <Button type="submit" size="small">
          {t('support_requests.desk.hand_over')}
        </Button>
        <Button variant="quiet" size="small" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  );
}
