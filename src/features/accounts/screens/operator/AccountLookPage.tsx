import { useState } from 'react';
import type { z } from 'zod';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import type { FieldErrors } from '../../../../web/ui/formState.ts';
import { Link } from '../../../../web/ui/Link.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { accounts, lookReasons } from '../../contract.ts';
import { VettingMark } from '../vetting.tsx';
import { LookFacts } from './LookFacts.tsx';

export type AccountLooked = z.output<typeof accounts.openAccount.output>;
type Why = (typeof lookReasons)[number];

/** A read-only look into an account. It begins with the reason, which the company is told. */
export function AccountLookPage() {
  const { t } = useHouse();
  const [looked, setLooked] = useState<AccountLooked | null>(null);
  const crumbs = [{ label: t('accounts.op.title'), href: '/operator/accounts' }];
  const name = useCompanyName();
  if (!looked) {
    return (
      <Page
        title={name ? t('accounts.look.title_of', { company: name }) : t('accounts.look.title')}
        sentence={t('accounts.look.sentence')}
        width="reading"
        crumbs={crumbs}
      >
        <WhyForm onLooked={setLooked} />
      </Page>
    );
  }
  return (
    <Page
      title={looked.name}
      mark={<VettingMark status={looked.vetting.status} />}
      sentence={t('accounts.look.told')}
      crumbs={crumbs}
      width="reading"
      action={
        <>
          {looked.can.verify && <ToCase accountId={looked.accountId} />}
          {looked.can.bringBack && <LinkButton href={`/operator/accounts/${looked.accountId}/elevations`}>{t('accounts.look.elevations')}</LinkButton>}
          <LinkButton href={`/operator/accounts/${looked.accountId}/suspension`}>{t('accounts.look.standing')}</LinkButton>
          <LinkButton href={`/operator/accounts/${looked.accountId}/programs`}>{t('accounts.look.programs')}</LinkButton>
        </>
      }
    >
      {looked.state !== 'active' && (
        <Banner kind="warning" title={t(`accounts.state.${looked.state}`)}>
          {looked.mergedInto && (
            <p>
              {t('accounts.look.merged_into', { id: looked.partnerId })}{' '}
              <Link href={`/operator/accounts/${looked.mergedInto.accountId}`}>
                {looked.mergedInto.name} ({looked.mergedInto.partnerId})
              </Link>
            </p>
          )}
        </Banner>
      )}
      <LookFacts account={looked} />
    </Page>
  );
}

function ToCase({ accountId }: { readonly accountId: string }) {
  const { t } = useHouse();
  return <LinkButton href={`/operator/verification/${accountId}`}>{t('accounts.look.to_case')}</LinkButton>;
}

/** The name alone is in the list; reading it is no look. */
function useCompanyName(): string | undefined {
  const { params } = usePlace();
  const accountId = params['accountId'] ?? '';
  return useList(accounts.listAccounts, { search: accountId, limit: 1 }).items.find((account) => account.accountId === accountId)?.name;
}

function WhyForm({ onLooked }: { readonly onLooked: (account: AccountLooked) => void }) {
  const { t } = useHouse();
  const { params, search } = usePlace();
  const open = useAct(accounts.openAccount);
  const { attempt, banner } = useAttempt();
  const given = lookReasons.find((why) => why === search.get('why'));
  return (
    <Form<{ why: Why; note?: string }>
      initial={given ? { why: given } : {}}
      problem={banner}
      validate={(values): FieldErrors => (values.why === 'other' && !values.note?.trim() ? { note: t('accounts.look.note_needed') } : {})}
      onSubmit={({ why, note }) => attempt(async () => onLooked(await open.mutateAsync({ accountId: params['accountId'] ?? '', why, note: note ?? null })))}
    >
      <RadioGroup name="why" label={t('accounts.look.why')} choices={lookReasons.map((id) => ({ id, label: t(`accounts.look.choice.${id}`) }))} />
      <TextField name="note" label={t('accounts.look.note')} help={t('accounts.look.note_help')} optional maxLength={300} />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('accounts.look.open')}
        </Button>
      </FormActions>
    </Form>
  );
}
