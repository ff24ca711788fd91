import { Landmark } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { CopyId } from '../../../../web/ui/CopyId.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { type Column, Table } from '../../../../web/ui/Table.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { customers, type GivenCode } from '../../contract.ts';

/** Codes for customers of governments: which partner has which, and how much of each is left. */
export function ValidationCodesPage() {
  const { t } = useHouse();
  const [gives, setGives] = useState(false);
  const list = useList(customers.listGivenCodes, {});
  const columns = useColumns(list.first?.can.give ?? false);
  return (
    <Page
      title={t('customers.codes.title')}
      sentence={t('customers.codes.sentence')}
      action={
        list.first?.can.give && !gives ? (
          <Button variant="primary" onPress={() => setGives(true)}>
            {t('customers.codes.give')}
          </Button>
        ) : undefined
      }
    >
      {gives && (
        <div className="max-w-reading border-b border-line pb-6">
          <GiveForm onDone={() => setGives(false)} />
        </div>
      )}
      <Table<GivenCode>
        label={t('customers.codes.title')}
        columns={columns}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.codeId}
        rowLabel={(row) => row.code}
        empty={<Empty icon={Landmark} title={t('customers.codes.none')} text={t('customers.codes.none_text')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </Page>
  );
}

function useColumns(mayGive: boolean): Column<GivenCode>[] {
  const { t, formatDate, formatNumber } = useHouse();
  return [
    { id: 'code', header: t('customers.code'), phone: 'title', width: '11rem', cell: (row) => <CopyId value={row.code} what={t('customers.code')} /> },
    { id: 'partner', header: t('customers.codes.partner'), phone: 'fact', width: 'minmax(0, 2fr)', cell: (row) => `${row.partner} (${row.partnerId})` },
    { id: 'organization', header: t('customers.codes.organization'), phone: 'fact', width: 'minmax(0, 1.5fr)', cell: (row) => row.organization },
    {
      id: 'left',
      header: t('customers.codes.left'),
      align: 'end',
      phone: 'fact',
      cell: (row) => t('customers.codes.left_of', { left: formatNumber(row.remaining), all: formatNumber(row.quantity) }),
    },
    { id: 'since', header: t('customers.codes.since'), cell: (row) => formatDate(row.createdAt) },
    { id: 'act', header: t('customers.codes.act'), align: 'end', phone: 'fact', cell: (row) => <Withdraw row={row} mayGive={mayGive} /> },
  ];
}

function Withdraw({ row, mayGive }: { readonly row: GivenCode; readonly mayGive: boolean }) {
  const { t, formatDate } = useHouse();
  const withdraw = useAct(customers.withdrawValidationCode);
  const { attempt, banner } = useAttempt();
  if (row.withdrawnAt) return <span className="text-muted">{t('customers.codes.withdrawn', { day: formatDate(row.withdrawnAt) })}</span>;
  if (!mayGive) return null;
  return (
    <>
      {banner}
      <Button
        size="small"
        pending={withdraw.isPending}
        aria-label={t('ui.named', { label: t('customers.codes.withdraw'), value: row.code })}
        onPress={() => attempt(() => withdraw.mutateAsync({ accountId: row.accountId, codeId: row.codeId }))}
      >
        {t('customers.codes.withdraw')}
      </Button>
    </>
  );
}

type Typed = Record<'partnerId' | 'organization' | 'quantity', string>;
function GiveForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useHouse();
  const give = useAct(customers.giveValidationCode);
  const { attempt, banner } = useAttempt();
  const save = ({ partnerId, organization, quantity }: Typed) =>
    attempt(async () => {
      const { code, partner } = await give.mutateAsync({ partnerId, organization, quantity: Number(quantity) });
      toast(t('customers.codes.given', { code, partner }));
      onDone();
    });
  return (
    <Form<Typed> label={t('customers.codes.give')} initial={{ partnerId: '', organization: '', quantity: '10' }} onSubmit={save} problem={banner}>
      <TextField name="partnerId" label={t('customers.codes.partner_id')} width="short" mono />
      <TextField name="organization" label={t('customers.codes.organization')} help={t('customers.codes.organization_help')} maxLength={200} />
      <TextField
        name="quantity"
        label={t('customers.codes.quantity')}
        help={t('customers.codes.quantity_help')}
        width="short"
        inputMode="numeric"
        validate={(text) => (/^[1-9]\d{0,3}$|^10000$/.test(text.trim()) ? undefined : t('customers.codes.quantity_wrong'))}
      />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('customers.codes.give')}
        </Button>
        <Button variant="quiet" onPress={onDone}>
          {t('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  );
}
