import { useState } from 'react';
import { countryName } from '../../../core/country.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useList, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ComboBox } from '../../../web/ui/ComboBox.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { Form, SubmitOrCancel } from '../../../web/ui/Form.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { accounts } from '../../accounts/contract.ts';
import { programs, resellerKinds } from '../contract.ts';
import type { ResellerAccount } from '../contract.ts';
import type { ProgramInFull } from './ProgramPage.tsx';

/** On the overview of a program through which a company sells: the location that it sells from. */
export function ResellerAccountSections({ program }: { readonly program: ProgramInFull }) {
  const sells = resellerKinds.some((kind) => (program.sections as readonly string[]).includes(kind));
  return sells ? <Sections program={program} /> : null;
}

function Sections({ program }: { readonly program: ProgramInFull }) {
  const items = useRead(programs.listResellerAccounts, {}, { catches: true }).data?.items ?? [];
  return items
    .filter((account) => account.programs.some((one) => one.program === program.program))
    .map((account) => <AccountSection key={account.kind} account={account} program={program.program} />);
}

function AccountSection({ account, program }: { readonly account: ResellerAccount; readonly program: string }) {
  const { t, locale, formatList } = useHouse();
  const [choosing, choose] = useState(false);
  const country = countryName(account.country, locale);
  const others = account.programs.filter((one) => one.program !== program).map(({ name }) => name);
  return (
    <div id="location">
      <Section title={t(`reseller_accounts.title.${account.kind}`)} text={t(`reseller_accounts.text.${account.kind}`, { country })}>
        <Linked account={account} />
        {others.length > 0 && <p className="text-14 text-muted">{t('reseller_accounts.shared', { programs: formatList(others) })}</p>}
        {choosing ? (
          <ChooseForm key={account.version} account={account} onDone={() => choose(false)} />
        ) : (
          <Steps account={account} onChoose={() => choose(true)} />
        )}
      </Section>
    </div>
  );
}

function Linked({ account: { location, country, linkedAt, linkedBy } }: { readonly account: ResellerAccount }) {
  const { t, locale, formatDate } = useHouse();
  const at = useAccountPath();
  if (!location || !linkedAt) return <Banner kind="warning">{t('reseller_accounts.none')}</Banner>;
  const place = countryName(country, locale);
  const date = formatDate(linkedAt, 'long');
  return (
    <>
      {!location.fits && <Banner kind="warning">{t('reseller_accounts.not_fitting', { place: countryName(location.country, locale), country: place })}</Banner>}
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 rounded-card border border-line bg-surface px-4 py-3 text-14">
        <div className="min-w-0">
          <Link className="inline-block py-0.5 font-medium break-words" href={at(`/locations/${location.locationId}`)}>
            {location.name}
          </Link>
          <p className="text-13 text-muted">
            {linkedBy ? t('reseller_accounts.linked_by', { date, name: linkedBy }) : t('reseller_accounts.linked_auto', { date, country: place })}
          </p>
        </div>
        <CopyId value={location.locationId} what={t('locations.id')} />
      </div>
    </>
  );
}

/** To choose among what there is, or to add what is not there yet. */
function Steps({ account: { location, country, choices, can }, onChoose }: { readonly account: ResellerAccount; readonly onChoose: () => void }) {
  const { t, locale } = useHouse();
  const at = useAccountPath();
  const place = countryName(country, locale);
  return (
    <>
      {choices === 0 && (
        <p className="text-14 text-muted">{t(location?.fits ? 'reseller_accounts.only' : 'reseller_accounts.none_fits', { country: place })}</p>
      )}
      <div className="flex flex-wrap gap-2">
        {can.link && (
          <Button variant={location?.fits ? 'secondary' : 'primary'} onPress={onChoose}>
            {t(location ? 'reseller_accounts.change' : 'reseller_accounts.choose')}
          </Button>
        )}
        {can.addLocation && (choices === 0 || !location) && (
          <LinkButton href={at(`/locations/add?country=${country}`)}>{t('reseller_accounts.add', { country: place })}</LinkButton>
        )}
      </div>
    </>
  );
}

function ChooseForm({ account, onDone }: { readonly account: ResellerAccount; readonly onDone: () => void }) {
  const { t, locale } = useHouse();
  const at = useAccountPath();
  const [search, setSearch] = useState('');
  const link = useAct(programs.linkResellerAccount);
  const { attempt, banner } = useAttempt();
  const list = useList(accounts.listLocations, { country: account.country, limit: 50, ...(search ? { search } : {}) });
  const country = countryName(account.country, locale);
  const free = list.items.filter(({ links, locationId }) => links.length === 0 && locationId !== account.location?.locationId);
  const options = free.map(({ locationId, name }) => ({ id: locationId, label: name, detail: locationId }));
  return (
    <Form<{ locationId: string }>
      label={t('reseller_accounts.choose')}
      problem={banner}
      onSubmit={({ locationId }) =>
        attempt(async () => {
          const { location } = await link.mutateAsync({ kind: account.kind, locationId, version: account.version });
          toast(t('reseller_accounts.saved', { name: location?.name ?? locationId }));
          onDone();
        })
      }
    >
      <ComboBox
        name="locationId"
        label={t('reseller_accounts.field', { country })}
        help={t('reseller_accounts.field_help')}
        options={options}
        onSearch={(text) => setSearch(free.some(({ name }) => name === text) ? '' : text.trim())}
      />
      <p className="text-14">
        <Link href={at(`/locations/add?country=${account.country}`)}>{t('reseller_accounts.add', { country })}</Link>
      </p>
      <SubmitOrCancel submit={t('reseller_accounts.save')} onCancel={onDone} />
    </Form>
  );
}
