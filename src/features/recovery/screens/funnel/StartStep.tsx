import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { NarrowPage } from '../../../../web/shell/NarrowPage.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form } from '../../../../web/ui/Form.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import type { Trouble } from '../../contract/funnel.ts';

const choices = ['password', 'factor', 'mailbox', 'nobody', 'refused'] as const;
type Choice = (typeof choices)[number];

/** What happened, in the person's words. */
export function StartStep() {
  const { t } = useHouse();
  const { go } = usePlace();
  const next = ({ trouble }: { readonly trouble: Choice }) =>
    go(trouble === 'refused' || trouble === 'nobody' ? `/recover?about=${trouble}` : `/recover?step=account&trouble=${trouble}`);
  return (
    <NarrowPage title={t('recovery.start.title')} sentence={t('recovery.start.sentence')} foot={<Further />}>
      <Form onSubmit={next}>
        <RadioGroup
          name="trouble"
          label={t('recovery.start.what')}
          choices={choices.map((id) => ({ id, label: t(`recovery.trouble.${id}`), help: t(`recovery.trouble.${id}_help`) }))}
        />
        <Button type="submit" variant="primary" wide>
          {t('recovery.next')}
        </Button>
      </Form>
    </NarrowPage>
  );
}

/** The three further links of every page about not getting in, and people to talk to. */
function Further() {
  const { t } = useHouse();
  const links = [
    ['/recover?about=verify', 'recovery.further.verify'],
    ['/recover?step=account&trouble=password', 'recovery.further.mine'],
    ['/recover?about=user', 'recovery.further.user'],
    ['/support', 'recovery.further.support'],
  ] as const;
  return (
    <nav aria-labelledby="further" className="flex flex-col gap-2 px-4 text-start sm:px-8">
      <h2 id="further" className="font-medium text-ink">
        {t('recovery.further.title')}
      </h2>
      <ul className="flex flex-col gap-1.5">
        {links.map(([href, label]) => (
          <li key={href} className="min-h-6">
            <Link href={href}>{t(label)}</Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Work or school account, or a personal one. */
export function AccountStep({ trouble }: { readonly trouble: Trouble }) {
  const { t } = useHouse();
  const { go } = usePlace();
  const next = ({ account }: { readonly account: string }) => go(account === 'work' ? `/recover?step=who&trouble=${trouble}` : '/recover?about=personal');
  return (
    <NarrowPage title={t('recovery.account.title')} sentence={t('recovery.account.sentence')}>
      <Form onSubmit={next} initial={{ account: 'work' }}>
        <RadioGroup
          name="account"
          label={t('recovery.account.which')}
          choices={[
            { id: 'work', label: t('recovery.account.work'), help: t('recovery.account.work_help') },
            { id: 'personal', label: t('recovery.account.personal'), help: t('recovery.account.personal_help') },
          ]}
        />
        <div className="flex flex-col gap-3">
          <Button type="submit" variant="primary" wide>
            {t('recovery.next')}
          </Button>
          <LinkButton href="/recover" variant="quiet" wide>
            {t('recovery.back')}
          </LinkButton>
        </div>
      </Form>
    </NarrowPage>
  );
}
