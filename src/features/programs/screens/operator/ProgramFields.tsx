import type { MessageKey } from '../../../../core/locale.ts';
import { sections } from '../../../../core/roles.ts';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { FormSection } from '../../../../web/ui/Form.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { type CatalogProgram, programs, reviews, settingsGroups } from '../../contract.ts';

/** Where a program stands, what it opens, who looks at applications, and how one leaves. */
export function ProgramFields({ item }: { readonly item: CatalogProgram }) {
  const { t, locale } = useHouse();
  const others = (useRead(programs.listCatalog, {}).data?.items ?? []).filter(({ program }) => program !== item.program);
  return (
    <>
      <FormSection title={t('programs.brings')}>
        <RadioGroup name="group" label={t('programs.settings')} choices={settingsGroups.map((id) => ({ id, label: t(`programs.group.${id}`) }))} />
        <fieldset className="flex flex-col gap-2">
          <legend className="pb-1 text-14 font-medium">{t('programs.brings_sections')}</legend>
          {sections.map((section) => (
            <Checkbox key={section} name={`sections.${section}`} label={t(`sections.${section}` as MessageKey)} optional>
              {t(`sections.${section}` as MessageKey)}
            </Checkbox>
          ))}
        </fieldset>
      </FormSection>
      <FormSection title={t('programs.op.joining')}>
        <RadioGroup name="review" label={t('programs.review')} choices={reviews.map((id) => ({ id, label: t(`programs.op.review.${id}`) }))} />
        <TextField
          name="reviewDays"
          label={t('programs.op.review_days')}
          help={t('programs.op.review_days_help')}
          inputMode="numeric"
          width="short"
          validate={(text) => (/^([1-9]|[1-5]\d|60)$/.test(text.trim()) ? undefined : t('fields.invalid_format'))}
        />
        <TextField name="agreement" label={t('programs.op.agreement')} help={t('programs.op.agreement_help')} optional mono width="half" />
        {others.length > 0 && (
          <fieldset className="flex flex-col gap-2">
            <legend className="pb-1 text-14 font-medium">{t('programs.op.replaces')}</legend>
            {others.map((other) => (
              <Checkbox key={other.program} name={`replaces.${other.program}`} label={other.texts[locale].name} optional>
                {other.texts[locale].name}
              </Checkbox>
            ))}
          </fieldset>
        )}
        <Checkbox name="leavingIsFinal" label={t('programs.op.final')} optional>
          {t('programs.op.final')}
        </Checkbox>
        <TextField name="contact.email" type="email" label={t('programs.op.contact_email')} help={t('programs.op.contact_help')} optional />
        <TextField name="contact.phone" type="tel" label={t('programs.op.contact_phone')} optional width="half" />
      </FormSection>
    </>
  );
}
