import { useMemo } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { FormSection } from '../../../web/ui/Form.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { DESCRIPTION_MOST, industries, LOCATIONS_MOST, services, spoken } from '../contract/fields.ts';
import type { Profile } from '../contract/profiles.ts';
import { ChoicesField } from './ChoicesField.tsx';

const MOST = 10;

/** What a profile says, field by field. */
export function ProfileFieldsForm({ places }: Pick<Profile, 'places'>) {
  const { t, locale, compareNames } = useHouse();
  const languages = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'language' });
    return spoken.map((id) => ({ id, label: names.of(id) ?? id })).sort((a, b) => compareNames(a.label, b.label));
  }, [locale, compareNames]);
  return (
    <>
      <FormSection title={t('profiles.about')}>
        <TextArea
          name="description"
          label={t('profiles.part.description')}
          help={t('profiles.description_help')}
          rows={8}
          maxLength={DESCRIPTION_MOST}
          optional
        />
        <TextField name="website" type="url" label={t('profiles.part.website')} help={t('profiles.website_help')} maxLength={300} optional />
        <TextField name="companyPage" type="url" label={t('profiles.part.companyPage')} help={t('profiles.company_page_help')} maxLength={300} optional />
      </FormSection>
      <FormSection title={t('profiles.tags')} text={t('profiles.tags_text')}>
        <ChoicesField
          name="services"
          label={t('profiles.services')}
          help={t('profiles.ten_help')}
          most={MOST}
          optional
          options={services.map((id) => ({ id, label: t(`profiles.service.${id}`) }))}
        />
        <ChoicesField
          name="industries"
          label={t('profiles.industries')}
          help={t('profiles.ten_help')}
          most={MOST}
          optional
          options={industries.map((id) => ({ id, label: t(`profiles.industry.${id}`) }))}
        />
        <TextArea name="products" label={t('profiles.products')} help={t('profiles.free_help')} rows={3} optional />
        <TextArea name="skills" label={t('profiles.skills')} help={t('profiles.free_help')} rows={3} optional />
      </FormSection>
      <FormSection title={t('profiles.locations')} text={t('profiles.locations_help')}>
        {places.length > 0 ? (
          <ChoicesField
            name="locations"
            label={t('profiles.locations')}
            help={t('profiles.locations_none')}
            most={LOCATIONS_MOST}
            optional
            options={places.map(({ locationId, name }) => ({ id: locationId, label: name }))}
          />
        ) : (
          <p className="text-14 text-muted">{t('profiles.locations_none')}</p>
        )}
        <ChoicesField name="languages" label={t('profiles.languages')} help={t('profiles.ten_help')} most={MOST} optional options={languages} />
      </FormSection>
    </>
  );
}
