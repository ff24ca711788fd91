import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { api } from '../../../web/api.ts';
import { useHouse } from '../../../web/house.tsx';
import { Markdown } from '../../../web/ui/Markdown.tsx';
import { customers } from '../contract.ts';

type Shown = z.output<typeof customers.readCustomerAgreement.output>['agreement'];
const server = api({ readCustomerAgreement: customers.readCustomerAgreement });

/** What customers in a country agree to, folded up; nothing where the operator has no text, or it cannot be fetched now. */
export function AgreementText({ country }: { readonly country: string }) {
  const { t, locale, formatDate } = useHouse();
  const [shown, show] = useState<Shown>(null);
  useEffect(() => {
    let isCurrent = true;
    server.readCustomerAgreement({ country, locale }).then(
      ({ agreement }) => isCurrent && show(agreement),
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [country, locale]);
  if (!shown) return null;
  return (
    <details className="rounded-card border border-line px-4 py-3">
      <summary className="cursor-pointer text-14 font-medium">{shown.title}</summary>
      <p className="mt-2 text-13 text-muted">{t('customer_invitation.text_of', { number: shown.number, day: formatDate(shown.validFrom, 'long') })}</p>
      <div className="mt-3 max-h-96 overflow-y-auto">
        <Markdown text={shown.text} lang={shown.locale} top={3} />
      </div>
    </details>
  );
}
