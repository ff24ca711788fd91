import { GraduationCap } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { countryName } from '../../../../core/country.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { customers } from '../../contract.ts';

type Waiting = z.output<typeof customers.listQualifications.output>['items'][number];

/** Qualifications that partners have asked for; what speaks for each stands with it. */
export function QualificationsPage() {
  const { t } = useHouse();
  const list = useList(customers.listQualifications, {});
  return (
    <Page title={t('customers.desk.title')} sentence={t('customers.desk.sentence')} width="reading">
      {list.isLoading && <SkeletonLines lines={6} />}
      {!list.isLoading && list.items.length === 0 && <Empty icon={GraduationCap} title={t('customers.desk.none')} />}
      <ul className="flex flex-col divide-y divide-line">
        {list.items.map((item) => (
          <Line key={`${item.accountId} ${item.customerId}`} item={item} />
        ))}
      </ul>
      {list.hasMore && <Button onPress={list.loadMore}>{t('customers.desk.more')}</Button>}
    </Page>
  );
}

function Line({ item }: { readonly item: Waiting }) {
  const { t, locale, formatDate } = useHouse();
  const [refuses, setRefuses] = useState(false);
  const decide = useAct(customers.decideQualification);
  const { attempt, banner } = useAttempt();
  const { accountId, customerId, version } = item;
  const settle = (decision: 'confirm' | 'refuse', reason = '') =>
    attempt(async () => {
      await decide.mutateAsync({ accountId, customerId, version, decision, reason });
      toast(t(decision === 'confirm' ? 'customers.desk.confirmed' : 'customers.desk.refused', { name: item.name }));
    });
  return (
    <li className="flex flex-col gap-3 py-5">
      <h2 className="text-16 font-semibold break-words">{item.name}</h2>
      <p className="text-14 text-muted">
        {t('customers.desk.asks', {
          qualification: t(`customers.qualification.${item.qualification}`),
          partner: item.partner,
          day: formatDate(item.askedAt, 'long'),
          country: countryName(item.country, locale),
          domain: item.domain,
        })}
      </p>
      {item.ground && <p className="text-14 break-words whitespace-pre-line">{item.ground}</p>}
      {banner}
      {item.can.decide &&
        (refuses ? (
          <Form<{ reason: string }> label={t('customers.desk.refuse')} onSubmit={({ reason }) => settle('refuse', reason)}>
            <TextArea name="reason" label={t('customers.desk.reason')} help={t('customers.desk.reason_help')} maxLength={500} rows={3} />
            <FormActions>
              <Button type="submit" variant="danger">
                {t('customers.desk.refuse')}
              </Button>
              <Button variant="quiet" onPress={() => setRefuses(false)}>
                {t('ui.cancel')}
              </Button>
            </FormActions>
          </Form>
        ) : (
          <span className="flex gap-2">
            <Button variant="primary" onPress={() => settle('confirm')}>
              {t('customers.desk.confirm')}
            </Button>
            <Button onPress={() => setRefuses(true)}>{t('customers.desk.refuse')}</Button>
          </span>
        ))}
    </li>
  );
}
