import { Headset } from 'lucide-react';
import { useState } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { ComboBox } from '../../../web/ui/ComboBox.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { useCountryOptions } from '../../accounts/screens/useCountryOptions.ts';
import { purposes, type ReachableContact } from '../contract/directory.ts';
import { ContactCard } from './ContactCard.tsx';
import { countryOfBrowser, useDirectory } from './useDirectory.ts';

type Words = 'country' | 'language' | 'product' | 'purpose';
const languageOf = (tag: string): string => tag.split('-')[0] ?? tag;
/** A Chinese reader is served in either script: what is spoken is one language. */
const speaks = ({ languages }: ReachableContact, language: string): boolean => languages.some((each) => languageOf(each) === languageOf(language));

/** Whom one can turn to, before and after signing in. What is chosen stands in the address, so that it can be sent to a colleague. */
export function SupportPage() {
  const { t, locale, center } = useHouse();
  const { search, setSearch } = usePlace();
  const [guess] = useState(() => countryOfBrowser(navigator.languages));
  const [timeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const chosen = (word: Words) => search.get(word) ?? '';
  const choose = (word: Words, value: string) => setSearch({ [word]: value || null });
  const { value: answer, error, retry } = useDirectory(search.get('country') ?? guess);
  const language = search.get('language') ?? languageOf(locale);
  return (
    <Page title={t('support.title')} sentence={t('support.sentence')} width="reading">
      <LockedOut />
      <p className="text-14">
        <Link href="/help">{t('support.articles')}</Link>
      </p>
      {!answer && (error ? <ErrorState onRetry={retry} /> : <SkeletonLines lines={8} />)}
      {answer && (
        <>
          <Choices items={answer.items} countries={answer.countries} country={answer.country} language={language} chosen={chosen} choose={choose} />
          <Contacts items={answer.items.filter(fitting(chosen('product'), chosen('purpose')))} language={language} now={answer.now} timeZone={timeZone} />
          <Desk name={center.name} {...answer.fallback} />
          <Section title={t('support.verify')} text={t('support.verify_text')} action={<LinkButton href="/verify">{t('support.verify_do')}</LinkButton>}>
            {null}
          </Section>
        </>
      )}
    </Page>
  );
}

/** An entry for everything fits every choice. */
const fitting =
  (product: string, purpose: string) =>
  (contact: ReachableContact): boolean =>
    (!product || contact.product === '*' || contact.product === product) && (!purpose || contact.purpose === '*' || contact.purpose === purpose);

/** Most of those who come here cannot sign in, and need nobody for it. */
function LockedOut() {
  const { t } = useHouse();
  return (
    <section className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-card border border-line bg-surface px-4 py-4 sm:px-5">
      <div className="min-w-0 flex-1 basis-72 text-14">
        <h2 className="font-semibold">{t('support.locked_out')}</h2>
        <p className="text-muted">{t('support.locked_out_text')}</p>
      </div>
      <LinkButton href="/recover" variant="primary">
        {t('support.recover')}
      </LinkButton>
    </section>
  );
}

interface ChoicesProps {
  readonly items: readonly ReachableContact[];
  readonly countries: readonly string[];
  readonly country: string;
  readonly language: string;
  readonly chosen: (word: Words) => string;
  readonly choose: (word: Words, value: string) => void;
}

/** The country, then only what makes a difference there. */
function Choices({ items, countries, country, language, chosen, choose }: ChoicesProps) {
  const { t, locale, compareNames } = useHouse();
  const options = useCountryOptions(countries);
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  const tongues = [...new Set([language, ...items.flatMap(({ languages }) => languages.map(languageOf))])].filter((each) => each !== 'any');
  const products = new Map(items.flatMap((item) => (item.productName ? [[item.product, item.productName] as const] : [])));
  const known = purposes.filter((purpose) => purpose !== '*' && items.some((item) => item.purpose === purpose));
  const byName = (list: { id: string; label: string }[]) => list.sort((a, b) => compareNames(a.label, b.label));
  const hasSigningIn = items.some(({ product }) => product === 'signin');
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <ComboBox
        name="country"
        label={t('support.country')}
        options={[{ id: '*', label: t('support.every_country') }, ...options]}
        value={country}
        onChange={(value) => choose('country', value)}
      />
      {tongues.length > 1 && (
        <Select
          name="language"
          label={t('support.language')}
          options={[{ id: 'any', label: t('support.any_language') }, ...byName(tongues.map((id) => ({ id, label: names.of(id) ?? id })))]}
          value={language}
          onChange={(value) => choose('language', value)}
        />
      )}
      {(products.size > 0 || hasSigningIn) && (
        <Select
          name="product"
          label={t('support.product')}
          options={[
            { id: '*', label: t('support.any_product') },
            ...(hasSigningIn ? [{ id: 'signin', label: t('support.product.signin') }] : []),
            ...byName([...products].map(([id, label]) => ({ id, label }))),
          ]}
          value={chosen('product') || '*'}
          onChange={(value) => choose('product', value === '*' ? '' : value)}
        />
      )}
      {known.length > 0 && (
        <Select
          name="purpose"
          label={t('support.purpose')}
          options={[{ id: '*', label: t('support.purpose.any') }, ...known.map((id) => ({ id, label: t(`support.purpose.${id as 'access'}`) }))]}
          value={chosen('purpose') || '*'}
          onChange={(value) => choose('purpose', value === '*' ? '' : value)}
        />
      )}
    </div>
  );
}

interface ContactsProps {
  readonly items: readonly ReachableContact[];
  readonly language: string;
  readonly now: Date;
  readonly timeZone: string;
}

/** Those who speak the reader's language first; nobody is kept from the others. */
function Contacts({ items, language, now, timeZone }: ContactsProps) {
  const { t } = useHouse();
  const near = items.filter((item) => language === 'any' || speaks(item, language));
  const rest = items.filter((item) => !near.includes(item));
  if (items.length === 0) return <Empty icon={Headset} title={t('support.none')} text={t('support.none_text')} />;
  const list = (title: string, contacts: readonly ReachableContact[]) =>
    contacts.length > 0 && (
      <section className="flex flex-col gap-3">
        <h2 className="text-16 font-semibold">{title}</h2>
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {contacts.map((contact) => (
            <ContactCard key={contact.contactId} contact={contact} now={now} timeZone={timeZone} />
          ))}
        </ul>
      </section>
    );
  return (
    <>
      {list(t('support.contacts'), near)}
      {list(t('support.other_languages'), rest)}
      <p className="text-13 text-muted">{t('support.zone', { zone: timeZone })}</p>
    </>
  );
}

/** Whoever finds nobody above writes here: it is there for every country. */
function Desk({ name, email, phone }: { readonly name: string; readonly email: string | null; readonly phone: string | null }) {
  const { t } = useHouse();
  const isThere = email !== null || phone !== null;
  return (
    <Section title={t('support.desk', { name })} text={isThere ? t('support.desk_text') : t('support.no_desk', { name })}>
      {isThere && (
        <ul className="flex flex-col gap-1 text-14">
          {email && (
            <li>
              <Link href={`mailto:${email}`}>{email}</Link>
            </li>
          )}
          {phone && (
            <li>
              <Link href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</Link>
            </li>
          )}
        </ul>
      )}
    </Section>
  );
}
