import { CircleCheck, CircleDashed, Hourglass, PenLine } from 'lucide-react';
import type { MessageKey } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import type { RequirementShown } from '../contract.ts';
import { useProgramLink } from './standing.tsx';

/** What a program asks: how each requirement stands, where it is mended and who may. */
export function RequirementList({ requirements }: { readonly requirements: readonly RequirementShown[] }) {
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-surface">
      {requirements.map((each) => (
        <RequirementLine key={each.title.key + each.title.text} requirement={each} />
      ))}
    </ul>
  );
}

function RequirementLine({ requirement }: { readonly requirement: RequirementShown }) {
  const { t, formatDate } = useHouse();
  const to = useProgramLink();
  const { met, title, detail, who, link, due } = requirement;
  const isToSay = requirement.statement !== null && detail.key === 'programs.met.statement';
  const Mark = isToSay ? PenLine : met ? CircleCheck : who === 'you' || who === 'colleague' ? CircleDashed : Hourglass;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 gap-y-2 px-4 py-3 sm:grid-cols-[auto_minmax(0,1fr)_auto]">
      <Mark size={20} aria-hidden className={met && !isToSay ? 'self-start text-success' : 'self-start text-muted'} />
      <div className="text-14">
        <p className="font-medium">
          {title.text ?? t(title.key as MessageKey, title.values)}
          <span className="sr-only">{!isToSay && t(met ? 'programs.requirement_met' : 'programs.requirement_unmet')}</span>
        </p>
        <p className="text-muted">
          {t(detail.key as MessageKey, detail.values)}
          {due && !met ? t('programs.requirement_due', { day: formatDate(due, 'long') }) : ''}
        </p>
        {!met && <WhoMends requirement={requirement} />}
      </div>
      {!met && who === 'you' && link && (
        <div className="max-sm:col-start-2">
          <LinkButton href={to(link)} size="small">
            {t('programs.mend')}
          </LinkButton>
        </div>
      )}
    </li>
  );
}

/** Whose turn it is when it is not the reader's. */
function WhoMends({ requirement: { who, people, roles } }: { readonly requirement: RequirementShown }) {
  const { t, formatList, center } = useHouse();
  if (who === 'you' && people.length === 0) return null;
  if (who === 'operator') return <p className="text-13 text-muted">{t('programs.mend_operator', { operator: center.name })}</p>;
  if (who === 'partner') return <p className="text-13 text-muted">{t('programs.mend_partner')}</p>;
  const names = formatList(
    people.map(({ name }) => name),
    'disjunction',
  );
  return (
    <p className="text-13 text-muted">
      {names
        ? t('programs.next.ask', { people: names })
        : t('programs.next.roles', {
            roles: formatList(
              roles.map((role) => t(`roles.${role}` as MessageKey)),
              'disjunction',
            ),
          })}
    </p>
  );
}
