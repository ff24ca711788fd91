import { MailPlus, Smartphone } from 'lucide-react';
import { useState } from 'react';
import type { ComponentType } from 'react';
import type { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import type { identity } from '../contract.ts';
import { AddWay } from './AddWay.tsx';
import { WayCode } from './WayCode.tsx';
import type { SentTo } from './WayCode.tsx';
import { WayLine } from './WayLine.tsx';

/** The field `country` of a form, found by typing; countries are another feature's. */
export type CountryField = ComponentType<{ readonly name: string; readonly label: string }>;

type Ways = NonNullable<ReturnType<typeof useRead<typeof identity.listWays>>['data']>;
interface WaysSectionProps {
  readonly ways: Ways | undefined;
  readonly hasSecondFactor: boolean;
  readonly Country: CountryField;
}

/** Every way that leads back in and by which one is told of changes; two of different kinds are asked for. */
export function WaysSection({ ways: data, hasSecondFactor, Country }: WaysSectionProps) {
  const { t } = useHouse();
  const [adding, add] = useState<'email' | 'phone' | null>(null);
  const [sent, setSent] = useState<SentTo | null>(null);
  const ask = (kind: 'email' | 'phone') => {
    setSent(null);
    add(kind);
  };
  const email = data?.items.find(({ isSignIn }) => isSignIn)?.value ?? '';
  const full = (can: boolean | undefined) => (can === false ? t('security.ways.full') : undefined);
  return (
    <Section title={t('security.ways.title')} text={t('security.ways.text')}>
      {data && data.methods < data.wanted && (
        <Banner kind="warning" title={t('security.ways.one.title')}>
          {t(hasSecondFactor ? 'security.ways.one.text' : 'security.ways.one.text_factor')}
        </Banner>
      )}
      {data ? (
        <ul className="flex flex-col">
          {data.items.map((way) => (
            <WayLine key={way.key} way={way} sent={sent?.key === way.key ? sent : null} onSent={setSent} />
          ))}
        </ul>
      ) : (
        <SkeletonLines lines={3} />
      )}
      {sent && data && !data.items.some(({ key }) => key === sent.key) && <WayCode sent={sent} onSent={setSent} onEnd={() => setSent(null)} />}
      {adding ? (
        <AddWay
          key={adding}
          kind={adding}
          email={email}
          Country={Country}
          onSent={(answer) => {
            add(null);
            setSent(answer);
          }}
          onCancel={() => add(null)}
        />
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button icon={Smartphone} onPress={() => ask('phone')} reason={full(data?.can.addPhone)}>
            {t('security.ways.add_phone')}
          </Button>
          <Button icon={MailPlus} onPress={() => ask('email')} reason={full(data?.can.addEmail)}>
            {t('security.ways.add_email')}
          </Button>
        </div>
      )}
    </Section>
  );
}
