import { Download, Headset, Plus, Upload } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { countryName } from '../../../../core/country.ts';
import { addressOf } from '../../../../core/endpoint.ts';
import { pickLocale, type Locale } from '../../../../core/locale.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Badge } from '../../../../web/ui/Badge.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { OrderedList } from '../../../programs/screens/operator/OrderedList.tsx';
import { support } from '../../contract.ts';
import type { SupportContact } from '../../contract/directory.ts';

const here = '/operator/support-contacts';

/** The support directory as the operator keeps it: in the order in which visitors find it. */
export function ContactsPage() {
  const { t, locale, compareNames } = useHouse();
  const { search, setSearch } = usePlace();
  const { data } = useRead(support.listSupportContacts, {});
  const nameOf = (country: string) => (country === '*' ? t('support.every_country') : countryName(country, locale));
  const country = search.get('country') ?? '';
  const items = data?.items.filter((item) => !country || item.country === country) ?? [];
  const countries = [...new Set(data?.items.map((item) => item.country))].map((id) => ({ id, label: nameOf(id) }));
  const add = data?.can.edit && (
    <LinkButton href={`${here}/new`} variant="primary" icon={Plus}>
      {t('contacts.add')}
    </LinkButton>
  );
  return (
    <Page
      title={t('contacts.title')}
      sentence={t('contacts.sentence')}
      width="reading"
      action={data && <Tools editable={data.can.edit} add={data.items.length > 0 && add} />}
    >
      {!data && <SkeletonLines lines={8} />}
      {data && <Gaps unreachable={data.unreachable} deskOnly={data.deskOnly} />}
      {data?.items.length === 0 && <Empty icon={Headset} title={t('contacts.none')} text={t('contacts.none_text')} action={add} />}
      {countries.length > 1 && (
        <Select
          name="country"
          label={t('contacts.filter')}
          width="half"
          options={[{ id: '-', label: t('contacts.everything') }, ...countries.toSorted((a, b) => compareNames(a.label, b.label))]}
          value={country || '-'}
          onChange={(value) => setSearch({ country: value === '-' ? null : value })}
        />
      )}
      {data && items.length > 0 && <Kept items={items} all={data.items} editable={data.can.edit} nameOf={nameOf} />}
    </Page>
  );
}

function Tools({ editable, add }: { readonly editable: boolean; readonly add: ReactNode }) {
  const { t } = useHouse();
  return (
    <>
      <LinkButton href={addressOf(support.exportSupportContacts)} icon={Download} download>
        {t('contacts.export')}
      </LinkButton>
      {editable && (
        <LinkButton href={`${here}/import`} icon={Upload}>
          {t('contacts.import')}
        </LinkButton>
      )}
      {add}
    </>
  );
}

/** Where somebody who is locked out would find nobody, or the desk alone. */
function Gaps({ unreachable, deskOnly }: { readonly unreachable: readonly string[]; readonly deskOnly: readonly string[] }) {
  const { t, locale, formatList } = useHouse();
  if (unreachable.length > 0)
    return (
      <Banner
        kind="warning"
        title={t('contacts.unreachable', { count: unreachable.length })}
        action={<LinkButton href="/operator/settings">{t('contacts.to_settings')}</LinkButton>}
      >
        {t('contacts.unreachable_text')}
      </Banner>
    );
  if (deskOnly.length === 0) return null;
  const countries = formatList(deskOnly.map((country) => countryName(country, locale)));
  return (
    <Banner kind="info" title={t('contacts.desk_only', { countries })}>
      {t('contacts.desk_only_text')}
    </Banner>
  );
}

interface KeptProps {
  readonly items: readonly SupportContact[];
  readonly all: readonly SupportContact[];
  readonly editable: boolean;
  readonly nameOf: (country: string) => string;
}

function Kept({ items, all, editable, nameOf }: KeptProps) {
  const { t, locale, formatDate } = useHouse();
  const order = useAct(support.orderSupportContacts);
  const [asked, ask] = useState<SupportContact | null>(null);
  const { attempt, banner } = useAttempt();
  const labelOf = ({ label }: SupportContact) => label[pickLocale([locale], Object.keys(label) as Locale[])];
  return (
    <>
      {banner}
      <OrderedList
        label={t('contacts.title')}
        items={items}
        keyOf={(item) => item.contactId}
        nameOf={(item) => item.shown}
        editable={editable}
        onOrder={(contactIds) => attempt(() => order.mutateAsync({ contactIds: [...contactIds] }))}
      >
        {(item) => (
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-14">
            <span className="min-w-0">
              <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
                <Link href={`${here}/${item.contactId}`} look="plain" className="font-medium break-all">
                  {item.shown}
                </Link>
                {item.purpose !== '*' && <Badge>{t(`support.purpose.${item.purpose}`)}</Badge>}
              </span>
              <span className="block text-13 text-muted">
                {[
                  nameOf(item.country),
                  labelOf(item) ?? t(`support.kind.${item.kind}`),
                  item.checkedOn && t('support.checked', { date: formatDate(item.checkedOn) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {editable && (
              <Button size="small" variant="quiet" aria-label={t('contacts.remove_one', { name: item.shown })} onPress={() => ask(item)}>
                {t('contacts.remove')}
              </Button>
            )}
          </div>
        )}
      </OrderedList>
      <Removal contact={asked} all={all} nameOf={nameOf} onClose={() => ask(null)} attempt={attempt} />
    </>
  );
}

interface RemovalProps extends Pick<KeptProps, 'all' | 'nameOf'> {
  readonly contact: SupportContact | null;
  readonly onClose: () => void;
  readonly attempt: (act: () => Promise<unknown>) => Promise<unknown>;
}

/** Says before what the country is left with. */
function Removal({ contact, all, nameOf, onClose, attempt }: RemovalProps) {
  const { t } = useHouse();
  const remove = useAct(support.removeSupportContact);
  const country = nameOf(contact?.country ?? '*');
  const others = all.filter((each) => each.country === contact?.country && each.contactId !== contact?.contactId).length;
  return (
    <ConfirmDialog
      open={contact !== null}
      onClose={onClose}
      title={t('contacts.remove_question', { name: contact?.shown ?? '' })}
      {...(others > 0 || contact?.country === '*'
        ? { stays: others > 0 ? [t('contacts.remove_stays', { country, count: others })] : [] }
        : { text: t('contacts.remove_last', { country }) })}
      confirm={t('contacts.remove')}
      onConfirm={() =>
        attempt(async () => {
          if (contact) await remove.mutateAsync({ contactId: contact.contactId });
          toast(t('contacts.removed'));
        })
      }
    />
  );
}
