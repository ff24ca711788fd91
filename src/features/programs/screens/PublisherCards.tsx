import { useState } from 'react';
import { fullName } from '../../../core/person.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Form, SubmitOrCancel } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { Link } from '../../../web/ui/Link.tsx';
import { NameFields } from '../../../web/ui/NameFields.tsx';
import { RadioGroup } from '../../../web/ui/RadioGroup.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { programs } from '../contract.ts';
import type { Publisher } from '../contract.ts';

/** For the page of identifiers: what the company publishes under, each to be opened and its contact changed. */
export function PublisherCards() {
  const { t } = useHouse();
  const { params } = usePlace();
  const items = useRead(programs.listPublishers, {}, { catches: true }).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('identifiers.publishers')} text={t('identifiers.publishers_text')}>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {items.map((publisher) => (
          <li key={publisher.publisherId} className="flex flex-col gap-1 px-4 py-3 text-14">
            <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
              <Link className="inline-block py-0.5 font-medium" href={publisher.link.replace(':account', params['account'] ?? '')}>
                {publisher.name}
              </Link>
              <CopyId value={publisher.publisherId} what={t('ui.named', { label: t('publishers.id'), value: publisher.name })} />
            </div>
            <details>
              <summary className="w-fit cursor-pointer py-1 text-muted">{t('publishers.contact')}</summary>
              <div className="flex flex-col gap-3 pt-1">
                <ContactOf publisher={publisher} />
              </div>
            </details>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** On the overview of a developer program: its id and its contact. */
export function PublisherSections({ program }: { readonly program: string }) {
  const { t } = useHouse();
  const items = useRead(programs.listPublishers, {}, { catches: true }).data?.items ?? [];
  return items
    .filter((publisher) => publisher.program === program)
    .map((publisher) => (
      <Section key={publisher.publisherId} title={t('publishers.title')} text={t('publishers.contact_help')}>
        <ContactOf publisher={publisher} withId />
      </Section>
    ));
}

function ContactOf({ publisher, withId = false }: { readonly publisher: Publisher; readonly withId?: boolean }) {
  const { t, formatDate } = useHouse();
  const [editing, edit] = useState(false);
  const { contact, fallback, phoneShown, givenAt, publisherId, can } = publisher;
  const { email } = contact ?? fallback;
  if (editing) return <ContactForm key={publisher.version} publisher={publisher} onDone={() => edit(false)} />;
  return (
    <>
      <DescriptionList
        facts={[
          ...(withId ? [{ label: t('publishers.id'), value: <CopyId value={publisherId} what={t('publishers.id')} /> }] : []),
          { label: t('publishers.since'), value: formatDate(givenAt, 'long') },
          {
            label: t('publishers.contact'),
            value: (
              <>
                <span className="block">{fullName(contact ?? fallback)}</span>
                {!contact && <span className="block text-13 text-muted">{t('publishers.contact_of_company')}</span>}
                <span className="block break-all">{email}</span>
                {phoneShown && <span className="block tabular-nums">{phoneShown}</span>}
              </>
            ),
          },
        ]}
      />
      {can.edit && (
        <div>
          <Button size="small" onPress={() => edit(true)}>
            {t('publishers.change')}
          </Button>
        </div>
      )}
    </>
  );
}

function ContactForm({ publisher, onDone }: { readonly publisher: Publisher; readonly onDone: () => void }) {
  const { t } = useHouse();
  const update = useAct(programs.updatePublisherContact);
  const { attempt, banner } = useAttempt();
  const { contact, fallback, phoneShown, publisherId, version } = publisher;
  const [who, setWho] = useState(contact ? 'own' : 'primary');
  const text = (values: FormValues, name: string) => ((values[`contact.${name}`] as string | undefined) ?? '').trim();
  return (
    <Form
      label={t('publishers.change')}
      problem={banner}
      initial={{
        who,
        'contact.givenName': contact?.givenName ?? '',
        'contact.familyName': contact?.familyName ?? '',
        'contact.email': contact?.email ?? '',
        'contact.phone': contact ? (phoneShown ?? '') : '',
      }}
      onChange={(values) => setWho((values['who'] as string | undefined) ?? 'primary')}
      onSubmit={(values) =>
        attempt(async () => {
          const phone = text(values, 'phone');
          const said = {
            givenName: text(values, 'givenName'),
            familyName: text(values, 'familyName'),
            email: text(values, 'email'),
            ...(phone ? { phone } : {}),
          };
          await update.mutateAsync({ publisherId, version, contact: values['who'] === 'own' ? said : null });
          toast(t('publishers.saved'));
          onDone();
        })
      }
    >
      <RadioGroup
        name="who"
        label={t('publishers.who')}
        choices={[
          { id: 'primary', label: t('publishers.primary', { name: fullName(fallback) }) },
          { id: 'own', label: t('publishers.own') },
        ]}
      />
      {who === 'own' && (
        <>
          <NameFields path="contact." />
          <TextField
            name="contact.email"
            type="email"
            label={t('accounts.contact.email')}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={254}
          />
          <TextField name="contact.phone" type="tel" label={t('accounts.contact.phone')} optional autoComplete="off" width="half" maxLength={40} />
        </>
      )}
      <SubmitOrCancel submit={t('ui.save')} onCancel={onDone} />
    </Form>
  );
}
