import { History } from 'lucide-react';
import { useList, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { DateField } from '../../../web/ui/DateField.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { audit } from '../contract.ts';
import { type ProfileChange, type ProfileField, profileFields } from '../contract/profile.ts';
import { changesOf, doerOf } from '../contract/words.ts';

/** Who changed what of the company's profile, from what and when; and the profile as it stood on a day. */
export function CompanyHistoryPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { search, setSearch } = usePlace();
  const day = search.get('on') ?? '';
  const crumbs = [{ label: t('accounts.company.title'), href: at('/company') }];
  return (
    <Page title={t('company_history.title')} sentence={t('company_history.sentence')} width="reading" crumbs={crumbs}>
      <div className="max-w-xs">
        <DateField label={t('company_history.on')} value={day} onChange={(on) => setSearch({ on: on || null })} help={t('company_history.on_help')} />
      </div>
      {endOfDay(day) && <AsOf at={endOfDay(day) ?? ''} />}
      <Changes />
    </Page>
  );
}

/** The last instant of a day where the reader is. */
function endOfDay(day: string): string | null {
  const [year, month, date] = day.split('-').map(Number);
  const end = year && month && date ? new Date(year, month - 1, date + 1).getTime() - 1 : Number.NaN;
  return Number.isNaN(end) ? null : new Date(end).toISOString();
}

function AsOf({ at }: { readonly at: string }) {
  const house = useHouse();
  const { t, formatDate } = house;
  const { data } = useRead(audit.getProfileAsOf, { at }, { catches: true });
  if (!data) return <SkeletonLines lines={6} />;
  const facts = data.fields ? changesOf(null, data.fields, house).filter(({ after }) => after !== null) : [];
  return (
    <Section
      title={t('company_history.as_of', { day: formatDate(data.at, 'long') })}
      text={data.changedAt ? t('company_history.changed_before', { when: formatDate(data.changedAt, 'moment') }) : undefined}
    >
      {data.fields ? (
        <DescriptionList facts={facts.map(({ label, after }) => ({ label, value: after }))} />
      ) : (
        <p className="text-14 text-muted">{t('company_history.not_here')}</p>
      )}
    </Section>
  );
}

function Changes() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const field = profileFields.find((each) => each === search.get('field'));
  const list = useList(audit.listProfileChanges, field ? { field } : {});
  const label = (each: ProfileField) => t(`company_history.field.${each}`);
  return (
    <Section title={t('company_history.changes')}>
      <FilterChips
        filters={[{ id: 'field', label: t('company_history.field'), options: profileFields.map((id) => ({ id, label: label(id) })) }]}
        values={{ field: field ? [field] : [] }}
        onChange={(values) => setSearch({ field: values['field']?.at(-1) ?? null })}
      />
      {list.isLoading ? (
        <SkeletonLines lines={6} />
      ) : list.items.length === 0 ? (
        <Empty icon={History} title={t('company_history.none')} />
      ) : (
        <ol className="divide-y divide-line">
          {list.items.map((change) => (
            <Change key={change.entryId} change={change} />
          ))}
        </ol>
      )}
      {list.hasMore && (
        <div>
          <Button onPress={list.loadMore}>{t('company_history.more')}</Button>
        </div>
      )}
    </Section>
  );
}

function Change({ change: { at, by, before, after } }: { readonly change: ProfileChange }) {
  const house = useHouse();
  const { t, formatDate } = house;
  return (
    <li className="flex flex-col gap-2 py-4 text-14">
      <p className="flex flex-wrap justify-between gap-x-6">
        <span className="font-medium">{doerOf(by, t)}</span>
        <span className="text-13 text-muted tabular-nums">{formatDate(at, 'moment')}</span>
      </p>
      <dl className="flex flex-col gap-1.5">
        {changesOf(before, after, house).map(({ label, before: was, after: is }) => (
          <div key={label} className="grid gap-x-4 sm:grid-cols-[12rem_minmax(0,1fr)]">
            <dt className="text-muted">{label}</dt>
            <dd className="min-w-0 break-words">
              {was !== null && (
                <>
                  <span className="text-muted line-through decoration-1">{was}</span> <span aria-hidden>→</span>{' '}
                </>
              )}
              <span className="font-medium">{is ?? t('audit.nothing')}</span>
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
