import type { ComponentType } from 'react';
import { Link } from '../../../web/ui/Link.tsx';
import { useRead, useAccountId } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import type { MessageKey } from '../../../core/locale.ts';
import { accounts } from '../contract.ts';
import type { HomeFigure } from '../contract.ts';
import { HomePrograms } from './HomePrograms.tsx';
import { HomeTasks } from './HomeTasks.tsx';
import { VettingMark, VettingNotice } from './vetting.tsx';

/** Home of a company, with what a later feature sets beside it: the card that names the admins. */
export function homePage(Aside: ComponentType): ComponentType {
  return function CompanyHome() {
    return <HomePage Aside={Aside} />;
  };
}

/** What waits for me, in the company and in each of its programs; then who can help and a few figures. */
export function HomePage({ Aside }: { readonly Aside: ComponentType }) {
  const { t } = useHouse();
  const account = useAccountId() ?? '';
  const { data: home } = useRead(accounts.getHome, {});
  if (!home) {
    return (
      <Page title={t('accounts.home.title')}>
        <SkeletonLines lines={6} />
      </Page>
    );
  }
  const own = home.tasks.filter((task) => task.program === null || !home.programs.some(({ program }) => program === task.program));
  const figures = home.figures.filter(({ program }) => program === undefined);
  const inOrder = [...own, ...home.programs.flatMap(({ program }) => home.tasks.filter((task) => task.program === program))];
  const first = inOrder.find((task) => task.can);
  const to = (link: string) => link.replace(':account', account);
  return (
    <Page title={home.name} mark={<VettingMark status={home.vetting.status} />} sentence={<CopyId value={home.partnerId} what={t('accounts.partner_id')} />}>
      <div className="@container">
        <div className="grid gap-x-12 gap-y-10 @4xl:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="flex min-w-0 flex-col gap-8">
            {home.vetting.status !== 'authorized' && <VettingNotice vetting={home.vetting} />}
            {(own.length > 0 || home.tasks.length === 0) && <HomeTasks tasks={own} first={first} to={to} />}
            {home.programs.length > 0 && <HomePrograms programs={home.programs} tasks={home.tasks} figures={home.figures} first={first} to={to} />}
          </div>
          <aside className="flex min-w-0 flex-col gap-8">
            {figures.length > 0 && <Figures figures={figures} to={to} />}
            <Aside />
          </aside>
        </div>
      </div>
    </Page>
  );
}

function Figures({ figures, to }: { readonly figures: readonly HomeFigure[]; readonly to: (link: string) => string }) {
  const { t, formatNumber } = useHouse();
  return (
    <section aria-label={t('accounts.home.figures')}>
      <dl className="grid grid-cols-3 divide-x divide-line rounded-card border border-line bg-surface">
        {figures.map(({ key, value, link }) => (
          <div key={key} className="flex min-w-0 flex-col-reverse justify-end gap-0.5 px-2.5 py-3 wrap-anywhere sm:px-4">
            <dt className="text-13 leading-snug text-muted">
              {link ? (
                <Link href={to(link)} look="plain">
                  {t(`accounts.figure.${key}` as MessageKey, { count: value })}
                </Link>
              ) : (
                t(`accounts.figure.${key}` as MessageKey, { count: value })
              )}
            </dt>
            <dd className="text-20 font-semibold tabular-nums">{formatNumber(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
