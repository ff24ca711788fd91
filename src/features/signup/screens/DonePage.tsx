import { CircleCheckBig } from 'lucide-react';
import { useHouse } from '../../../web/house.tsx';
import { signInPath } from '../../../web/place.ts';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import type { Finished } from '../contract.ts';

interface DonePageProps {
  readonly finished: Finished;
  readonly onAnother: () => void;
}

/** The account is there: its PartnerId, what happens next, and the way in. */
export function DonePage({ finished, onAnother }: DonePageProps) {
  const { t } = useHouse();
  const { name, partnerId, accountId, signedIn } = finished;
  const home = `/a/${accountId}`;
  return (
    <NarrowPage
      title={t('signup.done.title')}
      sentence={t('signup.done.text', { company: name })}
      foot={
        <Button variant="quiet" onPress={onAnother}>
          {t('signup.done.another')}
        </Button>
      }
    >
      <DescriptionList
        facts={[
          { label: t('signup.done.company'), value: name },
          { label: t('signup.done.partner_id'), value: <CopyId value={partnerId} what={t('signup.done.partner_id')} /> },
          { label: t('signup.done.role'), value: t('roles.global_admin') },
        ]}
      />
      <p className="flex gap-2.5 text-14">
        <CircleCheckBig size={20} aria-hidden className="mt-0.5 flex-none text-success" />
        <span>{t('signup.done.verification')}</span>
      </p>
      <LinkButton href={signedIn ? home : signInPath(home)} variant="primary" wide>
        {signedIn ? t('signup.done.open') : t('signup.done.sign_in')}
      </LinkButton>
    </NarrowPage>
  );
}
