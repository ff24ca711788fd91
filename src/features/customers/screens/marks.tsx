import { useHouse } from '../../../web/house.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import type { CustomerLine } from '../contract.ts';

const agreementKinds = { none: 'warning', attested: 'success', direct: 'success' } as const;
/** Whether the customer has agreed. */
export function AgreementMark({ agreement, bare = false }: { readonly agreement: CustomerLine['agreement']; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={agreementKinds[agreement]} bare={bare}>
      {t(bare ? `customers.agreement_short.${agreement}` : `customers.agreement.${agreement}`)}
    </Status>
  );
}

const qualificationKinds = { none: 'plain', in_review: 'info', confirmed: 'success', refused: 'danger' } as const;
interface QualificationProps {
  readonly qualification: CustomerLine['qualification'];
  readonly state: CustomerLine['qualificationState'];
  readonly bare?: boolean;
}
/** What the customer is to prices, and how sure that is. */
export function QualificationMark({ qualification, state, bare = false }: QualificationProps) {
  const { t } = useHouse();
  const said = t(`customers.qualification.${qualification}`);
  if (qualification === 'none') return <span className="text-faint">{said}</span>;
  return (
    <Status kind={qualificationKinds[state]} bare={bare}>
      {t('customers.qualification.with_state', { qualification: said, state: t(`customers.qualification_state.${state}`) })}
    </Status>
  );
}
