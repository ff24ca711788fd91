import { useState } from 'react';
import { countryName } from '../../../../core/country.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { type BillingProfile, tax } from '../../contract.ts';

/** The currency that the country asks for: said before it is fixed that it cannot be changed, and who fixed it after. */
export function Currency({ data }: { readonly data: BillingProfile }) {
  const { t, locale, formatDate } = useHouse();
  const [asked, setAsked] = useState(false);
  const fix = useAct(tax.fixCurrency);
  const { attempt, banner } = useAttempt();
  const { code, fixedAt, fixedBy } = data.currency;
  const currency = new Intl.DisplayNames(locale, { type: 'currency' }).of(code) ?? code;
  if (fixedAt)
    return (
      <Section title={t('tax.billing.currency')} text={t('tax.billing.currency_fixed', { day: formatDate(fixedAt), name: fixedBy ?? '' })}>
        <p className="text-14">
          {currency} <span className="font-mono text-muted">{code}</span>
        </p>
      </Section>
    );
  const act = () =>
    attempt(async () => {
      await fix.mutateAsync({ currency: code, version: data.version });
      toast(t('tax.billing.currency_done', { currency }));
    });
  return (
    <Section title={t('tax.billing.currency')}>
      {banner}
      <Banner
        kind="warning"
        action={
          data.can.details && (
            <Button size="small" onPress={() => setAsked(true)}>
              {t('tax.billing.currency_fix', { currency: code })}
            </Button>
          )
        }
      >
        {t('tax.billing.currency_open', { country: countryName(data.country, locale), currency })}
      </Banner>
      <ConfirmDialog
        open={asked}
        onClose={() => setAsked(false)}
        title={t('tax.billing.currency_title', { currency })}
        text={t('tax.billing.currency_text')}
        typed={code}
        confirm={t('tax.billing.currency_fix', { currency: code })}
        onConfirm={act}
      />
    </Section>
  );
}
