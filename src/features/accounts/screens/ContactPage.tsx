import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { accounts } from '../contract.ts';

const server = api(accounts);

/** The mailed link of a primary contact. Opening it does nothing: mail programs open links too. */
export function ContactPage() {
  const { t } = useHouse();
  const [token] = useState(() => location.hash.slice(1));
  const [company, setCompany] = useState<string | null>(null);
  const { attempt, banner, problem } = useAttempt();
  if (company)
    return (
      <NarrowPage title={t('accounts.confirm.done')} sentence={t('accounts.confirm.done_text', { company })}>
        {null}
      </NarrowPage>
    );
  const broken = token.length < 20 || problem?.status === 410;
  if (broken)
    return (
      <NarrowPage title={t('accounts.confirm.broken')} sentence={t('problems.accounts.contact_link_not_usable')}>
        <LinkButton href="/sign-in" variant="primary" wide>
          {t('accounts.confirm.sign_in')}
        </LinkButton>
      </NarrowPage>
    );
  return (
    <NarrowPage title={t('accounts.confirm.title')} sentence={t('accounts.confirm.text')}>
      {banner}
      <Button
        variant="primary"
        wide
        onPress={() =>
          attempt(async () => {
            setCompany((await server.confirmContact({ token })).company);
            history.replaceState(null, '', location.pathname);
          })
        }
      >
        {t('accounts.confirm.action')}
      </Button>
    </NarrowPage>
  );
}
