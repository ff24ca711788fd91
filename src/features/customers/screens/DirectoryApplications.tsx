import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { customers } from '../contract.ts';

/** Applications that were let into the customer's directory, mostly by programs; nothing is shown while there are none. */
export function DirectoryApplications({ customerId }: { readonly customerId: string }) {
  const { t, formatDate, formatList } = useHouse();
  const shown = useRead(customers.listTenantConsents, { customerId }, { catches: true }).data;
  const end = useAct(customers.endTenantConsent);
  const { attempt, banner } = useAttempt();
  if (!shown?.items.length) return null;
  return (
    <Section title={t('customers.applications')} text={t('customers.applications_text')}>
      {banner}
      <ul className="flex flex-col divide-y divide-line">
        {shown.items.map(({ applicationId, name, grants, givenAt, givenBy }) => (
          <li key={applicationId} className="flex flex-wrap items-start justify-between gap-3 py-4">
            <div className="min-w-0 text-14">
              <p className="font-semibold break-words">{name}</p>
              <p className="break-words">{formatList(grants.flatMap(({ scopes }) => scopes))}</p>
              <p className="text-13 text-muted">{t('customers.applications.let_in', { name: givenBy, day: formatDate(givenAt, 'long') })}</p>
            </div>
            {shown.can.end && (
              <Button
                size="small"
                aria-label={t('ui.named', { label: t('customers.applications.end'), value: name })}
                onPress={() =>
                  attempt(async () => {
                    await end.mutateAsync({ customerId, applicationId });
                    toast(t('customers.applications.ended'));
                  })
                }
              >
                {t('customers.applications.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
