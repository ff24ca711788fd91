import { useState } from 'react';
import { sayProblem, useAttempt } from '../../../web/attempt.tsx';
import { AccountProvider, useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { RadioGroup } from '../../../web/ui/RadioGroup.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import type { z } from 'zod';
import { Asked } from '../../applications/screens/Asked.tsx';
import { tokens } from '../contract.ts';

type Looked = z.output<typeof tokens.lookAtRequest.output>;
type Company = Looked['accounts'][number];
/** What became of it, when the browser stays here. */
type Answer = 'agreed' | 'refused';

/** Which program asks, and what for; first the company, when one belongs to several, then one yes. */
export function Request({ request }: { readonly request: string }) {
  const { t } = useHouse();
  const [answer, answered] = useState<Answer | null>(null);
  const { data, error } = useRead(tokens.lookAtRequest, { request }, { catches: true, enabled: answer === null });
  if (answer)
    return (
      <Banner kind={answer === 'agreed' ? 'success' : 'info'} title={t(`authorize.${answer}`)}>
        {t(`authorize.${answer}_text`)}
      </Banner>
    );
  if (error) return <Banner kind="danger" title={sayProblem(t, error)} />;
  if (!data) return <SkeletonLines lines={6} />;
  return <Ask key={request} request={request} looked={data} onAnswer={answered} />;
}

interface AskProps {
  readonly request: string;
  readonly looked: Looked;
  readonly onAnswer: (answer: Answer) => void;
}

function Ask({ request, looked, onAnswer }: AskProps) {
  const { t } = useHouse();
  const { application, accounts } = looked;
  const [only] = accounts.length === 1 ? accounts : [];
  const [chosen, choose] = useState<Company | undefined>(only);
  return (
    <Section title={t('authorize.wants', { name: application.name })} text={application.description}>
      <DescriptionList
        facts={[
          { label: t('authorize.of'), value: `${application.company} · ${application.partnerId}` },
          ...(chosen ? [{ label: t('authorize.in'), value: chosen.name }] : []),
        ]}
      />
      {accounts.length === 0 && (
        <Banner kind="warning" title={t('authorize.none')}>
          {t('authorize.none_text')}
        </Banner>
      )}
      {chosen ? (
        <AccountProvider value={chosen.accountId}>
          <Consent request={request} looked={looked} company={chosen} onAnswer={onAnswer} />
        </AccountProvider>
      ) : (
        accounts.length > 0 && <Choose accounts={accounts} onChoose={choose} />
      )}
    </Section>
  );
}

function Choose({ accounts, onChoose }: { readonly accounts: readonly Company[]; readonly onChoose: (company: Company | undefined) => void }) {
  const { t } = useHouse();
  return (
    <Form<{ account: string }>
      initial={{ account: accounts[0]?.accountId ?? '' }}
      onSubmit={({ account }) => onChoose(accounts.find(({ accountId }) => accountId === account))}
    >
      <RadioGroup
        name="account"
        label={t('authorize.which')}
        choices={accounts.map(({ accountId, name, partnerId }) => ({ id: accountId, label: name, help: partnerId }))}
      />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('authorize.next')}
        </Button>
      </FormActions>
    </Form>
  );
}

function Consent({ request, looked: { application }, company, onAnswer }: AskProps & { readonly company: Company }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const { data, error } = useRead(tokens.lookAtRequestHere, { request }, { catches: true });
  const agree = useAct(tokens.agreeToRequest);
  const refuse = useAct(tokens.refuseRequest);
  if (error) return <Banner kind="danger" title={sayProblem(t, error)} />;
  if (!data) return <SkeletonLines lines={4} />;
  const { scopes, isMissingConsent, can } = data;
  const goOn = (to: string | null, answer: Answer) => (to ? location.assign(to) : onAnswer(answer));
  const [mine, others] = [scopes.filter((scope) => scope.mine), scopes.filter((scope) => !scope.mine)];
  return (
    <>
      {isMissingConsent && (
        <Banner
          kind="warning"
          title={t('authorize.missing', { company: company.name })}
          action={
            can.consent && (
              <LinkButton href={`/a/${company.accountId}/consents/new?client=${application.applicationId}`}>{t('authorize.missing_look')}</LinkButton>
            )
          }
        >
          {t(can.consent ? 'authorize.missing_can' : 'authorize.missing_ask')}
        </Banner>
      )}
      {mine.length > 0 && (
        <div className="flex flex-col gap-1 text-14">
          <p>{t('authorize.may')}</p>
          <Asked asks={mine} />
        </div>
      )}
      {others.length > 0 && (
        <div className="flex flex-col gap-1 text-14 text-muted">
          <p>{t('authorize.not_mine')}</p>
          <Asked asks={others} />
        </div>
      )}
      {can.agree && <Banner kind="info">{t('authorize.warning', { company: application.company })}</Banner>}
      {banner}
      <div className="flex flex-wrap gap-2">
        {can.agree && (
          <Button
            variant="primary"
            onPress={() =>
              attempt(async () =>
                goOn((await agree.mutateAsync({ request, scopes: scopes.map(({ permission, level }) => ({ permission, level })) })).goOn, 'agreed'),
              )
            }
          >
            {t('authorize.agree')}
          </Button>
        )}
        <Button onPress={() => attempt(async () => goOn((await refuse.mutateAsync({ request })).goOn, 'refused'))}>{t('authorize.refuse')}</Button>
      </div>
    </>
  );
}
