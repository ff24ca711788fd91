import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { DateField } from '../../../../web/ui/DateField.tsx';
import { Dialog } from '../../../../web/ui/Dialog.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { catalog, type Promotion } from '../../contract.ts';

/** A promotion is written down first, and published on its page. */
export function PromotionDialog({ promotion, onClose }: { readonly promotion: Promotion | null; readonly onClose: () => void }) {
  const { t } = useHouse();
  const { data: groups } = useRead(catalog.listPriceGroups, {});
  const set = useAct(catalog.setPromotion);
  const { attempt, banner } = useAttempt();
  const [days, setDays] = useState({ startsOn: promotion?.startsOn ?? '', endsOn: promotion?.endsOn ?? '' });
  const [asked, ask] = useState(false);
  const missing = (day: string) => (asked && !day ? t('fields.required') : undefined);
  return (
    <Dialog open onClose={onClose} title={promotion?.name ?? t('catalog.promotions.add')} size="wide" firm>
      <Form<Record<string, string>>
        initial={{
          name: promotion?.name ?? '',
          percent: promotion ? String(Number(promotion.percent)) : '',
          markets: promotion?.markets?.join(' ') ?? '',
          groupId: promotion?.groupId ?? '',
          offers: promotion?.offers.join('\n') ?? '',
        }}
        problem={banner}
        onSubmit={({ name = '', percent = '', markets = '', groupId, offers = '' }) => {
          ask(true);
          if (!days.startsOn || !days.endsOn) return undefined;
          return attempt(async () => {
            const countries = markets
              .toUpperCase()
              .split(/[\s,;]+/)
              .filter(Boolean);
            await set.mutateAsync({
              promotionId: promotion?.promotionId ?? null,
              version: promotion?.version ?? null,
              name,
              percent: percent.trim().replace(',', '.'),
              markets: countries.length ? countries : null,
              groupId: groupId || null,
              ...days,
              offers: offers.split(/\s+/).filter(Boolean),
            });
            toast(t('catalog.promotions.saved'));
            onClose();
          });
        }}
      >
        <TextField name="name" label={t('catalog.promotions.name')} maxLength={120} />
        <TextField name="percent" label={t('catalog.promotions.percent')} width="short" inputMode="decimal" />
        <DateField
          label={t('catalog.promotions.starts')}
          value={days.startsOn}
          error={missing(days.startsOn)}
          onChange={(startsOn) => setDays({ ...days, startsOn })}
        />
        <DateField label={t('catalog.promotions.ends')} value={days.endsOn} error={missing(days.endsOn)} onChange={(endsOn) => setDays({ ...days, endsOn })} />
        <TextField name="markets" label={t('catalog.promotions.markets')} help={t('catalog.promotions.markets_help')} optional mono />
        {groups && groups.items.length > 0 && (
          <Select
            name="groupId"
            label={t('price_imports.group')}
            help={t('price_imports.group_help')}
            optional
            options={groups.items.map(({ groupId, name }) => ({ id: groupId, label: name }))}
          />
        )}
        <TextArea name="offers" label={t('catalog.promotions.offers')} help={t('catalog.promotions.offers_help')} />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('ui.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
