import { fullName } from '../../../core/person.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Form, SubmitOrCancel } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { Section } from '../../../web/ui/Section.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { accounts } from '../contract.ts';
import { NameFields } from '../../../web/ui/NameFields.tsx';
import type { CompanyShown } from './shown.ts';
import { useMerging } from './useMerging.tsx';

interface ContactProps {
  readonly company: CompanyShown;
  /** Reads it anew. */
  readonly reload: () => Promise<CompanyShown | undefined>;
}

/** The one who gets all mail about the verification: confirmed, or still to be. */
export function ContactSection({ company, reload }: ContactProps) {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const editing = company.can.editContact && search.get('edit') === 'contact';
  return (
    <div id="contact">
      <Section
        title={t('accounts.contact.title')}
        text={t('accounts.contact.text')}
        action={company.can.editContact && !editing && <Button onPress={() => setSearch({ edit: 'contact' })}>{t('accounts.contact.edit')}</Button>}
      >
        {editing ? <ContactForm company={company} reload={reload} onDone={() => setSearch({ edit: null })} /> : <ContactFacts company={company} />}
      </Section>
    </div>
  );
}

function ContactFacts({ company }: { readonly company: CompanyShown }) {
  const { t } = useHouse();
  const { email } = company.primaryContact;
  const phone = company.phoneShown;
  const confirmed = company.primaryContactConfirmedAt !== null;
  return (
    <DescriptionList
      facts={[
        { label: t('accounts.contact.name'), value: fullName(company.primaryContact) },
        {
          label: t('accounts.contact.email'),
          value: <Confirmed email={email} confirmed={confirmed} />,
          action: !confirmed && company.can.editContact && <AskAgain />,
        },
        ...(phone ? [{ label: t('accounts.contact.phone'), value: <span className="tabular-nums">{phone}</span> }] : []),
      ]}
    />
  );
}

function Confirmed({ email, confirmed }: { readonly email: string; readonly confirmed: boolean }) {
  const { t } = useHouse();
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="break-all">{email}</span>
      <Status kind={confirmed ? 'success' : 'warning'}>{t(confirmed ? 'accounts.contact.confirmed' : 'accounts.contact.unconfirmed')}</Status>
    </span>
  );
}

function AskAgain() {
  const { t } = useHouse();
  const resend = useAct(accounts.resendContactMail);
  return (
    <Button
      size="small"
      onPress={async () => {
        await resend.mutateAsync({});
        toast(t('accounts.contact.sent'));
      }}
    >
      {t('accounts.contact.send_again')}
    </Button>
  );
}

function ContactForm({ company, reload, onDone }: ContactProps & { readonly onDone: () => void }) {
  const { t } = useHouse();
  const update = useAct(accounts.updatePrimaryContact);
  const { attempt, banner } = useAttempt();
  const { base, initial, conflict, save: merged } = useMerging(company, reload, initialOf);
  const save = async (values: FormValues) => {
    const text = (name: string) => ((values[`contact.${name}`] as string | undefined) ?? '').trim();
    return attempt(async () => {
      const typedPhone = text('phone');
      const contact = { givenName: text('givenName'), familyName: text('familyName'), email: text('email'), ...(typedPhone ? { phone: typedPhone } : {}) };
      if (!(await merged(values, (version) => update.mutateAsync({ contact, version })))) return;
      toast(t('accounts.contact.saved'));
      onDone();
    });
  };
  return (
    <Form key={base.version} initial={initial} onSubmit={save} problem={banner ?? conflict}>
      <p className="text-14 text-muted">{t('accounts.contact.checked_again')}</p>
      <NameFields path="contact." />
      <TextField
        name="contact.email"
        type="email"
        label={t('accounts.contact.email')}
        help={t('accounts.contact.email_help')}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={254}
      />
      <TextField name="contact.phone" type="tel" label={t('accounts.contact.phone')} optional autoComplete="off" width="half" maxLength={40} />
      <SubmitOrCancel submit={t('ui.save')} onCancel={onDone} />
    </Form>
  );
}

const initialOf = ({ primaryContact: { givenName, familyName, email }, phoneShown }: CompanyShown): FormValues => ({
  'contact.givenName': givenName,
  'contact.familyName': familyName,
  'contact.email': email,
  'contact.phone': phoneShown ?? '',
});
