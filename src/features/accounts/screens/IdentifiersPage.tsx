import type { ComponentType, ReactNode } from 'react';
import type { MessageKey } from '../../../core/locale.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { accounts } from '../contract.ts';
import type { Identifier } from '../contract.ts';

/** Questions that somebody comes with, and the kind of identifier that answers each: the first that the company has. */
const purposes = [
  ['support', ['partner']],
  ['join', ['partner']],
  ['incentives', ['location']],
  ['reseller', ['reseller_location', 'distributor_location']],
  ['publish', ['publisher']],
  ['api', ['account']],
  ['sign_on', ['issuer']],
  ['invoice', ['vat']],
] as const;
const groups = {
  company: ['partner', 'account', 'duns'],
  tax: ['registration', 'vat'],
  location: ['location'],
  sells: ['reseller_location', 'distributor_location'],
} as const;
/** Shown with their contacts by the feature that brings them. */
const elsewhere = ['publisher'];

/** Every identifier of the company by its kind, for copying; and first, which one is needed for what. */
export const identifiersPage = (Publishers: ComponentType) =>
  function IdentifiersPage() {
    return <Identifiers publishers={<Publishers />} />;
  };

function Identifiers({ publishers }: { readonly publishers: ReactNode }) {
  const { t } = useHouse();
  const at = useAccountPath();
  const { data } = useRead(accounts.listIdentifiers, {});
  if (!data)
    return (
      <Page title={t('identifiers.title')} sentence={t('identifiers.sentence')} width="reading">
        <SkeletonLines lines={8} />
      </Page>
    );
  const known: readonly string[] = [...Object.values(groups).flat(), ...elsewhere];
  const of = (kinds: readonly string[]) => data.items.filter(({ kind }) => kinds.includes(kind));
  const more = data.items.filter(({ kind }) => !known.includes(kind));
  return (
    <Page title={t('identifiers.title')} sentence={t('identifiers.sentence')} width="reading">
      <Which items={data.items} />
      <Section title={t('identifiers.company')}>
        <List items={of(groups.company)} />
      </Section>
      <Section
        title={t('identifiers.locations')}
        text={t('identifiers.locations_text')}
        action={<LinkButton href={at('/locations')}>{t('identifiers.all_locations', { count: data.locationCount })}</LinkButton>}
      >
        {of(groups.location).length > 0 ? <List items={of(groups.location)} /> : <p className="text-14 text-muted">{t('identifiers.no_location')}</p>}
      </Section>
      {of(groups.sells).length > 0 && (
        <Section title={t('identifiers.sells')} text={t('identifiers.sells_text')}>
          <List items={of(groups.sells)} />
        </Section>
      )}
      {publishers}
      {of(groups.tax).length > 0 && (
        <Section title={t('identifiers.tax')}>
          <List items={of(groups.tax)} />
        </Section>
      )}
      {more.length > 0 && (
        <Section title={t('identifiers.more')}>
          <List items={more} />
        </Section>
      )}
    </Page>
  );
}

/** "Which one do I need for …": the answer stands beside the question, ready for copying. */
function Which({ items }: { readonly items: readonly Identifier[] }) {
  const { t } = useHouse();
  return (
    <Section title={t('identifiers.which')}>
      <dl className="divide-y divide-line rounded-card border border-line bg-surface text-14">
        {purposes.map(([purpose, kinds]) => {
          const kind = kinds.find((each) => items.some((item) => item.kind === each)) ?? kinds[0];
          const [first, ...others] = items.filter((each) => each.kind === kind);
          return (
            <div key={purpose} className="grid gap-x-6 gap-y-1 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
              <dt>{t(`identifiers.purpose.${purpose}`)}</dt>
              <dd className="flex flex-wrap items-baseline gap-x-3 text-muted">
                <span>{t(`identifiers.kind.${kind}`)}</span>
                {first && others.length === 0 && <CopyId value={first.value} what={t(`identifiers.kind.${kind}`)} />}
              </dd>
            </div>
          );
        })}
      </dl>
    </Section>
  );
}

function List({ items }: { readonly items: readonly Identifier[] }) {
  const { t } = useHouse();
  const { params } = usePlace();
  const name = (kind: string) => t(`identifiers.kind.${kind}` as MessageKey);
  return (
    <ul className="divide-y divide-line text-14">
      {items.map(({ kind, value, of, link }) => (
        <li key={`${kind} ${value}`} className="grid items-baseline gap-x-6 gap-y-0.5 py-2.5 sm:grid-cols-[14rem_minmax(0,1fr)]">
          <span className="min-w-0 break-words">
            {link ? (
              <Link className="inline-block py-0.5" href={link.replace(':account', params['account'] ?? '')}>
                {of ?? name(kind)}
              </Link>
            ) : (
              (of ?? name(kind))
            )}
            {of && <span className="block text-13 text-muted">{name(kind)}</span>}
          </span>
          <CopyId value={value} what={of ? `${name(kind)} ${of}` : name(kind)} />
        </li>
      ))}
    </ul>
  );
}
