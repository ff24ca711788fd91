import { api } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { setup } from '../contract.ts';
import type { DemoWorld } from '../contract.ts';

interface DemoOfferProps {
  readonly code: string;
  readonly onDone: (world: DemoWorld) => void;
}

/** For those who only want to look around: companies, people and requests that are made up. */
export function DemoOffer({ code, onDone }: DemoOfferProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  return (
    <Section title={t('setup.demo')} text={t('setup.demo_text')}>
      {banner}
      <div>
        <Button onPress={() => attempt(async () => onDone(await api(setup).loadDemo({ code })))}>{t('setup.demo_load')}</Button>
      </div>
    </Section>
  );
}
