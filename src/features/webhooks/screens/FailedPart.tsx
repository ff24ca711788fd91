import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form } from '../../../web/ui/Form.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { webhooks } from '../contract.ts';

const days = { day: 1, week: 7, month: 30 } as const;
type Since = keyof typeof days;
const spans = Object.keys(days) as Since[];

/** Everything that did not get through, at once: first how many, then doing it. */
export function FailedPart({ endpointId }: { readonly endpointId: string }) {
  const { t } = useHouse();
  const [since, look] = useState<Date | null>(null);
  return (
    <Section title={t('webhooks.failed')} text={t('webhooks.failed_text')}>
      <Form<{ since: Since }>
        label={t('webhooks.failed')}
        initial={{ since: 'day' }}
        onSubmit={({ since: span }) => look(new Date(Date.now() - days[span] * 86_400_000))}
      >
        <div className="flex flex-wrap items-end gap-3">
          <Select name="since" label={t('webhooks.failed.since')} width="half" options={spans.map((id) => ({ id, label: t(`webhooks.failed.since.${id}`) }))} />
          <Button type="submit">{t('webhooks.failed.look')}</Button>
        </div>
      </Form>
      {since && <Rehearsed key={since.toISOString()} endpointId={endpointId} since={since} onDone={() => look(null)} />}
    </Section>
  );
}

interface RehearsedProps {
  readonly endpointId: string;
  readonly since: Date;
  readonly onDone: () => void;
}
function Rehearsed({ endpointId, since, onDone }: RehearsedProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const { data } = useRead(webhooks.countFailed, { endpointId, since });
  const send = useAct(webhooks.redeliverFailed);
  if (!data) return null;
  const { count } = data;
  return (
    <div className="flex flex-col gap-3" role="status">
      {banner}
      <p className="text-14">{t('webhooks.failed.count', { count })}</p>
      {count > 0 && (
        <div>
          <Button
            variant="primary"
            onPress={() =>
              void attempt(async () => {
                await send.mutateAsync({ endpointId, since, count });
                toast(t('webhooks.redelivered'));
                onDone();
              })
            }
          >
            {t('webhooks.failed.send', { count })}
          </Button>
        </div>
      )}
    </div>
  );
}
