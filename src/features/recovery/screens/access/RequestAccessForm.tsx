import { useState } from 'react';
import { isLocale, type Locale, localeNames } from '../../../../core/locale.ts';
import { ApiProblem, api } from '../../../../web/api.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ComboBox } from '../../../../web/ui/ComboBox.tsx';
import { Form, FormActions, FormSection } from '../../../../web/ui/Form.tsx';
import { NameFields } from '../../../../web/ui/NameFields.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { accounts } from '../../../accounts/contract.ts';
import { useCountryOptions } from '../../../accounts/screens/useCountryOptions.ts';
import type { HumanProof } from '../../../identity/contract/humanChecks.ts';
import { HumanCheck } from '../../../identity/screens/HumanCheck.tsx';
import { useLoaded } from '../../../signup/screens/useLoaded.ts';
import { type AccessTrouble, accessTroubles } from '../../contract/access.ts';
import { accessServer, type EvidenceFile } from './evidence.ts';
import { EvidenceFields } from './EvidenceFields.tsx';
import type { SentRequest } from './RequestAccessPage.tsx';

/** Fields are named by their place in what is sent, so that what the server finds wrong stands at its field. */
type Typed = Readonly<Record<string, string | undefined>>;

/** Everything that was typed stays when the check has to be made anew. */
export function RequestAccessForm({ onSent }: { readonly onSent: (sent: SentRequest) => void }) {
  const { t, locale } = useHouse();
  const { attempt, banner } = useAttempt();
  const [email, setEmail] = useState('');
  const [files, setFiles] = useState<readonly EvidenceFile[]>([]);
  const [proof, setProof] = useState<HumanProof | null>(null);
  const [{ round, wrong }, refuse] = useState({ round: 0, wrong: false });
  const [isEarly, setEarly] = useState(false);
  const submit = (typed: Typed) => {
    setEarly(!proof);
    if (!proof) return undefined;
    return attempt(async () => {
      try {
        const { number, ticket } = await accessServer.requestAccess(requestOf(typed, proof, locale));
        onSent({ number, ticket, email: typed['email'] ?? '', files });
      } catch (error) {
        const isWrong = error instanceof ApiProblem && error.code === 'identity.human_check_wrong';
        refuse({ round: round + 1, wrong: isWrong });
        if (!isWrong) throw error;
      }
    });
  };
  return (
    <Form<Typed> initial={{ locale }} onSubmit={submit} onChange={(typed) => setEmail(typed['email'] ?? '')} problem={banner}>
      <You />
      <Company />
      <What />
      <EvidenceFields files={files} onChange={setFiles} />
      <HumanCheck email={email} onProof={setProof} round={round} wrong={wrong} />
      {isEarly && !proof && <Banner kind="info">{t('access_requests.check_first')}</Banner>}
      <FormActions>
        <Button type="submit" variant="primary">
          {t('access_requests.send')}
        </Button>
      </FormActions>
    </Form>
  );
}

function requestOf(typed: Typed, human: HumanProof, locale: Locale) {
  const text = (name: string): string => typed[name]?.trim() ?? '';
  const chosen = text('locale');
  return {
    human,
    givenName: text('givenName'),
    familyName: text('familyName'),
    email: text('email'),
    phone: text('phone'),
    locale: isLocale(chosen) ? chosen : locale,
    trouble: text('trouble') as AccessTrouble,
    text: text('text'),
    claims: {
      company: text('claims.company'),
      partnerId: text('claims.partnerId'),
      country: text('claims.country'),
      website: text('claims.website'),
      registrationNumber: text('claims.registrationNumber'),
      signInName: text('claims.signInName'),
      job: text('claims.job'),
    },
  };
}

function You() {
  const { t, locales } = useHouse();
  return (
    <FormSection title={t('access_requests.you')} text={t('access_requests.names_help')}>
      <NameFields own />
      <TextField
        name="email"
        type="email"
        label={t('access_requests.email')}
        help={t('access_requests.email_help')}
        autoComplete="email"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={254}
      />
      <TextField
        name="phone"
        type="tel"
        label={t('access_requests.phone')}
        help={t('access_requests.phone_help')}
        autoComplete="tel"
        width="half"
        maxLength={60}
        optional
      />
      <Select name="locale" label={t('access_requests.language')} width="half" options={locales.map((id) => ({ id, label: localeNames[id] }))} />
    </FormSection>
  );
}

function Company() {
  const { t } = useHouse();
  const countries = useLoaded('countries', async () => (await api(accounts).listCountries({})).items.map(({ iso2 }) => iso2));
  const options = useCountryOptions(countries.value);
  return (
    <FormSection title={t('access_requests.company')}>
      <TextField name="claims.company" label={t('access_requests.company_name')} autoComplete="organization" maxLength={200} />
      <ComboBox name="claims.country" label={t('access_requests.country')} options={options} />
      <TextField
        name="claims.partnerId"
        label={t('access_requests.partner_id')}
        help={t('access_requests.partner_id_help')}
        inputMode="numeric"
        width="short"
        mono
        maxLength={20}
        optional
      />
      <TextField name="claims.registrationNumber" label={t('access_requests.registration_number')} width="half" maxLength={60} optional />
      <TextField name="claims.website" label={t('access_requests.website')} autoCapitalize="off" spellCheck={false} maxLength={200} optional />
      <TextField
        name="claims.signInName"
        label={t('access_requests.sign_in_name')}
        help={t('access_requests.sign_in_name_help')}
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={254}
        optional
      />
      <TextField name="claims.job" label={t('access_requests.job')} autoComplete="organization-title" width="half" maxLength={100} optional />
    </FormSection>
  );
}

function What() {
  const { t } = useHouse();
  return (
    <FormSection title={t('access_requests.what')}>
      <RadioGroup
        name="trouble"
        label={t('access_requests.trouble')}
        choices={accessTroubles.map((id) => ({ id, label: t(`access_requests.trouble.${id}`) }))}
      />
      <TextArea name="text" label={t('access_requests.text')} help={t('access_requests.text_help')} rows={5} maxLength={4000} />
    </FormSection>
  );
}
