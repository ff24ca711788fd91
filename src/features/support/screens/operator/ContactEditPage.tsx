import { ApiProblem } from '../../../../web/api.ts';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { support } from '../../contract.ts';
import type { ContactFields } from '../../contract/directory.ts';
import { ContactForm } from './ContactForm.tsx';

/** One contact of the support directory; without one in the address, a new one. */
export function ContactEditPage() {
  const { t } = useHouse();
  const { params, go } = usePlace();
  const { contactId } = params;
  const { data } = useRead(support.listSupportContacts, {});
  const add = useAct(support.addSupportContact);
  const edit = useAct(support.editSupportContact);
  const contact = data?.items.find((each) => each.contactId === contactId);
  // The shell says of it what it says of every page whose subject is gone.
  if (data && contactId && !contact) throw new ApiProblem('not_found', 404, {}, null);
  const save = async (fields: ContactFields) => {
    await (contact ? edit.mutateAsync({ ...fields, contactId: contact.contactId, version: contact.version }) : add.mutateAsync(fields));
    toast(t('contacts.saved'));
    go('/operator/support-contacts');
  };
  return (
    <Page
      title={contactId ? t('contacts.edit_title') : t('contacts.add')}
      sentence={t('contacts.edit_sentence')}
      width="reading"
      crumbs={[{ label: t('contacts.title'), href: '/operator/support-contacts' }]}
    >
      {data ? (
        <ContactForm key={contact?.version} contact={contact} products={data.products} countries={data.countries} onSave={save} />
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  );
}
