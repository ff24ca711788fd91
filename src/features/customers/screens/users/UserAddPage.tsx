import type { ComponentType } from 'react';
import type { Locale } from '../../../../core/locale.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import type { FormValues } from '../../../../web/ui/formState.ts';
import { Page } from '../../../../web/ui/Page.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { customers } from '../../contract.ts';
import { localeOptions } from '../CustomerFields.tsx';
import { UserFields, userIn } from './UserFields.tsx';

/** What of a form's values are products, one a license; a later feature draws them. */
type LicensesSlot = ComponentType<{ readonly customerId: string; readonly path: string }>;
const path = 'license.';

/** Adds someone to a customer's directory. */
export const userAddPage = (Licenses: LicensesSlot) =>
  function UserAddPage() {
    return <AddUser Licenses={Licenses} />;
  };

function AddUser({ Licenses }: { readonly Licenses: LicensesSlot }) {
  const { t } = useHouse();
  const { params, go } = usePlace();
  const at = useAccountPath();
  const customerId = params['customerId'] ?? '';
  const customer = useRead(customers.getCustomer, { customerId }).data;
  const list = useRead(customers.listCustomerUsers, { customerId, limit: 1 }).data;
  const add = useAct(customers.addCustomerUser);
  const { attempt, banner } = useAttempt();
  const back = at(`/customers/${customerId}?tab=users`);
  const save = (typed: FormValues) =>
    attempt(async () => {
      const name = ((typed['name'] as string | undefined) ?? '').trim().toLowerCase();
      const licenses = Object.keys(typed).flatMap((key) => (key.startsWith(path) && typed[key] === true ? [key.slice(path.length)] : []));
      const { displayName } = await add.mutateAsync({ ...userIn(typed), customerId, name, locale: typed['locale'] as Locale, licenses });
      toast(t('customers.users.added', { name: displayName }));
      go(back, { replace: true });
    });
  return (
    <Page
      title={t('customers.users.add')}
      width="reading"
      crumbs={[
        { label: t('customers.title'), href: at('/customers') },
        { label: customer?.name ?? t('customers.one'), href: back },
      ]}
    >
      {customer && list ? (
        <Form initial={{ usageLocation: customer.country, locale: customer.billing?.locale ?? 'en' }} onSubmit={save} problem={banner}>
          <TextField
            name="name"
            label={t('customers.users.name')}
            help={t('customers.users.name_help')}
            width="half"
            after={`@${list.domain}`}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={64}
            validate={(text) => (/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/i.test(text.trim()) ? undefined : t('customers.admin_name_wrong'))}
          />
          <UserFields givable={list.givable} />
          <Licenses customerId={customerId} path={path} />
          <Select name="locale" label={t('customers.locale')} width="half" options={localeOptions} />
          <FormActions>
            <Button type="submit" variant="primary">
              {t('customers.users.add')}
            </Button>
            <Button variant="quiet" onPress={() => go(back)}>
              {t('ui.cancel')}
            </Button>
          </FormActions>
        </Form>
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  );
}
