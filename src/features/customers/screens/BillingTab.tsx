import { addressLines } from '../../../core/country.ts';
import { fullName } from '../../../core/person.ts';
import { localeNames } from '../../../core/locale.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { accounts } from '../../accounts/contract.ts';
import { Nothing } from '../../accounts/screens/Nothing.tsx';
import { CustomerEdit } from './CustomerEdit.tsx';
import type { CustomerShown } from './said.ts';

interface BillingTabProps {
  readonly customer: CustomerShown;
  readonly billing: NonNullable<CustomerShown['billing']>;
  /** Reads it anew. */
  readonly reload: () => Promise<CustomerShown | undefined>;
}

/** What is billed to the customer, and where. */
export function BillingTab({ customer, billing, reload }: BillingTabProps) {
  const { t, locale } = useHouse();
  const { search, setSearch } = usePlace();
  const rule = useRead(accounts.getCountry, { iso2: customer.country }, { catches: true }).data;
  if (customer.can.edit && search.get('edit') !== null)
    return (
      <div className="max-w-180">
        <CustomerEdit customer={customer} reload={reload} onDone={() => setSearch({ edit: null })} />
      </div>
    );
  const { contact } = billing;
  const lines = rule ? addressLines(rule, billing.address, locale) : [billing.address.line1];
  return (
    <div className="max-w-180">
      <Section
        title={t('customers.tab.billing')}
        text={t('customers.billing_text')}
        action={customer.can.edit && <Button onPress={() => setSearch({ edit: '1' })}>{t('customers.edit')}</Button>}
      >
        <DescriptionList
          facts={[
            { label: t('customers.name'), value: customer.name },
            {
              label: t('customers.address'),
              value: (
                <>
                  {lines.map((line, at) => (
                    <span key={at} className="block">
                      {line}
                    </span>
                  ))}
                  <span className="mt-1 block text-13 text-muted">{t(`customers.address.${billing.addressCheck}`)}</span>
                </>
              ),
            },
            { label: t('country.registrationNumber'), value: billing.registrationNumber ?? <Nothing /> },
            { label: t('customers.contact'), value: [fullName(contact), contact.middleName].filter(Boolean).join(' · ') },
            { label: t('customers.email'), value: <span className="break-all">{contact.email}</span> },
            { label: t('customers.phone'), value: billing.phoneShown ? <span className="tabular-nums">{billing.phoneShown}</span> : <Nothing /> },
            { label: t('customers.locale'), value: localeNames[billing.locale] },
          ]}
        />
      </Section>
    </div>
  );
}
