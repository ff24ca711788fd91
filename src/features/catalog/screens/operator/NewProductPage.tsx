import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, FormActions, FormSection } from '../../../../web/ui/Form.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { catalog, categories } from '../../contract.ts';
import { ProductFields } from './DeskProductPage.tsx';
import { skuOf, textsOf, type Typed, typedSku, typedWay } from './definitionForm.ts';
import { SkuFields, useWays, WaysFields } from './SkuFields.tsx';

/** A product of its own from the beginning: its words, and the first of its SKUs. It goes into the draft. */
export function NewProductPage() {
  const { t } = useHouse();
  const { go } = usePlace();
  const ways = useWays(1);
  const draft = useAct(catalog.draftProduct);
  const { attempt, banner } = useAttempt();
  const later = Object.assign({}, ...Array.from({ length: 60 }, (_, n) => typedWay(n))) as Typed;
  return (
    <Page
      title={t('catalog.desk.add')}
      sentence={t('catalog.desk.edit_sentence')}
      width="reading"
      crumbs={[{ label: t('catalog.desk.title'), href: '/operator/catalog' }]}
    >
      <Form<Typed>
        initial={{ ...later, ...typedSku(null), category: categories[0], isOperators: true }}
        problem={banner}
        onSubmit={(typed) =>
          attempt(async () => {
            const productId = String(typed['productId'] ?? '').trim();
            await draft.mutateAsync({ productId, definition: { ...textsOf(typed), skus: [skuOf(null, typed, ways.numbers)] }, version: null });
            toast(t('catalog.desk.to_draft_done'));
            go(`/operator/catalog/products/${productId}`);
          })
        }
      >
        <FormSection title={t('catalog.column.product')}>
          <TextField name="productId" label={t('catalog.desk.product_id')} help={t('catalog.desk.id_help')} maxLength={40} mono />
        </FormSection>
        <ProductFields editable optionalBut="en" />
        <SkuFields isNew />
        <WaysFields ways={ways} />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('catalog.desk.to_draft')}
          </Button>
        </FormActions>
      </Form>
    </Page>
  );
}
