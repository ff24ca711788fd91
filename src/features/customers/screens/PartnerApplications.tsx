import { useHouse } from '../../../web/house.tsx';
import type { MyTenant } from '../contract/mine.ts';

/** Programs of a partner that it has let into the directory, for the directory's administrator. */
export function PartnerApplications({ of }: { readonly of: MyTenant['partners'][number]['applications'] }) {
  const { t, formatDate, formatList } = useHouse();
  if (of.length === 0) return null;
  return (
    <div>
      <h4 className="text-14 font-medium">{t('my_customer.applications')}</h4>
      <ul className="flex flex-col divide-y divide-line">
        {of.map(({ applicationId, name, grants, givenAt, givenBy }) => (
          <li key={applicationId} className="flex flex-col py-3 text-14">
            <span className="break-words">{name}</span>
            <span className="break-words">{formatList(grants.flatMap(({ scopes }) => scopes))}</span>
            <span className="text-13 text-muted">{t('customers.applications.let_in', { name: givenBy, day: formatDate(givenAt, 'long') })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
