import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useHouse } from '../house.tsx';
import { Button } from './Button.tsx';
import { Link } from './Link.tsx';

interface RefusalProps {
  /** What the reader wanted, as it follows "to": "see invoices". */
  readonly what: string;
  /** The roles that hold the permission, any one is enough. */
  readonly roles: readonly string[];
  /** Those in the company who can give such a role, and where to write to them. */
  readonly people: readonly { readonly name: string; readonly email: string }[];
  /** Sends the request for the role; the button says when it was sent. */
  readonly onAsk?: () => Promise<unknown>;
}

/** Not with your roles: what it takes, who can help, and the way to ask. */
export function Refusal({ what, roles, people, onAsk }: RefusalProps) {
  const { t, formatList } = useHouse();
  const [asked, setAsked] = useState(false);
  return (
    <div role="status" className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-12 text-center">
      <span className="mb-2 flex size-11 items-center justify-center rounded-card border border-line bg-canvas text-muted">
        <Lock size={20} aria-hidden />
      </span>
      <p className="text-14 font-semibold">{t('ui.refusal.needs', { roles: formatList(roles, 'disjunction'), what })}</p>
      <p className="text-14 text-balance text-muted">{t(people.length > 0 ? 'ui.refusal.who' : 'ui.refusal.nobody')}</p>
      {people.length > 0 && (
        <ul className="mt-1 flex flex-col gap-2 text-14">
          {people.map(({ name, email }) => (
            <li key={email} className="flex flex-wrap items-baseline justify-center gap-x-2">
              <span className="font-medium">{name}</span>
              <Link href={`mailto:${email}`} className="break-all">
                {email}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {onAsk && people.length > 0 && (
        <div className="mt-3">
          <Button
            reason={asked ? t('ui.refusal.asked') : undefined}
            onPress={async () => {
              await onAsk();
              setAsked(true);
            }}
          >
            {t(asked ? 'ui.refusal.asked' : 'ui.refusal.ask')}
          </Button>
        </div>
      )}
    </div>
  );
}
