import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { AccountProvider, useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { learning, type MyLearning } from '../contract.ts';

interface ActProps {
  readonly mine: MyLearning;
}

/** How often, and how many are left. */
function useLimits({ starts }: MyLearning): string {
  const { t } = useHouse();
  return t('learning.mine.company_text', { most: starts.most, days: starts.daysApart, left: starts.left });
}

/** A code of the provider's, and the company; which one it is called in is chosen here, since the page is in none. */
export function AssociateForm({ mine }: ActProps) {
  const { t, formatDate } = useHouse();
  const limits = useLimits(mine);
  const [accountId, choose] = useState(mine.companies[0]?.accountId ?? '');
  const { nextAt } = mine.starts;
  return (
    <AccountProvider value={accountId}>
      {nextAt && (
        <Banner kind="info" title={t('learning.mine.next', { date: formatDate(nextAt) })}>
          {limits}
        </Banner>
      )}
      <Section title={t('learning.mine.associate')} text={t('learning.mine.associate_text')}>
        <Associate mine={mine} limits={limits} onChoose={choose} />
      </Section>
    </AccountProvider>
  );
}

interface AssociateProps extends ActProps {
  readonly limits: string;
  readonly onChoose: (accountId: string) => void;
}

function Associate({ mine, limits, onChoose }: AssociateProps) {
  const { t, formatDate } = useHouse();
  const { attempt, banner } = useAttempt();
  const associate = useAct(learning.associateLearning);
  const { nextAt } = mine.starts;
  return (
    <Form<{ code: string; company: string }>
      initial={{ code: '', company: mine.companies[0]?.accountId ?? '' }}
      problem={banner}
      onChange={({ company }) => onChoose(company)}
      onSubmit={({ code }) =>
        attempt(async () => {
          await associate.mutateAsync({ code });
          toast(t('learning.mine.associated'));
        })
      }
    >
      <TextField
        name="code"
        label={t('learning.mine.code')}
        width="half"
        mono
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={100}
      />
      {mine.companies.length > 1 && (
        <Select
          name="company"
          label={t('learning.mine.company')}
          help={limits}
          options={mine.companies.map(({ accountId, name }) => ({ id: accountId, label: name }))}
        />
      )}
      <FormActions>
        <Button type="submit" variant="primary" reason={nextAt ? t('learning.mine.next', { date: formatDate(nextAt) }) : undefined}>
          {t('learning.mine.associate')}
        </Button>
      </FormActions>
    </Form>
  );
}

/** Another company that the certificates count for. */
export function ChooseCompany({ mine }: ActProps) {
  const { t } = useHouse();
  const others = mine.companies.filter(({ accountId }) => accountId !== mine.countsFor?.accountId);
  const [chosen, choose] = useState(others[0]?.accountId ?? '');
  const accountId = others.some((one) => one.accountId === chosen) ? chosen : (others[0]?.accountId ?? '');
  return (
    <Section title={t('learning.mine.company')} text={useLimits(mine)}>
      <AccountProvider value={accountId}>
        <Choose mine={mine} others={others} accountId={accountId} onChoose={choose} />
      </AccountProvider>
    </Section>
  );
}

interface ChooseProps extends ActProps {
  readonly others: MyLearning['companies'];
  readonly accountId: string;
  readonly onChoose: (accountId: string) => void;
}

function Choose({ mine, others, accountId, onChoose }: ChooseProps) {
  const { t, formatDate } = useHouse();
  const { attempt, banner } = useAttempt();
  const countHere = useAct(learning.countHere);
  const company = others.find((one) => one.accountId === accountId);
  const { nextAt } = mine.starts;
  const waits = nextAt && !company?.free ? t('learning.mine.next', { date: formatDate(nextAt) }) : undefined;
  return (
    <Form<{ company: string }>
      initial={{ company: accountId }}
      problem={banner}
      onChange={(values) => onChoose(values.company)}
      onSubmit={() =>
        attempt(async () => {
          await countHere.mutateAsync({});
          toast(t('learning.mine.chosen', { company: company?.name ?? '' }));
        })
      }
    >
      <Select name="company" label={t('learning.mine.company')} options={others.map((one) => ({ id: one.accountId, label: one.name }))} />
      {waits && <Banner kind="info">{waits}</Banner>}
      <FormActions>
        <Button type="submit" reason={waits}>
          {t('learning.mine.choose')}
        </Button>
      </FormActions>
    </Form>
  );
}

/** Possible at any time: it is one's own. */
export function RemoveProfile({ count }: { readonly count: number }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const remove = useAct(learning.removeLearning);
  const [asking, ask] = useState(false);
  return (
    <Section title={t('learning.mine.remove')} text={t('learning.mine.remove_text')}>
      {banner}
      <div>
        <Button variant="danger" onPress={() => ask(true)}>
          {t('learning.mine.remove')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onClose={() => ask(false)}
        title={t('learning.mine.remove_title')}
        goes={[t('learning.mine.remove_goes', { count })]}
        stays={[t('learning.mine.remove_stays')]}
        confirm={t('learning.mine.remove')}
        onConfirm={() =>
          attempt(async () => {
            await remove.mutateAsync({});
            toast(t('learning.mine.removed'));
          })
        }
      />
    </Section>
  );
}
