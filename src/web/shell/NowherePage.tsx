import { Building2 } from 'lucide-react';
import { useHouse } from '../house.tsx';
import { useSession } from '../session.tsx';
import type { SessionActs } from '../session.tsx';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Page } from '../ui/Page.tsx';
import { leave } from './leave.ts';

/** Someone who is signed in and belongs to no company: how that comes, and the three ways out. */
export function NowherePage({ acts }: { readonly acts: SessionActs }) {
  const { t } = useHouse();
  const { email } = useSession();
  return (
    <Page title={t('shell.nowhere.title')} width="reading">
      <Empty
        icon={Building2}
        title={t('shell.nowhere.signed_in', { email })}
        text={t('shell.nowhere.text')}
        action={
          <>
            <LinkButton href="/sign-up" variant="primary">
              {t('shell.nowhere.sign_up')}
            </LinkButton>
            <LinkButton href="/me/profile">{t('shell.me.profile')}</LinkButton>
            <Button variant="quiet" onPress={() => leave(acts)}>
              {t('shell.me.sign_out')}
            </Button>
          </>
        }
      />
    </Page>
  );
}
