import { useState } from 'react';
import type { MessageKey } from '../../../../core/locale.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { accounts } from '../../contract.ts';
import type { LocationUse } from '../../contract.ts';
import type { LocationShown } from './said.ts';

/** A location is never removed by its company; whoever asks the operator sees first what would go with it. */
export function Removal({ location }: { readonly location: LocationShown }) {
  const { t, formatDate } = useHouse();
  const [open, setOpen] = useState(false);
  const data = useRead(accounts.getRemoval, { locationId: location.locationId }, { catches: true }).data;
  const withdraw = useAct(accounts.withdrawRemoval);
  const { attempt, banner } = useAttempt();
  if (!data || (!data.removal && !data.can.ask)) return null;
  const { removal, can } = data;
  return (
    <Section title={t('locations.remove')} text={t('locations.remove_text')}>
      {banner}
      {removal?.state === 'open' && (
        <Banner
          kind="info"
          title={t('locations.removal.open')}
          action={
            can.withdraw && (
              <Button
                onPress={() =>
                  attempt(async () => {
                    await withdraw.mutateAsync({ locationId: location.locationId });
                    toast(t('locations.removal.withdrawn'));
                  })
                }
              >
                {t('locations.removal.withdraw')}
              </Button>
            )
          }
        >
          {t('locations.removal.asked', { name: removal.askedBy ?? '', when: formatDate(removal.askedAt, 'moment') })}
        </Banner>
      )}
      {removal?.state === 'refused' && (
        <Banner kind="warning" title={t('locations.removal.refused')}>
          {removal.note}
        </Banner>
      )}
      {can.ask && location.links.map((link) => <Held key={link.key} link={link} />)}
      {can.ask &&
        location.links.length === 0 &&
        (open ? <AskForm location={location} onDone={() => setOpen(false)} /> : <OpenButton onPress={() => setOpen(true)} />)}
    </Section>
  );
}

/** What is linked here is linked elsewhere first. */
function Held({ link: { key, link } }: { readonly link: LocationShown['links'][number] }) {
  const { t } = useHouse();
  const at = useAccountPath();
  return (
    <Banner
      kind="info"
      action={
        <LinkButton size="small" href={at(link.slice('/a/:account'.length))}>
          {t('locations.held.open')}
        </LinkButton>
      }
    >
      {t(`locations.held.${key}` as MessageKey)}
    </Banner>
  );
}

function OpenButton({ onPress }: { readonly onPress: () => void }) {
  const { t } = useHouse();
  return (
    <div>
      <Button onPress={onPress}>{t('locations.remove_ask')}</Button>
    </div>
  );
}

/** What would be lost, thing by thing. */
export function Losses({ locationId, uses }: { readonly locationId: string; readonly uses: readonly LocationUse[] }) {
  const { t } = useHouse();
  return (
    <div className="text-14">
      <p className="font-medium">{t('locations.removal.lost')}</p>
      <ul className="mt-1 list-disc ps-5">
        <li>{t('locations.remove_goes_id', { locationId })}</li>
        {uses.map(({ key, count }) => (
          <li key={key}>{t(`locations.use.${key}` as MessageKey, { count })}</li>
        ))}
        <li>{t('locations.remove_goes_history')}</li>
      </ul>
    </div>
  );
}

function AskForm({ location: { locationId, name }, onDone }: { readonly location: LocationShown; readonly onDone: () => void }) {
  const { t } = useHouse();
  const uses = useRead(accounts.getLocationUses, { locationId }, { catches: true }).data?.items ?? [];
  const ask = useAct(accounts.askRemoval);
  const { attempt, banner } = useAttempt();
  return (
    <Form<{ why: string }>
      label={t('locations.remove_ask')}
      problem={banner}
      onSubmit={({ why }) =>
        attempt(async () => {
          await ask.mutateAsync({ locationId, why });
          toast(t('locations.removal.sent', { name }));
          onDone();
        })
      }
    >
      <Losses locationId={locationId} uses={uses} />
      <TextArea name="why" label={t('locations.removal.why')} help={t('locations.removal.why_help')} maxLength={1000} />
      <SubmitOrCancel submit={t('locations.removal.ask')} variant="danger" onCancel={onDone} />
    </Form>
  );
}
