import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { customers } from '../contract.ts';

/** The link that a company may show to everybody: whoever opens it is sent an invitation of their own. */
export function OpenLinkSection() {
  const { t, formatDate } = useHouse();
  const open = useRead(customers.getOpenLink, {}).data;
  const make = useAct(customers.makeOpenLink);
  const end = useAct(customers.endOpenLink);
  const { attempt, banner } = useAttempt();
  if (!open || (!open.link && !open.can.make)) return null;
  const { link, madeBy, madeAt, can } = open;
  return (
    <Section title={t('customers.open_link')} text={t('customers.open_link_text')}>
      {banner}
      {link && (
        <div className="flex flex-col gap-1">
          <CopyId value={link} what={t('customers.open_link')} />
          {madeBy && madeAt && <p className="text-13 text-muted">{t('customers.open_link_made_by', { name: madeBy, day: formatDate(madeAt, 'long') })}</p>}
        </div>
      )}
      <span className="flex flex-wrap gap-2">
        {can.make && (
          <Button size="small" onPress={() => attempt(async () => void (await make.mutateAsync({})))}>
            {t(link ? 'customers.open_link_renew' : 'customers.open_link_make')}
          </Button>
        )}
        {can.make && link && (
          <Button
            size="small"
            variant="quiet"
            onPress={() =>
              attempt(async () => {
                await end.mutateAsync({});
                toast(t('customers.open_link_ended'));
              })
            }
          >
            {t('customers.open_link_end')}
          </Button>
        )}
      </span>
    </Section>
  );
}
