import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { accounts, type KeptSuspension, type SuspensionReason, suspensionReasons } from '../../contract.ts';
import { SuspensionFacts } from '../StandingPage.tsx';

/** Suspends a company or lifts its suspension; what was before stays to be read. */
export function SuspensionPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const accountId = params['accountId'] ?? '';
  const { data } = useRead(accounts.listSuspensions, { accountId });
  const crumbs = [{ label: t('accounts.op.title'), href: '/operator/accounts' }];
  if (!data)
    return (
      <Page title={t('accounts.standing.title')} width="reading" crumbs={crumbs}>
        <SkeletonLines lines={6} />
      </Page>
    );
  const open = data.items.find(({ liftedAt }) => liftedAt === null);
  const past = data.items.filter((item) => item !== open);
  return (
    <Page
      title={t('accounts.standing.of', { company: data.name })}
      mark={<Status kind={data.state === 'active' ? 'success' : 'warning'}>{t(`accounts.standing.state.${data.state}`)}</Status>}
      width="reading"
      crumbs={crumbs}
    >
      {open && <SuspensionFacts suspension={open} />}
      {data.can.suspend && <Suspend accountId={accountId} />}
      {data.can.lift && open && <Lift accountId={accountId} open={open} />}
      {past.length > 0 && (
        <Section title={t('accounts.standing.past')}>
          <ul className="flex flex-col gap-6">
            {past.map((item) => (
              <li key={item.suspensionId}>
                <SuspensionFacts suspension={item} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}

function Suspend({ accountId }: { readonly accountId: string }) {
  const { t } = useHouse();
  const suspend = useAct(accounts.suspendAccount);
  const { attempt, banner } = useAttempt();
  return (
    <Section title={t('accounts.standing.suspend')} text={t('accounts.standing.suspend_text')}>
      <Form<{ reason: SuspensionReason; words: string }>
        problem={banner}
        onSubmit={({ reason, words }) =>
          attempt(async () => {
            await suspend.mutateAsync({ accountId, reason, words });
            toast(t('accounts.standing.suspended'));
          })
        }
      >
        <RadioGroup
          name="reason"
          label={t('accounts.standing.reason')}
          choices={suspensionReasons.map((id) => ({ id, label: t(`accounts.suspended_for.${id}`) }))}
        />
        <TextArea name="words" label={t('accounts.standing.words')} help={t('accounts.standing.words_help')} maxLength={1000} />
        <FormActions>
          <Button type="submit" variant="danger">
            {t('accounts.standing.suspend')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}

function Lift({ accountId, open: { suspensionId, version } }: { readonly accountId: string; readonly open: KeptSuspension }) {
  const { t } = useHouse();
  const lift = useAct(accounts.liftSuspension);
  const { attempt, banner } = useAttempt();
  return (
    <Section title={t('accounts.standing.lift')} text={t('accounts.standing.lift_text')}>
      <Form<{ words: string }>
        problem={banner}
        onSubmit={({ words }) =>
          attempt(async () => {
            await lift.mutateAsync({ accountId, suspensionId, version, words });
            toast(t('accounts.standing.lifted_done'));
          })
        }
      >
        <TextArea name="words" label={t('accounts.standing.lifted_words')} help={t('accounts.standing.words_help')} maxLength={1000} />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('accounts.standing.lift')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}
