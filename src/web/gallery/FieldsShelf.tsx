import { Building2, Network } from 'lucide-react';
import { useMemo } from 'react';
import { localeNames, locales } from '../../core/locale.ts';
import { useHouse } from '../house.tsx';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { CodeField } from '../ui/CodeField.tsx';
import { ComboBox } from '../ui/ComboBox.tsx';
import { Form, FormActions } from '../ui/Form.tsx';
import { FormSteps } from '../ui/FormSteps.tsx';
import { PasswordField } from '../ui/PasswordField.tsx';
import { RadioGroup } from '../ui/RadioGroup.tsx';
import { Select } from '../ui/Select.tsx';
import { Switch } from '../ui/Switch.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { TextField } from '../ui/TextField.tsx';
import { toast } from '../ui/Toast.tsx';
import { Shelf } from './Shelf.tsx';

const regions = ['CN', 'DE', 'ES', 'FR', 'JP', 'MX', 'RE', 'TW', 'US'];

export function FieldsShelf() {
  const { t } = useHouse();
  const steps = (['country', 'company', 'contact', 'terms'] as const).map((id) => ({ id, label: t(`gallery.step_${id}`) }));
  return (
    <Shelf name="Form · FormSteps · TextField · PasswordField · CodeField · Select · ComboBox · Checkbox · RadioGroup · Switch · TextArea">
      <FormSteps steps={steps} current="company" onGo={(id) => toast(id)}>
        <SampleForm />
      </FormSteps>
    </Shelf>
  );
}

function SampleForm() {
  const { t, locale } = useHouse();
  const countries = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'region' });
    return regions.map((id) => ({ id, label: names.of(id) ?? id, detail: id }));
  }, [locale]);
  const email = (value: string) => (value.includes('@') ? undefined : t('gallery.email_wrong'));
  return (
    <Form
      initial={{ email: 'ana.contoso.com', language: 'fr', kind: 'direct' }}
      onSubmit={async () => {
        await new Promise((done) => setTimeout(done, 600));
        return { email: t('gallery.email_wrong') };
      }}
    >
      <ComboBox name="country" label={t('gallery.country')} options={countries} autoComplete="country-name" />
      <TextField name="name" label={t('gallery.name')} help={t('gallery.name_help')} autoComplete="organization" />
      <TextField name="email" type="email" label={t('gallery.email')} validate={email} error={t('gallery.email_wrong')} autoComplete="email" />
      <PasswordField name="password" purpose="new" label={t('gallery.password')} />
      <CodeField name="code" label={t('gallery.code')} />
      <Select name="language" label={t('gallery.language')} width="half" options={locales.map((id) => ({ id, label: localeNames[id] }))} />
      <RadioGroup
        name="kind"
        look="cards"
        label={t('gallery.kind')}
        choices={[
          { id: 'direct', label: t('gallery.direct'), help: t('gallery.direct_help'), icon: Building2 },
          { id: 'indirect', label: t('gallery.indirect'), help: t('gallery.indirect_help'), icon: Network },
        ]}
      />
      <RadioGroup
        name="role"
        label={t('gallery.role')}
        optional
        choices={[
          { id: 'ua', label: t('gallery.role_ua') },
          { id: 'ga', label: t('gallery.role_ga'), reason: t('gallery.last_admin') },
        ]}
      />
      <TextArea name="note" label={t('gallery.note')} optional maxLength={500} />
      <Switch name="digest" label={t('gallery.digest')} help={t('gallery.digest_help')} />
      <Checkbox name="terms" label={t('gallery.terms')}>
        {t('gallery.terms')}
      </Checkbox>
      <FormActions>
        <Button type="submit" variant="primary">
          {t('gallery.save')}
        </Button>
        <Button variant="quiet">{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
