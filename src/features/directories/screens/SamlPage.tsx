import type { z } from 'zod';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { directories } from '../contract.ts';

type Shown = z.output<typeof directories.getSamlDirectory.output>;

/** What a SAML provider must know of us, and what it is known by. */
export function SamlPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const at = useAccountPath();
  const directoryId = params['directoryId'] ?? '';
  const { data } = useRead(directories.getSamlDirectory, { directoryId });
  return (
    <Page
      title={t('saml.provider')}
      sentence={t('saml.provider_sentence')}
      width="reading"
      crumbs={[
        { label: t('provisioning.directories'), href: at('/directories') },
        ...(data ? [{ label: data.name, href: at(`/directories/${directoryId}`) }] : []),
      ]}
    >
      {data ? (
        <>
          <Section title={t('saml.ours')}>
            <DescriptionList
              facts={[
                { label: t('saml.entity'), value: <CopyId value={data.entityId} what={t('saml.entity')} /> },
                { label: t('saml.answer'), value: <CopyId value={data.answerUrl} what={t('saml.answer')} /> },
              ]}
            />
          </Section>
          <Known provider={data} />
          {data.can.edit && <Change key={data.version} provider={data} />}
        </>
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  );
}

function Known({ provider: { issuer, ssoUrl, certificates } }: { readonly provider: Shown }) {
  const { t, formatDate } = useHouse();
  return (
    <Section title={t('saml.provider')}>
      <DescriptionList
        facts={[
          { label: t('saml.issuer'), value: <span className="break-all">{issuer}</span> },
          { label: t('saml.sso'), value: <span className="break-all">{ssoUrl}</span> },
          {
            label: t('saml.certificates'),
            value: certificates.map(({ fingerprint, expiresAt }) => (
              <span key={fingerprint} className="block">
                <span className="block font-mono text-13 break-all">{fingerprint}</span>
                <span className="block text-13 text-muted">{t('saml.until', { date: formatDate(expiresAt) })}</span>
              </span>
            )),
          },
        ]}
      />
    </Section>
  );
}

function Change({ provider: { directoryId, version } }: { readonly provider: Shown }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const change = useAct(directories.changeSamlProvider);
  const save = ({ metadata }: { metadata: string }) =>
    attempt(async () => {
      await change.mutateAsync({ directoryId, version, metadata });
      toast(t('saml.changed'));
    });
  return (
    <Section title={t('saml.change')} text={t('saml.change_text')}>
      <Form<{ metadata: string }> onSubmit={save} problem={banner}>
        <TextArea name="metadata" label={t('saml.metadata')} help={t('saml.metadata_help')} maxLength={200_000} />
        <FormActions>
          <Button type="submit">{t('saml.change')}</Button>
        </FormActions>
      </Form>
    </Section>
  );
}
