import { MessageCircleQuestion, SearchX } from 'lucide-react';
import { localeNames } from '../../../core/locale.ts';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { help } from '../contract.ts';
import { ExportSection } from './ExportSection.tsx';
import { ImportSection } from './ImportSection.tsx';
import type { z } from 'zod';

type Report = z.output<typeof help.getHelpReport.output>;

/** For the operator: what people looked for in vain, and which articles do not help. */
export function HelpReportPage() {
  const { t, locale } = useHouse();
  const { data } = useRead(help.getHelpReport, { locale });
  return (
    <Page title={t('help.report')} sentence={t('help.report.sentence')} action={<LinkButton href="/help">{t('help.all')}</LinkButton>} width="reading">
      <Section title={t('help.report.misses')} text={t('help.report.misses_text')}>
        {data ? <Misses misses={data.misses} /> : <SkeletonLines lines={6} />}
      </Section>
      <Section title={t('help.report.votes')}>{data ? <Votes votes={data.votes} /> : <SkeletonLines lines={6} />}</Section>
      <ImportSection />
      <ExportSection />
    </Page>
  );
}

function Misses({ misses }: { readonly misses: Report['misses'] }) {
  const { t, formatRelative } = useHouse();
  const forget = useAct(help.forgetMiss);
  if (misses.length === 0) return <Empty icon={SearchX} title={t('help.report.no_misses')} />;
  return (
    <ul className="divide-y divide-line border-y border-line text-14">
      {misses.map(({ asked, locale, times, lastAt }) => (
        <li key={`${locale} ${asked}`} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-2.5">
          <span className="min-w-0">
            <span lang={locale} className="font-medium break-words">
              {asked}
            </span>
            <span className="block text-13 text-muted">{t('help.report.asked', { times, language: localeNames[locale], when: formatRelative(lastAt) })}</span>
          </span>
          <Button size="small" aria-label={t('help.report.settle_one', { asked })} onPress={() => forget.mutateAsync({ locale, asked })}>
            {t('help.report.settle')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Votes({ votes }: { readonly votes: Report['votes'] }) {
  const { t, formatList, formatDate } = useHouse();
  if (votes.length === 0) return <Empty icon={MessageCircleQuestion} title={t('help.report.no_votes')} />;
  return (
    <ul className="flex flex-col divide-y divide-line border-y border-line text-14">
      {votes.map(({ article, title, helped, not, reasons, remarks }) => (
        <li key={article} className="flex flex-col gap-1.5 py-3">
          <p className="font-medium">{title ? <Link href={`/help/${article}`}>{title}</Link> : article}</p>
          <p className="text-13 text-muted">
            {t('help.report.counts', { helped, not })}
            {reasons.length > 0 && (
              <span className="block">
                {formatList(
                  reasons.map(({ reason, times }) => t('help.report.reason', { reason: t(`help.reason.${reason}`), times })),
                  'unit',
                )}
              </span>
            )}
          </p>
          {remarks.length > 0 && (
            <ul className="flex flex-col gap-1 border-s-2 border-line ps-3">
              {remarks.map(({ remark, locale, votedAt }) => (
                <li key={`${remark} ${votedAt.getTime()}`}>
                  <span lang={locale}>{remark}</span> <span className="text-13 text-muted">{formatDate(votedAt)}</span>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
