import { ReceiptText } from 'lucide-react';
import { useState } from 'react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TaxChoice } from '../../accounts/screens/TaxChoice.tsx';
import { WhoMay } from '../../accounts/screens/WhoMay.tsx';
import { type Exemption, tax } from '../contract.ts';
import { ExemptionCard } from './ExemptionCard.tsx';
import { FileForm } from './FileForm.tsx';

/** Whether tax exemption applies, and the certificates that say so. */
export function ExemptionsPage() {
  const { t } = useHouse();
  const { data } = useRead(tax.listExemptions, {});
  const [form, setForm] = useState<{ readonly renews: Exemption | null } | null>(null);
  const open = data?.can.file && !form && (
    <Button variant={data.items.length ? 'primary' : 'secondary'} onPress={() => setForm({ renews: null })}>
      {t('tax.file')}
    </Button>
  );
  return (
    <Page title={t('accounts.tax.title')} sentence={t('tax.sentence')} width="reading">
      {!data ? (
        <SkeletonLines lines={6} />
      ) : (
        <>
          {data.items.length === 0 && <TaxChoice />}
          {form && <FileForm key={form.renews?.exemptionId ?? ''} country={data.country} renews={form.renews} onDone={() => setForm(null)} />}
          <Section title={t('tax.certificates')} text={data.items.length ? t('tax.certificates_text') : undefined} action={open || undefined}>
            {data.items.length === 0 ? (
              <Empty icon={ReceiptText} title={t('tax.none')} text={t('tax.none_text')} />
            ) : (
              <div className="flex flex-col gap-4">
                {data.items.map((exemption) => (
                  <ExemptionCard key={exemption.exemptionId} exemption={exemption} onRenew={() => setForm({ renews: exemption })} />
                ))}
              </div>
            )}
          </Section>
          <WhoMay editors={data.editors} permission="tax_exemption" can={data.can.file} />
        </>
      )}
    </Page>
  );
}
