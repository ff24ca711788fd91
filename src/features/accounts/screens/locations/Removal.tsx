import { useState } from 'react';
import type { MessageKey } from '../../../../core/locale.ts';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { accounts } from '../../contract.ts';
import type { LocationShown } from './said.ts';

/** A location is never removed by its company; whoever asks the operator sees first what would go with it. */
export function Removal({ location }: { readonly location: LocationShown }) {
  const { t } = useHouse();
  const [open, setOpen] = useState(false);
  return (
    <Section title={t('locations.remove')} text={t('locations.remove_text')}>
      <div>
        <Button onPress={() => setOpen(true)}>{t('locations.remove_ask')}</Button>
      </div>
      {open && <Ask location={location} onClose={() => setOpen(false)} />}
    </Section>
  );
}

function Ask({ location: { locationId, name }, onClose }: { readonly location: LocationShown; readonly onClose: () => void }) {
  const { t, center } = useHouse();
  const { deskEmail, deskPhone } = center;
  const uses = useRead(accounts.getLocationUses, { locationId }, { catches: true }).data?.items ?? [];
  const said = { locationId, name };
  const mail = `mailto:${deskEmail}?subject=${encodeURIComponent(t('locations.remove_subject', said))}&body=${encodeURIComponent(t('locations.remove_body', said))}`;
  const by = { email: deskEmail ?? '', phone: deskPhone ?? '' };
  const reach = deskEmail ? t(deskPhone ? 'locations.remove_call' : 'locations.remove_mail', by) : deskPhone ? t('locations.remove_phone', by) : undefined;
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('locations.remove_title', { name })}
      text={reach ?? t('shell.help.no_desk', { name: center.name })}
      goes={[
        t('locations.remove_goes_id', { locationId }),
        ...uses.map(({ key, count }) => t(`locations.use.${key}` as MessageKey, { count })),
        t('locations.remove_goes_history'),
      ]}
      stays={[t('locations.remove_stays_company'), t('locations.remove_stays_people')]}
      danger={false}
      confirm={deskEmail ? t('locations.remove_write') : t('ui.close')}
      onConfirm={() => {
        if (deskEmail) globalThis.location.assign(mail);
      }}
    />
  );
}
