import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { FormActions } from '../../../../web/ui/Form.tsx';
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
      <FormActions>
        <Button type="submit" variant="primary">
          {t('ui.save')}
        </Button>
        <Button variant="quiet" onPress={onDone}>
          {t('ui.cancel')}
        </Button>
      </FormActions>
    </>
  );
}
