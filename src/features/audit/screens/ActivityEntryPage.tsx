import { ArrowRight } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList, type Fact } from '../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { type ActivityEntry, areaOf } from '../contract.ts';
import { changesOf, doerOf, sentenceOf } from '../contract/words.ts';
import { type LogPlace, useLog } from './useLog.ts';

/** How often a fresh entry looks whether it is sealed by now. */
const sealMs = 3_000;

/** One entry: who, whom, when, from where; what was before and what is after; its place in the chain. */
export function ActivityEntryPage() {
  const house = useHouse();
  const { t } = house;
  const log = useLog();
  const { params } = usePlace();
  const [isWaiting, setWaiting] = useState(false);
  const question = { ...log.of, entryId: params['entryId'] ?? '' };
  const entry = useRead(log.ask.entry, question, isWaiting ? { everyMs: sealMs } : {}).data as ActivityEntry | undefined;
  const waits = entry?.seal === null;
  useEffect(() => setWaiting(waits), [waits]);
  return (
    <Page title={entry ? sentenceOf(entry, house) : t('audit.title')} crumbs={[{ label: t('audit.title'), href: log.at() }]} width="reading">
      {entry ? (
        <>
          <Facts entry={entry} log={log} />
          <Changes entry={entry} />
          <Seal entry={entry} log={log} />
        </>
      ) : (
        <SkeletonLines lines={6} />
      )}
    </Page>
  );
}

function Facts({ entry, log }: { readonly entry: ActivityEntry; readonly log: LogPlace }) {
  const { t, formatDate } = useHouse();
  const { by, concerned, origin, at } = entry;
  const area = areaOf(entry.name);
  const device = [origin.browser, origin.system].filter(Boolean).join(' · ');
  const doer = doerOf(by, t);
  const facts: (Fact | false)[] = [
    {
      label: t('audit.detail.when'),
      value: (
        <>
          {formatDate(at, 'moment')} <span className="font-mono text-12 text-muted">{new Date(at).toISOString()}</span>
        </>
      ),
    },
    {
      label: t('audit.detail.by'),
      value: (
        <With
          href={by.personId && log.at('', { by: by.personId })}
          says={t('audit.detail.by_all')}
          of={by.kind === 'operator' ? t('audit.by.operator', { name: doer }) : doer}
        />
      ),
    },
    concerned !== null && {
      label: t('audit.detail.concerned'),
      value: (
        <With
          href={concerned.personId && log.at('', { about: concerned.personId, ...(concerned.name ? { name: concerned.name } : {}) })}
          says={t('audit.detail.concerned_all')}
          of={concerned.name ?? t('audit.erased')}
        />
      ),
    },
    { label: t('audit.detail.address'), value: origin.address ? [origin.address, device].filter(Boolean).join(' · ') : t('audit.detail.address_none') },
    {
      label: t('audit.detail.kind'),
      value: (
        <With
          href={log.at('', { kind: entry.name })}
          says={t('audit.kind_only')}
          of={
            <>
              {area && t(`audit.area.${area}`)} <span className="font-mono text-12 text-muted">{entry.name}</span>
            </>
          }
        />
      ),
    },
    origin.application !== null && { label: t('audit.detail.via'), value: origin.application },
    origin.requestId !== null && { label: t('audit.detail.request'), value: <CopyId value={origin.requestId} what={t('audit.copy.request')} /> },
  ];
  return <DescriptionList facts={facts.filter((fact): fact is Fact => fact !== false)} />;
}

/** A fact, and the way to every entry that shares it. */
function With({ of, says, href }: { readonly of: ReactNode; readonly says: string; readonly href: string | null }) {
  return (
    <span className="flex flex-wrap gap-x-4 gap-y-1">
      <span className="min-w-0 break-words">{of}</span>
      {href && (
        <Link href={href} className="text-13">
          {says}
        </Link>
      )}
    </span>
  );
}

function Changes({ entry }: { readonly entry: ActivityEntry }) {
  const house = useHouse();
  const { t } = house;
  const changes = changesOf(entry.before, entry.after, house);
  return (
    <Section title={t('audit.detail.changes')}>
      {changes.length === 0 ? (
        <p className="text-14 text-muted">{t('audit.detail.no_changes')}</p>
      ) : (
        <table className="w-full border-collapse text-14 max-sm:block">
          <thead className="text-start text-13 text-muted max-sm:sr-only">
            <tr>
              {(['field', 'before', 'after'] as const).map((head) => (
                <th key={head} scope="col" className="border-b border-line py-2 pe-4 text-start font-medium">
                  {t(`audit.detail.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="max-sm:block">
            {changes.map(({ label, before, after }) => (
              <tr key={label} className="border-b border-line align-top last:border-0 max-sm:flex max-sm:flex-wrap max-sm:gap-x-2 max-sm:py-2">
                <th scope="row" className="py-2.5 pe-4 text-start font-normal text-muted max-sm:w-full max-sm:py-0 sm:w-48">
                  {label}
                </th>
                <td className="py-2.5 pe-4 break-words max-sm:p-0 sm:w-2/5">
                  <span className={before === null ? 'text-faint' : 'text-muted'}>{before ?? t('audit.nothing')}</span>
                </td>
                <td className="py-2.5 font-medium break-words max-sm:inline-flex max-sm:items-baseline max-sm:gap-2 max-sm:p-0">
                  <ArrowRight size={14} aria-hidden className="flex-none self-center text-faint sm:hidden" />
                  {after ?? t('audit.nothing')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Seal({ entry, log }: { readonly entry: ActivityEntry; readonly log: LogPlace }) {
  const { t, formatDate } = useHouse();
  const { seal, place } = entry;
  return (
    <Section title={t('audit.detail.seal')} action={<Link href={log.at('/proof')}>{t('audit.seal.how')}</Link>}>
      {seal && place !== null ? (
        <>
          <DescriptionList
            facts={[
              {
                label: t('audit.detail.sealed'),
                value: t('audit.proof.sealed_at', { entry: t('audit.entry_number', { place }), when: formatDate(seal.sealedAt, 'moment') }),
              },
              { label: t('audit.detail.link'), value: <CopyId value={seal.link} what={t('audit.copy.link')} /> },
            ]}
          />
          {seal.erased > 0 && <p className="text-14 text-muted">{t('audit.detail.erased', { count: seal.erased })}</p>}
          <details className="text-14">
            <summary className="cursor-pointer rounded-mark text-accent-ink">{t('audit.detail.line')}</summary>
            <p className="mt-2 text-muted">{t('audit.detail.line_text')}</p>
            <pre className="mt-2 rounded-card border border-line bg-sunken p-3 font-mono text-12 break-all whitespace-pre-wrap" translate="no">
              {seal.line}
            </pre>
          </details>
        </>
      ) : (
        <p className="text-14 text-muted">{t('audit.detail.unsealed')}</p>
      )}
    </Section>
  );
}
