import { Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { DateField } from '../../../../web/ui/DateField.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { agreements } from '../../contract.ts';
import type { TextInFull } from '../../contract.ts';

/** A draft goes out for good, from a day on; or is thrown away. */
export function Publishing({ data }: { readonly data: TextInFull }) {
  const { t } = useHouse();
  const publish = useAct(agreements.publishText);
  const { attempt, banner } = useAttempt();
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const [day, setDay] = useState(today);
  const [earlier, setEarlier] = useState('');
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const { textId, version, texts } = data;
  const isWhole = data.locales.includes('en') && Object.keys(texts).every((locale) => data.locales.some((each) => each === locale));
  const send = async () => {
    const faults = await attempt(async () => {
      await publish.mutateAsync({ textId, version, validFrom: day, earlierUntil: earlier || null });
      toast(t('agreements.op.publish.done'));
    });
    setWrong(faults ? (faults['earlierUntil'] ? faults : { validFrom: faults['validFrom'] ?? t('agreements.op.publish.whole') }) : {});
  };
  return (
    <Section title={t('agreements.op.publish.title')} text={t('agreements.op.publish.text')}>
      {banner}
      <DateField size="form" label={t('agreements.op.valid_from')} value={day} onChange={setDay} min={today} error={wrong['validFrom']} />
      <DateField
        size="form"
        label={t('agreements.op.earlier_until')}
        help={t('agreements.op.earlier_until_help')}
        value={earlier}
        onChange={setEarlier}
        min={day || today}
        error={wrong['earlierUntil']}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="primary" icon={Send} reason={isWhole ? (day ? undefined : t('fields.required')) : t('agreements.op.publish.whole')} onPress={send}>
          {t('agreements.op.publish.button')}
        </Button>
        <Remove data={data} />
      </div>
    </Section>
  );
}

function Remove({ data }: { readonly data: TextInFull }) {
  const { t } = useHouse();
  const { go } = usePlace();
  const remove = useAct(agreements.removeText);
  const [asked, ask] = useState(false);
  return (
    <>
      <Button variant="quiet" icon={Trash2} className="text-danger" onPress={() => ask(true)}>
        {t('agreements.op.remove')}
      </Button>
      <ConfirmDialog
        open={asked}
        onClose={() => ask(false)}
        title={t('agreements.op.remove_title', { title: data.title || data.agreement })}
        text={t('agreements.op.remove_text')}
        confirm={t('agreements.op.remove')}
        onConfirm={async () => {
          await remove.mutateAsync({ textId: data.textId });
          go('/operator/agreements', { replace: true });
        }}
      />
    </>
  );
}
