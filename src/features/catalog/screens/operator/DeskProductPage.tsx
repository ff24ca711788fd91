import { useState } from 'react';
import { type Locale, localeNames, locales } from '../../../../core/locale.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { Form, FormActions, FormSection } from '../../../../web/ui/Form.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { catalog, categories, type Definition } from '../../contract.ts';
import { definitionOf, type Typed, typedOf } from './definitionForm.ts';
import { SkusSection } from './SkusSection.tsx';

/** One product at the desk, as the draft has it or as it is in force. */
export function DeskProductPage() {
  const { t, locale } = useHouse();
  const { params } = usePlace();
  const productId = params['productId'] ?? '';
  const { data } = useRead(catalog.getProduct, { productId });
  const title = data?.definition.texts[locale].title ?? productId;
  return (
    <Page
      title={title}
      sentence={t('catalog.desk.edit_sentence')}
      width="reading"
      crumbs={[{ label: t('catalog.desk.title'), href: '/operator/catalog' }]}
      action={data?.can.edit && <Acts productId={productId} title={title} isDrafted={data.isDrafted} isSold={data.isSold} />}
    >
      {!data && <SkeletonLines lines={10} />}
      {data?.isDrafted && <Banner kind="info">{t('catalog.desk.is_drafted')}</Banner>}
      {data && (
        <>
          <ProductForm key={productId} productId={productId} definition={data.definition} version={data.version} editable={data.can.edit} />
          <SkusSection productId={productId} definition={data.definition} version={data.version} editable={data.can.edit} />
        </>
      )}
    </Page>
  );
}

interface ActsProps {
  readonly productId: string;
  readonly title: string;
  readonly isDrafted: boolean;
  readonly isSold: boolean;
}
function Acts({ productId, title, isDrafted, isSold }: ActsProps) {
  const { t } = useHouse();
  const { go } = usePlace();
  const [dropping, ask] = useState(false);
  const drop = useAct(catalog.dropProduct);
  const keep = useAct(catalog.keepProduct);
  const { attempt, banner } = useAttempt();
  return (
    <>
      {banner}
      {isDrafted && (
        <Button
          onPress={() =>
            attempt(async () => {
              await keep.mutateAsync({ productId });
              toast(t('catalog.desk.kept'));
              if (!isSold) go('/operator/catalog');
            })
          }
        >
          {t('catalog.desk.keep')}
        </Button>
      )}
      {isSold && <Button onPress={() => ask(true)}>{t('catalog.desk.drop')}</Button>}
      <ConfirmDialog
        open={dropping}
        onClose={() => ask(false)}
        title={t('catalog.desk.drop_title', { title })}
        goes={[t('catalog.desk.drop_goes')]}
        stays={[t('catalog.desk.drop_stays')]}
        confirm={t('catalog.desk.drop')}
        onConfirm={() =>
          attempt(async () => {
            await drop.mutateAsync({ productId });
            toast(t('catalog.desk.to_draft_done'));
          })
        }
      />
    </>
  );
}

interface ProductFormProps {
  readonly productId: string;
  readonly definition: Definition;
  readonly version: string;
  readonly editable: boolean;
}
function ProductForm({ productId, definition, version, editable }: ProductFormProps) {
  const { t } = useHouse();
  const save = useAct(catalog.draftProduct);
  const { attempt, banner } = useAttempt();
  return (
    <Form<Typed>
      initial={typedOf(definition)}
      problem={banner}
      onSubmit={(typed) =>
        attempt(async () => {
          await save.mutateAsync({ productId, definition: definitionOf(definition, typed), version });
          toast(t('catalog.desk.to_draft_done'));
        })
      }
    >
      <ProductFields editable={editable} />
      {editable && (
        <FormActions>
          <Button type="submit" variant="primary">
            {t('catalog.desk.to_draft')}
          </Button>
        </FormActions>
      )}
    </Form>
  );
}

/** Names in every language, publisher, category; `optionalBut`: other languages may be left empty and then say the same. */
export function ProductFields({ editable, optionalBut }: { readonly editable: boolean; readonly optionalBut?: Locale }) {
  const { t } = useHouse();
  return (
    <>
      <FormSection title={t('catalog.desk.texts')}>
        {locales.map((locale) => {
          const optional = optionalBut !== undefined && locale !== optionalBut;
          return (
            <div key={locale} className="flex flex-col gap-4" lang={locale}>
              <TextField
                name={`title.${locale}`}
                label={t('catalog.desk.name_in', { language: localeNames[locale] })}
                optional={optional}
                maxLength={120}
                disabled={!editable}
              />
              <TextArea name={`description.${locale}`} label={t('catalog.desk.description_in', { language: localeNames[locale] })} optional={optional} />
            </div>
          );
        })}
      </FormSection>
      <FormSection title={t('catalog.facet.category')}>
        <TextField name="publisher" label={t('catalog.desk.publisher')} maxLength={120} disabled={!editable} />
        <Checkbox name="isOperators" optional label={t('catalog.desk.is_operators')}>
          {t('catalog.desk.is_operators')}
        </Checkbox>
        <Select name="category" label={t('catalog.desk.category')} options={categories.map((id) => ({ id, label: t(`catalog.category.${id}`) }))} />
        <TextField name="keywords" label={t('catalog.desk.keywords')} help={t('catalog.desk.keywords_help')} optional disabled={!editable} />
      </FormSection>
    </>
  );
}
