import { useAttempt } from '../../../../web/attempt.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Dialog } from '../../../../web/ui/Dialog.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import type { SkuDefinition } from '../../contract.ts';
import { skuOf, type Typed, typedSku, typedWay } from './definitionForm.ts';
import { SkuFields, useWays, WaysFields } from './SkuFields.tsx';

interface SkuProps {
  /** Null: a new one. */
  readonly sku: SkuDefinition | null;
  readonly onSave: (sku: SkuDefinition) => Promise<unknown>;
  readonly onRemove: (() => void) | undefined;
  readonly onClose: () => void;
}

/** One SKU: what it is, how many of it, where it leads, and each way in which it is sold. */
export function SkuDialog({ sku, onSave, onRemove, onClose }: SkuProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const ways = useWays(sku?.sold.length ?? 1);
  // A way that is added later begins like the first one.
  const later = Object.assign({}, ...Array.from({ length: 60 }, (_, n) => typedWay(n))) as Typed;
  return (
    <Dialog open onClose={onClose} title={sku ? sku.titles.en : t('catalog.desk.add_sku')} size="wide" firm>
      <Form<Typed> initial={{ ...later, ...typedSku(sku) }} problem={banner} onSubmit={(typed) => attempt(() => onSave(skuOf(sku, typed, ways.numbers)))}>
        <SkuFields isNew={sku === null} />
        <WaysFields ways={ways} />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('catalog.desk.to_draft')}
          </Button>
          {onRemove && (
            <Button variant="quiet" onPress={onRemove}>
              {t('catalog.desk.remove_sku')}
            </Button>
          )}
        </FormActions>
      </Form>
    </Dialog>
  );
}
