import { useState } from 'react';
import type { z } from 'zod';
import { fullName } from '../../../core/person.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { customers } from '../contract.ts';
import { PartnerApplications } from './PartnerApplications.tsx';
import { AgreementText } from './AgreementText.tsx';
import { type Delegation, DelegationFacts } from './DelegationFacts.tsx';

type Tenant = z.output<typeof customers.listMyTenants.output>['items'][number];
type Partner = Tenant['partners'][number];

/** A customer's own page: its partners, what they may do in its directory, and what was agreed. */
export function MyCustomerPage() {
  const { t } = useHouse();
  const tenants = useRead(customers.listMyTenants, {}).data?.items;
  return (
    <Page title={t('my_customer.title')} sentence={t('my_customer.sentence')} width="reading">
      {!tenants && <SkeletonLines lines={6} />}
      {tenants?.length === 0 && <Empty title={t('my_customer.none')} text={t('my_customer.none_text')} />}
      {tenants?.map((tenant) => (
        <Directory key={tenant.tenantId} tenant={tenant} />
      ))}
    </Page>
  );
}

function Directory({ tenant }: { readonly tenant: Tenant }) {
  const { t } = useHouse();
  return (
    <Section title={tenant.name} text={tenant.domain}>
      {!tenant.isAdmin && <p className="text-14 text-muted">{t('my_customer.member_text')}</p>}
      {tenant.isAdmin && tenant.partners.length === 0 && <p className="text-14 text-muted">{t('my_customer.no_partner')}</p>}
      {tenant.partners.map((partner) => (
        <PartnerCard key={partner.accountId} tenant={tenant} partner={partner} />
      ))}
    </Section>
  );
}

function PartnerCard({ tenant, partner }: { readonly tenant: Tenant; readonly partner: Partner }) {
  const { t, formatDate } = useHouse();
  return (
    <article className="flex flex-col gap-4 rounded-card border border-line p-5">
      <header>
        <h3 className="text-16 font-semibold break-words">{partner.name}</h3>
        <p className="text-14 text-muted">
          {t('my_customer.since', { relationship: t(`customers.relationship.${partner.relationship}`), day: formatDate(partner.since, 'long') })}
        </p>
        {partner.supportEmail && <p className="text-14 break-all text-muted">{t('my_customer.support', { email: partner.supportEmail })}</p>}
      </header>
      <Rights tenant={tenant} partner={partner} />
      {partner.buys.length > 0 && (
        <div>
          <h4 className="text-14 font-medium">{t('my_customer.buys')}</h4>
          <p className="text-14">{t('my_customer.buys_text', { partner: partner.name })}</p>
        </div>
      )}
      <PartnerApplications of={partner.applications} />
      <Agreement tenant={tenant} partner={partner} />
    </article>
  );
}

function Rights({ tenant, partner }: { readonly tenant: Tenant; readonly partner: Partner }) {
  const { t } = useHouse();
  const live = partner.delegations.filter(({ state }) => state === 'active' || state === 'asked');
  return (
    <div>
      <h4 className="text-14 font-medium">{t('my_customer.rights')}</h4>
      {live.length === 0 && <p className="text-14 text-muted">{t('my_customer.no_rights', { partner: partner.name })}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {live.map((delegation) => (
          <Right key={delegation.delegationId} tenant={tenant} partner={partner} delegation={delegation} />
        ))}
      </ul>
    </div>
  );
}

function Right({ tenant, partner, delegation }: { readonly tenant: Tenant; readonly partner: Partner; readonly delegation: Delegation }) {
  const { t } = useHouse();
  const [ends, setEnds] = useState(false);
  const decide = useAct(customers.decideDelegation);
  const { attempt, banner } = useAttempt();
  const settle = (decision: 'give' | 'decline' | 'end') =>
    attempt(async () => {
      const { delegationId, version } = delegation;
      await decide.mutateAsync({ tenantId: tenant.tenantId, accountId: partner.accountId, delegationId, version, decision });
      toast(t('my_customer.saved'));
    });
  return (
    <li className="flex flex-col gap-3 py-4">
      <DelegationFacts delegation={delegation} />
      {banner}
      <span className="flex flex-wrap gap-2">
        {delegation.state === 'asked' ? (
          <>
            <Button variant="primary" size="small" onPress={() => settle('give')}>
              {t('my_customer.give')}
            </Button>
            <Button size="small" onPress={() => settle('decline')}>
              {t('my_customer.decline')}
            </Button>
          </>
        ) : (
          <Button size="small" onPress={() => setEnds(true)}>
            {t('my_customer.end')}
          </Button>
        )}
      </span>
      {ends && (
        <ConfirmDialog
          open
          danger
          onClose={() => setEnds(false)}
          title={t('my_customer.end_title', { partner: partner.name })}
          text={t('my_customer.end_text')}
          confirm={t('my_customer.end')}
          onConfirm={() => settle('end')}
        />
      )}
    </li>
  );
}

function Agreement({ tenant, partner }: { readonly tenant: Tenant; readonly partner: Partner }) {
  const { t, formatDate } = useHouse();
  const [asks, setAsks] = useState(false);
  const accept = useAct(customers.acceptCustomerAgreement);
  const { attempt, banner } = useAttempt();
  return (
    <div>
      <h4 className="text-14 font-medium">{t('my_customer.agreements')}</h4>
      {banner}
      {partner.agreements.map((agreement) => (
        <p key={agreement.agreementId} className="text-14">
          {t(agreement.mode === 'direct' ? 'my_customer.agreed' : 'my_customer.attested', {
            name: fullName(agreement),
            day: formatDate(new Date(`${agreement.agreedOn}T12:00:00`), 'long'),
          })}
        </p>
      ))}
      {partner.agreements.length === 0 && (
        <>
          <p className="mb-3 text-14 text-muted">{t('my_customer.not_agreed')}</p>
          <div className="mb-3">
            <AgreementText country={tenant.country} />
          </div>
          <Button size="small" onPress={() => setAsks(true)}>
            {t('my_customer.accept')}
          </Button>
        </>
      )}
      {asks && (
        <ConfirmDialog
          open
          onClose={() => setAsks(false)}
          title={t('my_customer.accept_title', { company: tenant.name })}
          text={t('customer_invitation.agreement_text')}
          confirm={t('my_customer.accept')}
          onConfirm={() =>
            attempt(async () => {
              await accept.mutateAsync({ tenantId: tenant.tenantId, accountId: partner.accountId, agreed: true });
              toast(t('my_customer.saved'));
            })
          }
        />
      )}
    </div>
  );
}
