import { type ComponentType, useState } from 'react';
import type { z } from 'zod';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import type { FormValues } from '../../../../web/ui/formState.ts';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { customers, userRestorableDays } from '../../contract.ts';
import { UserFields, userIn } from './UserFields.tsx';

type User = z.output<typeof customers.getCustomerUser.output>;
type Back = z.output<typeof customers.restoreCustomerUser.output>['licenses'];
const kinds = { active: 'success', inactive: 'warning', deleted: 'plain' } as const;

/** What the user has of a later feature. */
type LicensesSlot = ComponentType<{ readonly customerId: string; readonly userId: string }>;

/** One user of a customer: names, roles, licenses, a way back in, the end. */
export const userPage = (Licenses: LicensesSlot) =>
  function UserPage() {
    return <OneUser Licenses={Licenses} />;
  };

function OneUser({ Licenses }: { readonly Licenses: LicensesSlot }) {
  const { t, formatDate } = useHouse();
  const { params } = usePlace();
  const at = useAccountPath();
  const [customerId, userId] = [params['customerId'] ?? '', params['userId'] ?? ''];
  const customer = useRead(customers.getCustomer, { customerId }, { catches: true }).data;
  const read = useRead(customers.getCustomerUser, { customerId, userId }).data;
  const user = read?.userId === userId ? read : undefined;
  const back = at(`/customers/${customerId}?tab=users`);
  const crumbs = [
    { label: t('customers.title'), href: at('/customers') },
    { label: customer?.name ?? t('customers.one'), href: back },
  ];
  if (!user)
    return (
      <Page title={t('customers.users')} crumbs={crumbs} width="reading">
        <SkeletonLines lines={8} />
      </Page>
    );
  return (
    <Page
      title={user.displayName}
      sentence={<span className="break-all">{user.userName}</span>}
      crumbs={crumbs}
      width="reading"
      mark={<Status kind={kinds[user.state]}>{t(`customers.users.state.${user.state}`)}</Status>}
    >
      {user.restorableUntil && <p className="text-14 text-muted">{t('customers.users.restorable', { day: formatDate(user.restorableUntil, 'long') })}</p>}
      {user.state !== 'deleted' && <Licenses customerId={customerId} userId={userId} />}
      {user.can.edit && <EditForm key={user.version} customerId={customerId} user={user} />}
      <Acts customerId={customerId} user={user} back={back} />
    </Page>
  );
}

function EditForm({ customerId, user }: { readonly customerId: string; readonly user: User }) {
  const { t } = useHouse();
  const update = useAct(customers.updateCustomerUser);
  const { attempt, banner } = useAttempt();
  const initial: FormValues = {
    givenName: user.givenName,
    familyName: user.familyName,
    displayName: user.displayName,
    usageLocation: user.usageLocation,
    isActive: user.state === 'active',
    ...Object.fromEntries(user.roles.map((role) => [`role.${role}`, true])),
  };
  return (
    <Form
      label={t('customers.users.edit', { name: user.displayName })}
      initial={initial}
      problem={banner}
      onSubmit={(typed) =>
        attempt(async () => {
          await update.mutateAsync({ ...userIn(typed), customerId, userId: user.userId, isActive: typed['isActive'] === true, version: user.version });
          toast(t('customers.users.saved'));
        })
      }
    >
      <UserFields givable={user.givable} />
      <Checkbox name="isActive" label={t('customers.users.is_active')} optional>
        {t('customers.users.is_active')}
      </Checkbox>
      <FormActions>
        <Button type="submit" variant="primary">
          {t('ui.save')}
        </Button>
      </FormActions>
    </Form>
  );
}

function Acts({ customerId, user, back }: { readonly customerId: string; readonly user: User; readonly back: string }) {
  const { t, formatList } = useHouse();
  const { go } = usePlace();
  const [asks, setAsks] = useState(false);
  const [returned, came] = useState<Back | null>(null);
  const send = useAct(customers.sendCustomerUserLink);
  const remove = useAct(customers.deleteCustomerUser);
  const restore = useAct(customers.restoreCustomerUser);
  const { attempt, banner } = useAttempt();
  const which = { customerId, userId: user.userId };
  const name = user.displayName;
  const sendLink = () =>
    attempt(async () => {
      await send.mutateAsync(which);
      toast(t('customers.users.link_sent', { email: user.userName }));
    });
  const bringBack = () =>
    attempt(async () => {
      const { licenses } = await restore.mutateAsync(which);
      came(licenses);
      toast(t('customers.users.restored', { name }));
    });
  const erase = () =>
    attempt(async () => {
      await remove.mutateAsync(which);
      toast(t('customers.users.deleted', { name }));
      go(back, { replace: true });
    });
  return (
    <>
      {banner}
      {returned && returned.returned.length > 0 && (
        <Banner kind="success" title={t('customers.users.licenses_returned', { names: formatList(returned.returned) })} />
      )}
      {returned && returned.missing.length > 0 && (
        <Banner kind="warning" title={t('customers.users.licenses_missing', { names: formatList(returned.missing) })} />
      )}
      <span className="flex flex-wrap gap-2">
        {user.can.sendLink && <Button onPress={sendLink}>{t('customers.users.send_link')}</Button>}
        {user.can.restore && (
          <Button variant="primary" onPress={bringBack}>
            {t('customers.users.restore')}
          </Button>
        )}
        {user.can.delete && (
          <Button variant="danger" onPress={() => setAsks(true)}>
            {t('customers.users.delete')}
          </Button>
        )}
      </span>
      {asks && (
        <ConfirmDialog
          open
          danger
          onClose={() => setAsks(false)}
          title={t('customers.users.delete_title', { name })}
          text={t('customers.users.delete_text', { days: userRestorableDays })}
          confirm={t('customers.users.delete')}
          onConfirm={erase}
        />
      )}
    </>
  );
}
