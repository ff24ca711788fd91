import { useState } from 'react';
import { localeNames, locales } from '../../../../core/locale.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { ComboBox } from '../../../../web/ui/ComboBox.tsx';
import { Form, FormActions, FormSection } from '../../../../web/ui/Form.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { useCountryOptions } from '../../../accounts/screens/useCountryOptions.ts';
import { type ContactFields, contactKinds, type Hours, purposes, type SupportContact } from '../../contract/directory.ts';
import { contactFrom, initialOf } from './contactForm.ts';
import { HoursFields } from './HoursFields.tsx';

interface ContactFormProps {
  readonly contact?: SupportContact | undefined;
  readonly products: readonly { readonly product: string; readonly name: string }[];
  readonly countries: readonly string[];
  readonly onSave: (contact: ContactFields) => Promise<unknown>;
}

/** One contact: who finds it, how it is reached, when somebody answers, what it is called. */
export function ContactForm({ contact, products, countries, onSave }: ContactFormProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const [hours, setHours] = useState<readonly Hours[]>(contact?.hours ?? []);
  const [kind, setKind] = useState<string>(contact?.kind ?? 'phone');
  const [own] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  return (
    <Form initial={initialOf(contact, own)} problem={banner} onSubmit={(values) => attempt(() => onSave(contactFrom(values, hours)))}>
      <FormSection title={t('contacts.for')}>
        <Audience products={products} countries={countries} />
      </FormSection>
      <FormSection title={t('contacts.reach')}>
        <Select
          name="kind"
          label={t('contacts.kind')}
          width="half"
          options={contactKinds.map((id) => ({ id, label: t(`support.kind.${id}`) }))}
          onChange={setKind}
        />
        {kind === 'postal' ? (
          <TextArea name="value" label={t('contacts.value')} maxLength={500} rows={3} />
        ) : (
          <TextField name="value" label={t('contacts.value')} help={t('contacts.value_help')} maxLength={500} />
        )}
        {kind === 'phone' && (
          <Checkbox name="tollFree" label={t('contacts.toll_free')} optional>
            {t('contacts.toll_free')}
          </Checkbox>
        )}
        <TextField name="languages" label={t('contacts.languages')} help={t('contacts.languages_help')} maxLength={200} width="half" mono />
        <TextField name="checkedOn" type="date" label={t('contacts.checked_on')} help={t('contacts.checked_help')} width="half" optional />
      </FormSection>
      <FormSection title={t('contacts.when')} text={t('contacts.clock_help')}>
        <ComboBox name="timeZone" label={t('contacts.zone')} options={zones} />
        <HoursFields hours={hours} onChange={setHours} />
      </FormSection>
      <Names hasCost={kind === 'phone'} />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('contacts.save')}
        </Button>
        <LinkButton href="/operator/support-contacts" variant="quiet">
          {t('ui.cancel')}
        </LinkButton>
      </FormActions>
    </Form>
  );
}

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((id) => ({
  id,
  label: id,
  words: id.replaceAll(/[/_]/g, ' '),
}));

function Audience({ products, countries }: Pick<ContactFormProps, 'products' | 'countries'>) {
  const { t } = useHouse();
  const options = useCountryOptions(countries);
  return (
    <>
      <ComboBox name="country" label={t('support.country')} options={[{ id: '*', label: t('support.every_country') }, ...options]} />
      <Select
        name="product"
        label={t('support.product')}
        options={[
          { id: '*', label: t('support.any_product') },
          { id: 'signin', label: t('support.product.signin') },
          ...products.map(({ product, name }) => ({ id: product, label: name })),
        ]}
      />
      <Select
        name="purpose"
        label={t('support.purpose')}
        options={purposes.map((id) => ({ id, label: t(id === '*' ? 'support.purpose.any' : `support.purpose.${id}`) }))}
      />
    </>
  );
}

/** The reader's own language first. */
function Names({ hasCost }: { readonly hasCost: boolean }) {
  const { t, locale } = useHouse();
  const order = [locale, ...locales.filter((each) => each !== locale)];
  return (
    <FormSection title={t('contacts.words')} text={t('contacts.words_text')}>
      {order.map((each) => (
        <TextField key={each} name={`label.${each}`} label={t('contacts.label_in', { language: localeNames[each] })} lang={each} maxLength={80} optional />
      ))}
      {hasCost &&
        order.map((each) => (
          <TextField key={each} name={`costNote.${each}`} label={t('contacts.cost_in', { language: localeNames[each] })} lang={each} maxLength={120} optional />
        ))}
    </FormSection>
  );
}
