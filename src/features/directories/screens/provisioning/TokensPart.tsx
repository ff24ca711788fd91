import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { CopyId } from '../../../../web/ui/CopyId.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import type { Meaning } from '../../../../web/ui/meaning.ts';
import { Section } from '../../../../web/ui/Section.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { type Column, Table } from '../../../../web/ui/Table.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { directories, type Token, tokenMonths } from '../../contract.ts';

const meanings: Readonly<Record<Token['state'], Meaning | 'plain'>> = { live: 'success', expiring: 'warning', expired: 'danger', ended: 'plain' };

interface PartProps {
  readonly directoryId: string;
  readonly tokens: readonly Token[];
  readonly canEdit: boolean;
}

/** What the directory's program proves itself by; a token is shown once, right after it was made. */
export function TokensPart({ directoryId, tokens, canEdit }: PartProps) {
  const { t } = useHouse();
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
        <Banner
          kind="warning"
          title={t('provisioning.token.once')}
          action={
            <Button size="small" onPress={() => keep(null)}>
              {t('provisioning.token.kept')}
            </Button>
          }
        >
          <p>{t('provisioning.token.once_text')}</p>
          <CopyId value={made} what={t('provisioning.token.value')} />
        </Banner>
      )}
      {adding && <MakeToken directoryId={directoryId} onMade={keep} onClose={() => add(false)} />}
      <Table<Token>
        label={t('provisioning.tokens')}
        rows={tokens}
        rowKey={({ tokenId }) => tokenId}
        rowLabel={({ name }) => name}
        columns={useColumns(canEdit, end)}
        empty={<Empty icon={KeyRound} title={t('provisioning.tokens_none')} />}
      />
      {ending && <EndToken directoryId={directoryId} ending={ending} onClose={() => end(null)} />}
    </Section>
  );
}

function useColumns(canEdit: boolean, onEnd: (token: Token) => void): Column<Token>[] {
  const { t, formatDate } = useHouse();
  return [
    {
      id: 'name',
      header: t('provisioning.token.name'),
      cell: ({ name, hint }) => (
        <span className="block min-w-0">
          <span className="block font-medium break-words">{name}</span>
          <span className="block truncate font-mono text-13 text-muted">…{hint}</span>
        </span>
      ),
    },
    {
      id: 'used',
      header: t('provisioning.token.used'),
      width: '8rem',
      phone: 'fact',
      cell: ({ lastUsedAt }) => (lastUsedAt ? formatDate(lastUsedAt) : t('provisioning.token.never')),
    },
    { id: 'until', header: t('provisioning.token.until'), width: '8rem', phone: 'fact', cell: ({ expiresAt }) => formatDate(expiresAt) },
    {
      id: 'state',
      header: t('provisioning.state'),
      width: '8rem',
      phone: 'fact',
      cell: ({ state }) => (
        <Status kind={meanings[state]} bare>
          {t(`provisioning.token.state.${state}`)}
        </Status>
      ),
    },
    {
      id: 'end',
      header: t('provisioning.token.end'),
      hideHeader: true,
      width: '7rem',
      align: 'end',
      phone: 'fact',
      cell: (token) =>
        canEdit && !token.endedAt ? (
          <Button size="small" variant="quiet" aria-label={`${t('provisioning.token.end')}: ${token.name}`} onPress={() => onEnd(token)}>
            {t('provisioning.token.end')}
          </Button>
        ) : null,
    },
  ];
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
      <TextField name="name" label={t('provisioning.token.name')} help={t('provisioning.token.name_help')} maxLength={100} autoComplete="off" width="half" />
      <Select
        name="months"
        label={t('provisioning.token.months')}
        width="half"
        options={tokenMonths.map((count) => ({ id: String(count), label: t('provisioning.token.months_of', { count }) }))}
      />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('provisioning.token.make')}
        </Button>
        <Button variant="quiet" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </FormActions>
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
        confirm={t('provisioning.token.end')}
        onConfirm={() => attempt(() => end.mutateAsync({ directoryId, tokenId: ending.tokenId }))}
      />
    </>
  );
}
