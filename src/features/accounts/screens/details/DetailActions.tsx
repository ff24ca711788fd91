import { useHouse } from '../../../../web/house.tsx';
import { SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import type { CompanyDetails } from '../../contract.ts';

export interface DetailFormProps {
  readonly details: CompanyDetails;
  /** Reads it anew. */
  readonly reload: () => Promise<CompanyDetails | undefined>;
  readonly onDone: () => void;
}

/** Says before saving that nothing of it is checked, then saves or leaves. */
export function DetailActions({ onDone }: { readonly onDone: () => void }) {
  const { t } = useHouse();
  return (
    <>
      <p className="text-14 text-muted">{t('accounts.details.unchecked')}</p>
      <SubmitOrCancel submit={t('ui.save')} onCancel={onDone} />
    </>
  );
}
