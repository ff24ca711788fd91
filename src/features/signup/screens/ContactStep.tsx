import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Form, FormSection } from '../../../web/ui/Form.tsx';
import { RadioGroup } from '../../../web/ui/RadioGroup.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import type { Answers } from '../contract.ts';
import { NameFields } from '../../../web/ui/NameFields.tsx';
import { StepActions } from './StepActions.tsx';
import type { StepProps } from './StepsPage.tsx';

type Values = Readonly<
  Record<'givenName' | 'familyName' | 'phone' | 'primary' | 'other.givenName' | 'other.familyName' | 'other.email' | 'other.phone', string | undefined>
>;

/** Who signs up, and who gets the mail about the verification: oneself, or a colleague. */
export function ContactStep({ signUp, save, draft, go }: StepProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const initial = typedBefore(signUp.answers);
  const [primary, setPrimary] = useState(initial.primary);
  const isOther = primary === 'other';
  return (
    <Form<Values>
      initial={initial}
      onChange={(values) => {
        setPrimary(values.primary);
        draft('contact', answersOf(values));
      }}
      onSubmit={(values) => attempt(() => save('contact', answersOf(values)))}
      problem={banner}
    >
      <FormSection title={t('signup.contact.you')}>
        <NameFields own />
        <RadioGroup
          name="primary"
          look="cards"
          label={t('signup.contact.who')}
          help={t('signup.contact.who_help')}
          choices={[
            { id: 'me', label: t('signup.contact.me'), help: signUp.email },
            { id: 'other', label: t('signup.contact.other'), help: t('signup.contact.other_help') },
          ]}
        />
        {!isOther && <Phone name="phone" />}
      </FormSection>
      {isOther && (
        <FormSection title={t('signup.contact.primary')}>
          <NameFields path="other." />
          <TextField
            name="other.email"
            type="email"
            label={t('signup.contact.email')}
            help={t('signup.contact.email_help')}
            maxLength={254}
            autoCapitalize="off"
            spellCheck={false}
          />
          <Phone name="other.phone" />
        </FormSection>
      )}
      <StepActions step="contact" go={go}>
        {t('signup.continue')}
      </StepActions>
    </Form>
  );
}

function Phone({ name }: { readonly name: string }) {
  const { t } = useHouse();
  return (
    <TextField
      name={name}
      type="tel"
      label={t('signup.contact.phone')}
      help={t('signup.contact.phone_help')}
      autoComplete={name === 'phone' ? 'tel' : 'off'}
      width="half"
      maxLength={40}
    />
  );
}

function typedBefore({ contact }: Answers): Values {
  const { other } = contact ?? {};
  return {
    givenName: contact?.givenName,
    familyName: contact?.familyName,
    phone: contact?.phone,
    primary: contact?.primary ?? 'me',
    'other.givenName': other?.givenName,
    'other.familyName': other?.familyName,
    'other.email': other?.email,
    'other.phone': other?.phone,
  };
}

function answersOf(values: Values): Answers {
  const other = { givenName: values['other.givenName'], familyName: values['other.familyName'], email: values['other.email'], phone: values['other.phone'] };
  // What was typed of another contact stays, in case one changes one's mind twice.
  const typed = Object.values(other).some(Boolean) ? { other } : {};
  return {
    contact: {
      givenName: values.givenName,
      familyName: values.familyName,
      phone: values.phone,
      primary: values.primary === 'other' ? 'other' : 'me',
      ...typed,
    },
  };
}
