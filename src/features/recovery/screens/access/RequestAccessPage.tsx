import { useState } from 'react';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import type { EvidenceFile } from './evidence.ts';
import { EvidenceSent } from './EvidenceSent.tsx';
import { RequestAccessForm } from './RequestAccessForm.tsx';

export interface SentRequest {
  readonly number: string;
  readonly ticket: string;
  readonly email: string;
  readonly files: readonly EvidenceFile[];
}

/** For whom no other way is left: who asks, for which company, why, and what shows it. A person reads it. */
export function RequestAccessPage() {
  const { t } = useHouse();
  const [sent, setSent] = useState<SentRequest | null>(null);
  if (sent) return <Sent sent={sent} />;
  return (
    <Page title={t('access_requests.title')} sentence={t('access_requests.sentence')} width="reading">
      <Banner kind="info" title={t('access_requests.first.title')} action={<LinkButton href="/recover">{t('access_requests.first.action')}</LinkButton>}>
        {t('access_requests.first.text')}
      </Banner>
      <RequestAccessForm
        onSent={(request) => {
          setSent(request);
          window.scrollTo(0, 0);
        }}
      />
    </Page>
  );
}

const steps = ['admins', 'desk', 'second'] as const;
/** The number, where the link went, and what happens now: the same for everyone. */
function Sent({ sent }: { readonly sent: SentRequest }) {
  const { t } = useHouse();
  const { number, email, ticket, files } = sent;
  return (
    <Page title={t('access_requests.sent.title', { number })} sentence={t('access_requests.sent.text', { email })} width="reading">
      {files.length > 0 && <EvidenceSent ticket={ticket} files={files} />}
      <Section title={t('access_requests.sent.next')}>
        <ol className="flex list-decimal flex-col gap-2 ps-5 text-14">
          {steps.map((step) => (
            <li key={step}>{t(`access_requests.sent.next_${step}`)}</li>
          ))}
        </ol>
      </Section>
    </Page>
  );
}
