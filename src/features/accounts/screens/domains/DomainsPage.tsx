import { Globe, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import type { MessageKey } from '../../../../core/locale.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { IconButton } from '../../../../web/ui/IconButton.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { accounts } from '../../contract.ts';
import type { Domain } from '../../contract/domains.ts';
import { ProofCard } from './ProofCard.tsx';

type DomainShown = z.output<typeof Domain>;

/** Settings › Domains: what stands for the company in the DNS, and what is still to be proved. */
export function DomainsPage() {
  const { t } = useHouse();
  const { data } = useRead(accounts.listDomains, {});
  return (
    <Page title={t('domains.title')} sentence={t('domains.sentence')} width="reading">
      {!data ? (
        <SkeletonLines lines={5} />
      ) : (
        <>
          {data.items.length === 0 && <Empty icon={Globe} title={t('domains.empty')} text={data.can.edit ? t('domains.empty_text') : undefined} />}
          {data.items.map((domain) => (
            <DomainSection key={domain.domain} domain={domain} canEdit={data.can.edit} />
          ))}
          {data.can.edit && <AddDomain key={data.suggested ?? ''} suggested={data.suggested} />}
        </>
      )}
    </Page>
  );
}

function DomainSection({ domain: { domain, provedAt, proof }, canEdit }: { readonly domain: DomainShown; readonly canEdit: boolean }) {
  const { t, formatDate } = useHouse();
  const check = useAct(accounts.checkDomain);
  const add = useAct(accounts.addDomain);
  const { attempt, banner } = useAttempt();
  const [removing, remove] = useState(false);
  const [opened] = useState(() => Date.now());
  const isOver = proof !== null && proof.expiresAt.getTime() <= opened;
  const begin = () => attempt(() => add.mutateAsync({ domain }));
  return (
    <Section
      title={domain}
      text={provedAt ? t('domains.proved_on', { date: formatDate(provedAt) }) : proof ? undefined : t('domains.by_mailbox_text')}
      action={
        <span className="flex items-center gap-3">
          <Status kind={provedAt ? 'success' : proof ? 'info' : 'plain'}>
            {t(provedAt ? 'domains.proved' : proof ? 'domains.pending' : 'domains.by_mailbox')}
          </Status>
          {canEdit && <IconButton icon={Trash2} size="small" label={t('domains.remove_one', { domain })} onPress={() => remove(true)} />}
        </span>
      }
    >
      {banner}
      {isOver && <p className="text-14 text-muted">{t('domains.over', { date: formatDate(proof.expiresAt) })}</p>}
      {proof && !isOver && canEdit && <ProofCard proof={proof} onCheck={() => check.mutateAsync({ proofId: proof.proofId })} />}
      {canEdit && !provedAt && (!proof || isOver) && (
        <div>
          <Button onPress={begin}>{t('domains.prove')}</Button>
        </div>
      )}
      {removing && <RemoveDomain domain={domain} onClose={() => remove(false)} />}
    </Section>
  );
}

function RemoveDomain({ domain, onClose }: { readonly domain: string; readonly onClose: () => void }) {
  const { t } = useHouse();
  const { data } = useRead(accounts.previewDomainRemoval, { domain });
  const remove = useAct(accounts.removeDomain);
  const { attempt, banner } = useAttempt();
  return (
    <>
      {banner}
      <ConfirmDialog
        open={data !== undefined}
        onClose={onClose}
        title={t('domains.remove_title', { domain })}
        text={t('domains.remove_text')}
        goes={data?.uses.map(({ key, count }) => t(`domains.uses.${key}` as MessageKey, { count })) ?? []}
        confirm={t('domains.remove')}
        onConfirm={() =>
          attempt(async () => {
            await remove.mutateAsync({ domain });
            toast(t('domains.removed', { domain }));
          })
        }
      />
    </>
  );
}

function AddDomain({ suggested }: { readonly suggested: string | null }) {
  const { t } = useHouse();
  const add = useAct(accounts.addDomain);
  const { attempt, banner } = useAttempt();
  return (
    <Section title={t('domains.add')}>
      <Form<{ domain: string }> initial={{ domain: suggested ?? '' }} problem={banner} onSubmit={({ domain }) => attempt(() => add.mutateAsync({ domain }))}>
        <TextField name="domain" label={t('domains.field')} help={t('domains.field_help', { example: suggested ?? 'example.com' })} autoComplete="off" />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('domains.start')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}
