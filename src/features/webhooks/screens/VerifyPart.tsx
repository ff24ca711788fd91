import { useState } from 'react';
import { addressOf } from '../../../core/endpoint.ts';
import { useHouse } from '../../../web/house.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { Tabs } from '../../../web/ui/Tabs.tsx';
import { webhooks } from '../contract.ts';
import { verifyExamples, verifyLanguages } from './verifyExamples.ts';

const certificateAt = (file: string): string => location.origin + addressOf(webhooks.getCertificate).replace(':file', file);

/** How the receiver knows that it was us. */
export function VerifyPart({ isWire }: { readonly isWire: boolean }) {
  const { t } = useHouse();
  const [chosen, choose] = useState('node');
  return (
    <Section title={t('webhooks.verify')} text={t('webhooks.verify_text')}>
      <Tabs
        label={t('webhooks.verify.language')}
        chosen={chosen}
        onChoose={choose}
        tabs={verifyLanguages.map(([id, label]) => ({
          id,
          label,
          content: (
            <pre className="rounded-card border border-line bg-sunken p-4 font-mono text-12 leading-relaxed break-words whitespace-pre-wrap" translate="no">
              {verifyExamples[id]}
            </pre>
          ),
        }))}
      />
      {isWire && (
        <div className="flex flex-col gap-2 text-14">
          <p>{t('webhooks.verify.wire')}</p>
          {['signing.cer', 'root.cer'].map((file) => (
            <CopyId key={file} value={certificateAt(file)} what={t('webhooks.copy.url')} />
          ))}
        </div>
      )}
    </Section>
  );
}
