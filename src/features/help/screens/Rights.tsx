import { Check, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { permissions } from '../../../core/grants.ts';
import type { Permission } from '../../../core/grants.ts';
import type { MessageKey } from '../../../core/locale.ts';
import { useAccountId, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useSlots } from '../../../web/shell/slots.ts';
import { members } from '../../members/contract.ts';
import type { HelpArticle } from '../contract.ts';

type Held = NonNullable<HelpArticle['rights']>;

/** The roles that an article is for, and whether the reader has one. */
export function Rights({ rights }: { readonly rights: HelpArticle['rights'] }) {
  const account = useAccountId();
  if (!rights) return null;
  // Rights of the operator's people are not a company's to give.
  const isOfCompany = permissions[rights.permission as Permission]?.side === 'account';
  return account && isOfCompany ? <OwnRights rights={rights} /> : <Line rights={rights} />;
}

function Line({ rights: { roles }, children }: { readonly rights: Held; readonly children?: ReactNode }) {
  const { t, formatList } = useHouse();
  const names = roles.map((role) => t(`roles.${role}` as MessageKey));
  return (
    <div className="flex max-w-reading flex-wrap items-start gap-x-2 gap-y-1 border-y border-line py-3 text-14">
      <Users size={16} aria-hidden className="mt-1 flex-none text-muted" />
      <div className="min-w-0 flex-1">
        <p>{t('help.roles', { names: formatList(names, 'disjunction') })}</p>
        {children}
      </div>
    </div>
  );
}

/** In the portal the reader's own rights are known, and who can give what is missing. */
function OwnRights({ rights }: { readonly rights: Held }) {
  const { t, formatList } = useHouse();
  const { WhyNot } = useSlots();
  const { data } = useRead(members.explain, { permission: rights.permission, needs: rights.needs } as z.input<typeof members.explain.input>, { catches: true });
  if (!data) return <Line rights={rights} />;
  const { refusal } = data;
  return (
    <Line rights={rights}>
      {refusal === null ? (
        <p className="flex items-center gap-1.5 text-success">
          <Check size={16} aria-hidden className="flex-none" />
          {t('help.roles.yours')}
        </p>
      ) : (
        <p className="flex flex-wrap items-center gap-x-2 text-muted">
          {refusal.grantors.length > 0 && refusal.sections.length === 0 && !refusal.suspended
            ? t('help.roles.ask', {
                names: formatList(
                  refusal.grantors.slice(0, 3).map(({ name }) => name),
                  'disjunction',
                ),
              })
            : t('help.roles.not_yours')}
          {WhyNot && <WhyNot permission={refusal.permission} needs={refusal.needs} />}
        </p>
      )}
    </Line>
  );
}
