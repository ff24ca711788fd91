import { useState } from 'react';
import { localeNames, locales } from '../../../../core/locale.ts';
import type { Locale } from '../../../../core/locale.ts';
import { urlOf } from '../../../../web/api.ts';
import { useList, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { useSecondLanguage } from '../../../../web/second/useSecondLanguage.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { CopyId } from '../../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Markdown } from '../../../../web/ui/Markdown.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { agreements } from '../../contract.ts';
import type { TextInFull } from '../../contract.ts';
import { LanguageChoice } from '../LanguageChoice.tsx';
import { RecordLanguage } from '../RecordLanguage.tsx';
import { TextMark, useRegionName } from '../marks.tsx';
import { DraftForm } from './DraftForm.tsx';
import { Publishing } from './Publishing.tsx';

/** One text: a draft to write and publish, or what was published, with who accepted it. */
export function TextPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const { data } = useRead(agreements.getText, { textId: params['textId'] ?? '' });
  const crumbs = [{ label: t('agreements.op.title'), href: '/operator/agreements' }];
  if (!data) {
    return (
      <Page title={t('agreements.op.one')} width="reading" crumbs={crumbs}>
        <SkeletonLines lines={10} />
      </Page>
    );
  }
  return (
    <Page title={data.title || data.agreement} width="reading" crumbs={crumbs} mark={<TextMark state={data.state} />}>
      {data.isShipped && data.state === 'in_force' && <Banner kind="info">{t('agreements.op.shipped')}</Banner>}
      <Facts data={data} />
      {data.can.edit && (
        <>
          <DraftForm key={data.textId} data={data} />
          <Publishing data={data} />
        </>
      )}
      {data.locales.length > 0 && <Shown data={data} />}
      {data.number !== null && <Acceptances textId={data.textId} />}
    </Page>
  );
}

function Facts({ data }: { readonly data: TextInFull }) {
  const { t, formatDate } = useHouse();
  const region = useRegionName();
  const { agreement, number, validFrom, earlierUntil, publishedAt, publishedBy } = data;
  return (
    <DescriptionList
      facts={[
        { label: t('agreements.op.agreement'), value: <span className="font-mono">{agreement}</span> },
        { label: t('agreements.region'), value: region(data.region) },
        ...(number === null ? [] : [{ label: t('agreements.version'), value: number }]),
        ...(validFrom ? [{ label: t('agreements.op.valid_from'), value: formatDate(validFrom, 'long') }] : []),
        ...(number === null || number === 1
          ? []
          : [{ label: t('agreements.op.earlier_until'), value: earlierUntil ? formatDate(earlierUntil, 'long') : t('agreements.op.earlier_for_good') }]),
        ...(publishedAt
          ? [
              {
                label: t('agreements.op.published'),
                value: publishedBy
                  ? t('agreements.op.published_by', { day: formatDate(publishedAt, 'long'), name: publishedBy })
                  : formatDate(publishedAt, 'long'),
              },
            ]
          : []),
      ]}
    />
  );
}

/** The text as companies read it, in one language. */
function Shown({ data }: { readonly data: TextInFull }) {
  const { t, locale } = useHouse();
  const [wanted, choose] = useState(locale);
  const chosen = data.locales.find((each) => each === wanted) ?? data.locales.find((each) => each === 'en') ?? data.locales[0] ?? 'en';
  const text = data.texts[chosen];
  const sha256 = data.sha256[chosen];
  return (
    <Section title={t(data.number === null ? 'agreements.op.preview' : 'agreements.op.text')}>
      <LanguageChoice locales={locales.filter((each) => data.locales.includes(each))} chosen={chosen} onChoose={choose} />
      {chosen !== 'en' && <p className="text-13 text-muted">{t('agreements.courtesy')}</p>}
      <div className="flex flex-col gap-3 rounded-card border border-line bg-surface p-5">
        <p lang={chosen} className="text-20 font-semibold">
          {text?.title}
        </p>
        <Markdown text={text?.text ?? ''} lang={chosen} top={3} />
      </div>
      {sha256 && (
        <p className="flex flex-wrap items-center gap-x-2 text-13 text-muted">
          {t('ui.noted', { text: t('agreements.fingerprint'), note: localeNames[chosen] })} <CopyId value={sha256} what={t('agreements.fingerprint')} />
        </p>
      )}
    </Section>
  );
}

function Acceptances({ textId }: { readonly textId: string }) {
  const { t, locale, formatDate } = useHouse();
  const list = useList(agreements.listAcceptances, { textId, limit: 20 });
  const { mode, other, others } = useSecondLanguage();
  const [beside, choose] = useState<Locale | null>(mode === 'both' ? other : null);
  return (
    <Section title={t('agreements.op.who')}>
      {list.isLoading && <SkeletonLines lines={3} />}
      {!list.isLoading && list.items.length === 0 && <p className="text-14 text-muted">{t('agreements.op.who_none')}</p>}
      {list.items.length > 0 && <RecordLanguage others={others} value={beside} onChange={choose} />}
      {list.items.length > 0 && (
        <ul className="divide-y divide-line text-14">
          {list.items.map((row) => (
            <li key={row.accountId} className="flex flex-wrap justify-between gap-x-6 gap-y-0.5 py-2.5">
              <span className="min-w-0 flex-1 basis-72">
                <Link href={`/operator/accounts/${row.accountId}`}>{row.company}</Link>
                <span className="block text-13 text-muted">{t('agreements.record_by', { name: row.by, email: row.email })}</span>
              </span>
              <span className="flex flex-col items-start gap-1 sm:items-end">
                <span className="text-13 text-muted tabular-nums">{formatDate(row.at, 'moment')}</span>
                <LinkButton
                  href={urlOf(agreements.downloadAcceptance, { textId, accountId: row.accountId, locale, ...(beside ? { beside } : {}) })}
                  size="small"
                  variant="quiet"
                  download
                >
                  {t('agreements.record_pdf')}
                </LinkButton>
              </span>
            </li>
          ))}
        </ul>
      )}
      {list.hasMore && (
        <div>
          <Button size="small" onPress={list.loadMore} pending={list.isLoadingMore}>
            {t('ui.table.more')}
          </Button>
        </div>
      )}
    </Section>
  );
}
