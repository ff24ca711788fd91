import { type ComponentType, useState } from 'react';
import { ApiProblem, api } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import type { HumanProof } from '../../identity/contract/humanChecks.ts';
import type { HumanCheckProps } from '../../identity/screens/HumanCheck.tsx';
import { profiles } from '../contract.ts';

export interface PartnerWrittenTo {
  readonly pageId: string;
  readonly name: string;
  readonly places: readonly { readonly id: string; readonly label: string }[];
}
interface WriteToPartnerFormProps {
  readonly partner: PartnerWrittenTo;
  readonly HumanCheck: ComponentType<HumanCheckProps>;
  readonly onSent: (email: string) => void;
}
type Typed = Readonly<Record<string, string | undefined>>;
const server = api(profiles);

/** Everything that was typed stays when the check has to be made anew. */
export function WriteToPartnerForm({ partner, HumanCheck, onSent }: WriteToPartnerFormProps) {
  const { t, locale } = useHouse();
  const { attempt, banner } = useAttempt();
  const [email, setEmail] = useState('');
  const [proof, setProof] = useState<HumanProof | null>(null);
  const [{ round, wrong }, refuse] = useState({ round: 0, wrong: false });
  const [isEarly, setEarly] = useState(false);
  const submit = (typed: Typed) => {
    setEarly(!proof);
    if (!proof) return undefined;
    const text = (name: string): string => typed[name]?.trim() ?? '';
    return attempt(async () => {
      try {
        await server.writeToPartner({
          pageId: partner.pageId,
          human: proof,
          locationId: text('locationId') || null,
          name: text('name'),
          company: text('company'),
          email: text('email'),
          phone: text('phone'),
          message: text('message'),
          locale,
        });
        onSent(text('email'));
      } catch (error) {
        const isWrong = error instanceof ApiProblem && error.code === 'identity.human_check_wrong';
        refuse({ round: round + 1, wrong: isWrong });
        if (!isWrong) throw error;
      }
    });
  };
  return (
    <Form<Typed> initial={{ locationId: partner.places[0]?.id }} onSubmit={submit} onChange={(typed) => setEmail(typed['email'] ?? '')} problem={banner}>
      {partner.places.length > 1 && <Select name="locationId" label={t('partner_contact.place')} options={partner.places} />}
      <TextField name="name" label={t('partner_contact.name')} autoComplete="name" maxLength={100} />
      <TextField name="company" label={t('partner_contact.company')} autoComplete="organization" maxLength={200} optional />
      <TextField name="email" type="email" label={t('partner_contact.email')} autoComplete="email" autoCapitalize="off" spellCheck={false} maxLength={254} />
      <TextField name="phone" type="tel" label={t('partner_contact.phone')} autoComplete="tel" width="half" maxLength={40} optional />
      <TextArea name="message" label={t('partner_contact.message')} help={t('partner_contact.message_help')} rows={6} maxLength={2_000} />
      <HumanCheck email={email} onProof={setProof} round={round} wrong={wrong} />
      {isEarly && !proof && <Banner kind="info">{t('partner_contact.check_first')}</Banner>}
      <FormActions>
        <Button type="submit" variant="primary">
          {t('partner_contact.send')}
        </Button>
      </FormActions>
    </Form>
  );
}
