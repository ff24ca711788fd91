import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { accounts } from '../contract.ts';

/** Who of the operator's people looked into the account, when and why. */
export function Looks() {
  const { t } = useHouse();
  const looks = useList(accounts.listLooks, { limit: 10 });
  return (
    <Section title={t('accounts.looks.title')} text={t('accounts.looks.text')}>
      {looks.isLoading ? (
        <SkeletonLines lines={2} />
      ) : looks.items.length === 0 ? (
        <p className="text-14 text-muted">{t('accounts.looks.none')}</p>
      ) : (
        <LookList looks={looks.items} />
      )}
      {looks.hasMore && (
        <div>
          <Button size="small" onPress={looks.loadMore} pending={looks.isLoadingMore}>
            {t('ui.table.more')}
          </Button>
        </div>
      )}
    </Section>
  );
}

interface LookShown {
  readonly at: Date;
  readonly by: string;
  readonly why: 'verification' | 'support' | 'audit' | 'other';
  readonly note: string | null;
}

export function LookList({ looks }: { readonly looks: readonly LookShown[] }) {
  const { t, formatDate } = useHouse();
  return (
    <ul className="divide-y divide-line text-14">
      {looks.map((look, at) => (
        <li key={at} className="flex flex-wrap justify-between gap-x-6 gap-y-0.5 py-2.5">
          <span className="min-w-0">
            <span className="font-medium">{look.by}</span> <span className="text-muted">{t(`accounts.look.${look.why}`)}</span>
            {look.note && <span className="block text-muted">{look.note}</span>}
          </span>
          <span className="text-13 text-muted tabular-nums">{formatDate(look.at, 'moment')}</span>
        </li>
      ))}
    </ul>
  );
}
