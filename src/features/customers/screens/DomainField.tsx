import { useEffect, useState } from 'react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { Link } from '../../../web/ui/Link.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { customers, Domain } from '../contract.ts';

/** Long enough not to ask at every key. */
const PAUSE_MS = 300;

/** What stands in a field once one has stopped typing. */
function useSettled(typed: string): string {
  const [settled, settle] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => settle(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
const textIn = (values: FormValues, name: string): string => ((values[name] as string | undefined) ?? '').trim();

/** The domain of the new directory and its first administrator; says at once whether the domain is free. */
export function DomainField({ values }: { readonly values: FormValues }) {
  const { t } = useHouse();
  const typed = textIn(values, 'domain');
  const parsed = Domain.safeParse(useSettled(typed));
  const domain = parsed.success ? parsed.data : '';
  const check = useRead(customers.checkDomain, { domain }, { enabled: domain !== '', catches: true }).data;
  const known = check?.domain === domain ? check : undefined;
  return (
    <>
      <TextField
        name="domain"
        label={t('customers.domain')}
        help={known?.isFree ? t('customers.domain.free', { domain }) : t('customers.domain_help')}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={253}
        validate={(text) => {
          const said = Domain.safeParse(text);
          if (!said.success) return t('fields.not_a_domain');
          return known && known.domain === said.data && !known.isFree ? t('customers.domain.taken') : undefined;
        }}
      />
      {known && !known.isFree && <Taken customerId={known.customerId} />}
      <TextField
        name="adminName"
        label={t('customers.admin_name')}
        help={t('customers.admin_name_help')}
        width="half"
        after={`@${domain || t('customers.domain_example')}`}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={50}
        validate={(name) => (/^[a-z0-9](?:[a-z0-9._-]{0,48}[a-z0-9])?$/i.test(name.trim()) ? undefined : t('customers.admin_name_wrong'))}
      />
    </>
  );
}

/** A customer of one's own is a page away; somebody else's is asked for a relationship. */
function Taken({ customerId }: { readonly customerId: string | null }) {
  const { t } = useHouse();
  const at = useAccountPath();
  return (
    <Banner kind="info" title={t(customerId ? 'customers.domain.own' : 'customers.domain.taken')}>
      {customerId ? (
        <Link href={at(`/customers/${customerId}`)}>{t('customers.domain.open')}</Link>
      ) : (
        <Link href={at('/customers/invitations/new')}>{t('customers.domain.invite')}</Link>
      )}
    </Banner>
  );
}

/** Customers that this one may be already; a warning, no refusal. */
export function Twins({ values, country }: { readonly values: FormValues; readonly country: string }) {
  const { t } = useHouse();
  const at = useAccountPath();
  const name = useSettled(textIn(values, 'name'));
  const registrationNumber = useSettled(textIn(values, 'registrationNumber'));
  const asks = name.length > 1 || registrationNumber.length > 4;
  const found = useRead(customers.findAlike, { name, registrationNumber, ...(country ? { country } : {}) }, { enabled: asks, catches: true }).data?.items ?? [];
  if (!asks || found.length === 0) return null;
  return (
    <Banner kind="warning" title={t('customers.twins', { count: found.length })}>
      <ul>
        {found.map((twin) => (
          <li key={twin.customerId}>
            <Link href={at(`/customers/${twin.customerId}`)}>{t(`customers.twin.${twin.why}`, { name: twin.name, domain: twin.domain })}</Link>
          </li>
        ))}
      </ul>
    </Banner>
  );
}
