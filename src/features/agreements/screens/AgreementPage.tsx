import { Download, FileCheck } from 'lucide-react';
import { useState } from 'react';
import { isLocale, localeNames } from '../../../core/locale.ts';
import type { Locale } from '../../../core/locale.ts';
import { urlOf } from '../../../web/api.ts';
import { useAccountId, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { useSecondLanguage } from '../../../web/second/useSecondLanguage.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Markdown } from '../../../web/ui/Markdown.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { agreements } from '../contract.ts';
import type { AgreementInFull } from '../contract.ts';
import { Accept } from './Accept.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import { AgreementMark, useRegionName } from './marks.tsx';
import { RecordLanguage } from './RecordLanguage.tsx';
import { Upcoming, useStandingSentence, Waiting } from './standing.tsx';
import { useReached } from './useReached.ts';

/** One agreement to be read to its end, and accepted below it. */
export function AgreementPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { params, search } = usePlace();
  const wanted = search.get('language');
  const textId = search.get('text');
  const { data } = useRead(agreements.getAgreement, {
    agreement: params['agreement'] ?? '',
    ...(textId ? { textId } : {}),
    ...(isLocale(wanted) ? { locale: wanted } : {}),
  });
  const crumbs = [{ label: t('agreements.title'), href: at('/agreements') }];
  if (!data) {
    return (
      <Page title={t('agreements.title')} width="reading" crumbs={crumbs}>
        <SkeletonLines lines={12} />
      </Page>
    );
  }
  return (
    <Page
      title={data.shown.title}
      titleLang={data.shown.locale}
      width="reading"
      crumbs={crumbs}
      mark={data.shown.isInForce && <AgreementMark status={data.status} />}
      sentence={<WhichText data={data} />}
    >
      {/* What was read of one text says nothing of another. */}
      <Reading key={data.shown.textId + data.shown.locale} data={data} />
    </Page>
  );
}

function WhichText({ data: { shown } }: { readonly data: AgreementInFull }) {
  const { t, formatDate } = useHouse();
  const region = useRegionName();
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const says = shown.validFrom > today ? 'agreements.version_from' : 'agreements.version_of';
  return (
    <>
      {t(says, { number: shown.number, day: formatDate(shown.validFrom, 'long') })} · {region(shown.region)}
    </>
  );
}

function Reading({ data }: { readonly data: AgreementInFull }) {
  const { t } = useHouse();
  const { setSearch } = usePlace();
  const { shown } = data;
  const [end, isReached] = useReached<HTMLParagraphElement>();
  return (
    <>
      <Standing data={data} />
      <div className="flex flex-wrap items-end justify-between gap-4">
        <LanguageChoice locales={shown.locales} chosen={shown.locale} onChoose={(locale) => setSearch({ language: locale })} />
        <DownloadText data={data} />
      </div>
      {shown.locale !== 'en' && <Banner kind="info">{t('agreements.courtesy')}</Banner>}
      <Markdown text={shown.body} lang={shown.locale} />
      {/* Page keys, the Tab key and a reading cursor bring it to the screen as scrolling does. */}
      <p ref={end} className="border-t border-line pt-4 text-13 text-muted">
        {t('agreements.end')}
      </p>
      {data.can.accept && shown.isInForce && <Accept data={data} isRead={isReached} />}
      <p className="flex flex-wrap items-center gap-x-2 text-13 text-muted">
        {t('agreements.fingerprint')} <CopyId value={shown.sha256} what={t('agreements.fingerprint')} />
      </p>
      {data.acceptances.length > 0 && <Records data={data} />}
    </>
  );
}

const bannerKinds = { accepted: 'success', available: 'warning', renewed: 'warning', expired: 'warning', unavailable: 'info', not_offered: 'info' } as const;
function Standing({ data }: { readonly data: AgreementInFull }) {
  const { t } = useHouse();
  const says = useStandingSentence();
  const { status, company, accepted } = data;
  const title = status === 'accepted' && accepted ? t('agreements.accept.done_title', { company, number: accepted.number }) : undefined;
  return (
    <Banner kind={bannerKinds[status]} {...(title ? { title } : {})}>
      <p>{says(data)}</p>
      <Waiting line={data} />
      <Upcoming line={data} />
    </Banner>
  );
}

function DownloadText({ data: { agreement, shown } }: { readonly data: AgreementInFull }) {
  const { t } = useHouse();
  const account = useAccountId();
  return (
    <LinkButton href={urlOf(agreements.downloadAgreement, { agreement, textId: shown.textId, locale: shown.locale }, account)} icon={Download} download>
      {t('agreements.download')}
    </LinkButton>
  );
}

/** Who accepted which text, and when. */
function Records({ data: { agreement, acceptances } }: { readonly data: AgreementInFull }) {
  const { t, locale, formatDate } = useHouse();
  const account = useAccountId();
  const region = useRegionName();
  const { mode, other, others } = useSecondLanguage();
  // Whoever reads two languages side by side wants the record so, too.
  const [beside, choose] = useState<Locale | null>(mode === 'both' ? other : null);
  const inTwo = beside ? { beside } : {};
  return (
    <Section title={t('agreements.records')} action={<Link href="/verify">{t('agreements.verify')}</Link>}>
      <RecordLanguage others={others} value={beside} onChange={choose} />
      <ul className="divide-y divide-line text-14">
        {acceptances.map((record) => (
          <li key={record.textId} className="flex flex-wrap justify-between gap-x-6 gap-y-1 py-2.5">
            <span className="min-w-0 flex-1 basis-72">
              <span className="block font-medium">{t('agreements.record', { number: record.number, region: region(record.region) })}</span>
              <span className="block text-muted">
                {t('agreements.record_by', { name: record.by, email: record.email })} ·{' '}
                {t('agreements.record_locale', { language: localeNames[record.locale] })}
              </span>
              <span className="block text-13">
                <CopyId value={record.sha256} what="SHA-256" />
              </span>
            </span>
            <span className="flex flex-col items-start gap-2 sm:items-end">
              <span className="text-13 text-muted tabular-nums">{formatDate(record.at, 'moment')}</span>
              <LinkButton href={urlOf(agreements.downloadRecord, { agreement, textId: record.textId, locale, ...inTwo }, account)} icon={FileCheck} download>
                {t('agreements.record_pdf_of', { number: record.number })}
              </LinkButton>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
