import { useHouse } from '../../../web/house.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { keepTypedAddress } from './typedAddress.ts';

/** The way out for whoever is stuck: the page that brings people back in, and people to talk to. */
export function CannotGetIn({ email }: { readonly email: () => string }) {
  const { t } = useHouse();
  return (
    <p className="flex flex-wrap justify-center gap-x-5 gap-y-1">
      <Link href="/recover" onClick={() => keepTypedAddress(email())}>
        {t('signin.cannot_get_in')}
      </Link>
      <Link href="/support">{t('signin.support')}</Link>
    </p>
  );
}
