import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { members } from '../contract.ts';

interface Mine {
  readonly accountId: string;
  readonly name: string;
  readonly partnerId: string;
  readonly roles: readonly string[];
}

/** The companies one belongs to, with the way in and the way out of each. */
export function CompaniesPage() {
  const { t } = useHouse();
  const { data } = useRead(members.listMyAccounts, {});
  const { attempt, banner } = useAttempt();
  const [leaving, leave] = useState<Mine | null>(null);
  return (
    <Page title={t('members.companies.title')} sentence={t('members.companies.sentence')} width="reading">
      {banner}
      {!data && <SkeletonLines lines={4} />}
      {data?.items.length === 0 && <Empty title={t('members.companies.none')} />}
      {data && data.items.length > 0 && (
        <ul className="flex flex-col divide-y divide-line border-y border-line">
          {data.items.map((company) => (
            <Line key={company.accountId} company={company} onLeave={() => leave(company)} />
          ))}
        </ul>
      )}
      {leaving && (
        <ConfirmDialog
          open
          onClose={() => leave(null)}
          title={t('members.companies.leave_title', { company: leaving.name })}
          text={t('members.act.leave_text')}
          confirm={t('members.act.leave')}
          danger
          onConfirm={() =>
            attempt(async () => {
              await api(members, leaving.accountId).leaveAccount({});
              // The session's companies are others now: the app begins anew.
              location.assign('/');
            })
          }
        />
      )}
    </Page>
  );
}

function Line({ company, onLeave }: { readonly company: Mine; readonly onLeave: () => void }) {
  const { t, formatList } = useHouse();
  const roles = formatList(company.roles.map((role) => t(`roles.${role}` as 'roles.global_admin')));
  return (
    <li className="flex flex-wrap items-center justify-between gap-4 py-4">
      <PersonName name={company.name} detail={`${company.partnerId} · ${roles}`} shape="company" />
      <span className="flex gap-2">
        <LinkButton href={`/a/${company.accountId}`}>{t('members.companies.open')}</LinkButton>
        <Button variant="quiet" onPress={onLeave} aria-label={t('ui.named', { label: t('members.act.leave'), value: company.name })}>
          {t('members.act.leave')}
        </Button>
      </span>
    </li>
  );
}
