import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import type { Meaning } from '../../../web/ui/meaning.ts';
import { Section } from '../../../web/ui/Section.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type Application, applications, type Key, type keyKinds, secretMonths } from '../contract.ts';

type Kind = (typeof keyKinds)[number];
const meanings: Readonly<Record<Key['state'], Meaning | 'plain'>> = { live: 'success', expiring: 'warning', expired: 'danger', ended: 'plain' };

interface PartProps {
  readonly application: Application;
  readonly keys: readonly Key[];
}

/** Secrets and certificates; a secret is shown once, right after it was made. */
export function KeysPart({ application, keys }: PartProps) {
  const { t } = useHouse();
  const [adding, add] = useState<Kind | null>(null);
  const [made, keep] = useState<string | null>(null);
  const [ending, end] = useState<Key | null>(null);
  const { can, applicationId } = application;
  return (
    <Section
      title={t('applications.keys')}
      text={t('applications.keys_text')}
      action={
        can.edit && (
          <span className="flex flex-wrap gap-2">
            {(['secret', 'certificate'] as const).map((kind) => (
              <Button key={kind} size="small" onPress={() => add(kind)}>
                {t(`applications.${kind}.add`)}
              </Button>
            ))}
          </span>
        )
      }
    >
      {made && <Made value={made} onKept={() => keep(null)} />}
      {adding && <AddKey key={adding} kind={adding} applicationId={applicationId} onMade={keep} onClose={() => add(null)} />}
      <KeysTable keys={keys} canEnd={can.end} onEnd={end} />
      {ending && <EndKey applicationId={applicationId} ending={ending} onClose={() => end(null)} />}
    </Section>
  );
}

function Made({ value, onKept }: { readonly value: string; readonly onKept: () => void }) {
  const { t } = useHouse();
  return (
    <Banner
      kind="warning"
      title={t('applications.key.once')}
      action={
        <Button size="small" onPress={onKept}>
          {t('applications.key.kept')}
        </Button>
      }
    >
      <p>{t('applications.key.once_text')}</p>
      <CopyId value={value} what={t('applications.key.value')} />
    </Banner>
  );
}

interface AddProps {
  readonly kind: Kind;
  readonly applicationId: string;
  readonly onMade: (value: string) => void;
  readonly onClose: () => void;
}

function AddKey({ kind, applicationId, onMade, onClose }: AddProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const addSecret = useAct(applications.addSecret);
  const addCertificate = useAct(applications.addCertificate);
  const save = ({ name, months, certificate }: { name: string; months: string; certificate: string }) =>
    attempt(async () => {
      if (kind === 'secret') onMade((await addSecret.mutateAsync({ applicationId, name, months: Number(months) as (typeof secretMonths)[number] })).value);
      else {
        await addCertificate.mutateAsync({ applicationId, name, certificate });
        toast(t('applications.key.added'));
      }
      onClose();
    });
  return (
    <Form<{ name: string; months: string; certificate: string }>
      label={t(`applications.${kind}.add`)}
      initial={{ name: '', months: '6', certificate: '' }}
      problem={banner}
      onSubmit={save}
    >
      <TextField name="name" label={t('applications.key.name')} help={t('applications.key.name_help')} maxLength={100} autoComplete="off" width="half" />
      {kind === 'secret' ? (
        <Select
          name="months"
          label={t('applications.key.months')}
          width="half"
          options={secretMonths.map((count) => ({ id: String(count), label: t('applications.key.months_of', { count }) }))}
        />
      ) : (
        <TextArea name="certificate" label={t('applications.key.certificate')} help={t('applications.key.certificate_help')} maxLength={20_000} />
      )}
      <FormActions>
        <Button type="submit" variant="primary">
          {t(`applications.${kind}.add`)}
        </Button>
        <Button variant="quiet" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  );
}

function KeysTable({ keys, canEnd, onEnd }: { readonly keys: readonly Key[]; readonly canEnd: boolean; readonly onEnd: (key: Key) => void }) {
  const { t, formatDate } = useHouse();
  return (
    <Table<Key>
      label={t('applications.keys')}
      rows={keys}
      rowKey={({ keyId }) => keyId}
      rowLabel={({ name }) => name}
      columns={[
        {
          id: 'name',
          header: t('applications.key.name'),
          cell: ({ name, hint, kind }) => (
            <span className="block min-w-0">
              <span className="block font-medium break-words">{name}</span>
              <span className="block truncate font-mono text-13 text-muted">{kind === 'secret' ? `…${hint}` : hint}</span>
            </span>
          ),
        },
        { id: 'kind', header: t('applications.key.kind'), width: '6rem', phone: 'hidden', cell: ({ kind }) => t(`applications.key.kind.${kind}`) },
        { id: 'until', header: t('applications.key.until'), width: '8rem', phone: 'fact', cell: ({ expiresAt }) => formatDate(expiresAt) },
        {
          id: 'state',
          header: t('applications.state'),
          width: '8rem',
          phone: 'fact',
          cell: ({ state }) => (
            <Status kind={meanings[state]} bare>
              {t(`applications.key.state.${state}`)}
            </Status>
          ),
        },
        {
          id: 'end',
          header: t('applications.key.end'),
          hideHeader: true,
          width: '7rem',
          align: 'end',
          phone: 'fact',
          cell: (key) =>
            canEnd && !key.endedAt ? (
              <Button size="small" variant="quiet" aria-label={`${t('applications.key.end')}: ${key.name}`} onPress={() => onEnd(key)}>
                {t('applications.key.end')}
              </Button>
            ) : null,
        },
      ]}
      empty={<Empty icon={KeyRound} title={t('applications.keys_none')} />}
    />
  );
}

function EndKey({ applicationId, ending, onClose }: { readonly applicationId: string; readonly ending: Key; readonly onClose: () => void }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const end = useAct(applications.endKey);
  return (
    <>
      {banner}
      <ConfirmDialog
        open
        onClose={onClose}
        title={t('applications.key.end_title', { name: ending.name })}
        text={t('applications.key.end_text')}
        confirm={t('applications.key.end')}
        onConfirm={() => attempt(() => end.mutateAsync({ applicationId, keyId: ending.keyId }))}
      />
    </>
  );
}
