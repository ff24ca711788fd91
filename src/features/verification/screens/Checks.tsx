import { useHouse } from '../../../web/house.tsx';
import { classes } from '../../../web/ui/classes.ts';
import { Section } from '../../../web/ui/Section.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import type { Check, Compared } from '../contract.ts';

interface ChecksProps {
  readonly checks: readonly Check[];
  readonly text: string;
}

/** The three checks, each with what was compared with what, word by word. */
export function Checks({ checks, text }: ChecksProps) {
  const { t } = useHouse();
  return (
    <Section title={t('verification.checks')} text={text}>
      <div className="flex flex-col gap-6">
        {checks.map(({ check, fields }) => (
          <div key={check} className="flex flex-col gap-2">
            <h3 className="text-14 font-semibold">{t(`verification.check.${check}`)}</h3>
            <ul className="divide-y divide-line rounded-card border border-line bg-surface">
              {fields.map((field) => (
                <Field key={field.field} of={field} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  );
}

const kinds = { same: 'success', folded: 'success', differs: 'danger' } as const;

function Field({ of: { field, claimed, found, outcome, source, at, isStale } }: { readonly of: Compared }) {
  const { t, formatDate } = useHouse();
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-3 text-14 sm:grid-cols-[9rem_minmax(0,1fr)_minmax(0,1fr)]">
      <div className="flex flex-col items-start gap-1 max-sm:mb-1">
        <span className="text-muted">{t(`verification.field.${field}`)}</span>
        {outcome ? (
          <Status bare kind={isStale ? 'warning' : kinds[outcome]}>
            {t(isStale ? 'verification.outcome.stale' : `verification.outcome.${outcome}`)}
          </Status>
        ) : (
          <Status bare kind="plain">
            {t('verification.outcome.open')}
          </Status>
        )}
      </div>
      <Side label={t('verification.claimed')} text={claimed || t('verification.claimed_nothing')} />
      {found !== null && source && (
        <Side label={t(`verification.source.${source}`)} text={found} differs={outcome === 'differs' && !isStale} note={at ? formatDate(at) : undefined} />
      )}
    </li>
  );
}

function Side({
  label,
  text,
  note,
  differs = false,
}: {
  readonly label: string;
  readonly text: string;
  readonly note?: string | undefined;
  readonly differs?: boolean;
}) {
  return (
    <div className="flex min-w-0 flex-col">
      <span className="text-13 text-muted">
        {label}
        {note && <span className="tabular-nums"> · {note}</span>}
      </span>
      <span className={classes('break-words', differs && 'font-semibold text-danger')}>{text}</span>
    </div>
  );
}
