import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { CredentialTable, MonthsField, ShownOnce } from '../../../../web/ui/Credentials.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { directories, type Token, tokenMonths } from '../../contract.ts';

interface PartProps {
  readonly directoryId: string;
  readonly tokens: readonly Token[];
  readonly canEdit: boolean;
}

/** What the directory's program proves itself by; a token is shown once, right after it was made. */
export function TokensPart({ directoryId, tokens, canEdit }: PartProps) {
  const { t, formatDate } = useHouse();
  const [adding, add] = useState(false);
  const [made, keep] = useState<string | null>(null);
  const [ending, end] = useState<Token | null>(null);
  return (
    <Section
      title={t('provisioning.tokens')}
      text={t('provisioning.tokens_text')}
      action={
        canEdit && (
          <Button size="small" onPress={() => add(true)}>
            {t('provisioning.token.make')}
          </Button>
        )
      }
    >
      {made && (
        <ShownOnce
          title={t('provisioning.token.once')}
          text={t('provisioning.token.once_text')}
          what={t('provisioning.token.value')}
          value={made}
          onKept={() => keep(null)}
        />
      )}
      {adding && <MakeToken directoryId={directoryId} onMade={keep} onClose={() => add(false)} />}
      <CredentialTable<Token>
        label={t('provisioning.tokens')}
        rows={tokens}
        rowKey={({ tokenId }) => tokenId}
        hint={({ hint }) => `…${hint}`}
        facts={[
          {
            id: 'used',
            header: t('provisioning.token.used'),
            width: '8rem',
            phone: 'fact',
            cell: ({ lastUsedAt }) => (lastUsedAt ? formatDate(lastUsedAt) : t('provisioning.token.never')),
          },
        ]}
        none={t('provisioning.tokens_none')}
        canEnd={canEdit}
        onEnd={end}
      />
      {ending && <EndToken directoryId={directoryId} ending={ending} onClose={() => end(null)} />}
    </Section>
  );
}

interface MakeProps {
  readonly directoryId: string;
  readonly onMade: (value: string) => void;
  readonly onClose: () => void;
}
function MakeToken({ directoryId, onMade, onClose }: MakeProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const make = useAct(directories.makeProvisioningToken);
  return (
    <Form<{ name: string; months: string }>
      label={t('provisioning.token.make')}
      initial={{ name: '', months: '12' }}
      problem={banner}
      onSubmit={({ name, months }) =>
        attempt(async () => {
          onMade((await make.mutateAsync({ directoryId, name, months: Number(months) as (typeof tokenMonths)[number] })).value);
          onClose();
        })
      }
    >
      <TextField name="name" label={t('ui.credential.name')} help={t('provisioning.token.name_help')} maxLength={100} autoComplete="off" width="half" />
      <MonthsField choices={tokenMonths} />
      <SubmitOrCancel submit={t('provisioning.token.make')} onCancel={onClose} />
    </Form>
  );
}

function EndToken({ directoryId, ending, onClose }: { readonly directoryId: string; readonly ending: Token; readonly onClose: () => void }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const end = useAct(directories.endProvisioningToken);
  return (
    <>
      {banner}
      <ConfirmDialog
        open
        onClose={onClose}
        title={t('provisioning.token.end_title', { name: ending.name })}
        text={t('provisioning.token.end_text')}
        confirm={t('ui.credential.end')}
        onConfirm={() => attempt(() => end.mutateAsync({ directoryId, tokenId: ending.tokenId }))}
      />
    </>
  );
}
