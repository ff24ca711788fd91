import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { CredentialTable, MonthsField, ShownOnce } from '../../../web/ui/Credentials.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Form, SubmitOrCancel } from '../../../web/ui/Form.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type Application, applications, type Key, type keyKinds, secretMonths } from '../contract.ts';

type Kind = (typeof keyKinds)[number];

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
      {made && (
        <ShownOnce
          title={t('applications.key.once')}
          text={t('applications.key.once_text')}
          what={t('applications.key.value')}
          value={made}
          onKept={() => keep(null)}
        />
      )}
      {adding && <AddKey key={adding} kind={adding} applicationId={applicationId} onMade={keep} onClose={() => add(null)} />}
      <CredentialTable<Key>
        label={t('applications.keys')}
        rows={keys}
        rowKey={({ keyId }) => keyId}
        hint={({ kind, hint }) => (kind === 'secret' ? `…${hint}` : hint)}
        facts={[{ id: 'kind', header: t('applications.key.kind'), width: '6rem', phone: 'hidden', cell: ({ kind }) => t(`applications.key.kind.${kind}`) }]}
        none={t('applications.keys_none')}
        canEnd={can.end}
        onEnd={end}
      />
      {ending && <EndKey applicationId={applicationId} ending={ending} onClose={() => end(null)} />}
    </Section>
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
      <TextField name="name" label={t('ui.credential.name')} help={t('applications.key.name_help')} maxLength={100} autoComplete="off" width="half" />
      {kind === 'secret' ? (
        <MonthsField choices={secretMonths} />
      ) : (
        <TextArea name="certificate" label={t('applications.key.certificate')} help={t('applications.key.certificate_help')} maxLength={20_000} />
      )}
      <SubmitOrCancel submit={t(`applications.${kind}.add`)} onCancel={onClose} />
    </Form>
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
        confirm={t('ui.credential.end')}
        onConfirm={() => attempt(() => end.mutateAsync({ applicationId, keyId: ending.keyId }))}
      />
    </>
  );
}
