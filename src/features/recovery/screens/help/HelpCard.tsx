import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { recovery } from '../../contract.ts';
import type { Help } from '../../contract/help.ts';

/** On the page of a relation: whether the distributor may help the reseller's admins, seen from both sides. */
export function HelpCard({ relationId }: { readonly relationId: string }) {
  const { t } = useHouse();
  const { data: help } = useRead(recovery.getHelp, { relationId });
  if (!help) return null;
  const { side, partner, open, can } = help;
  return (
    <Section title={t('partner_help.title')} text={t(`partner_help.text_${side}`, { partner })}>
      {open ? <OpenWindow relationId={relationId} help={help} open={open} /> : <p className="text-14">{t(`partner_help.none_${side}`, { partner })}</p>}
      {can.help && <Admins relationId={relationId} help={help} />}
      {can.agree && <Agree relationId={relationId} partner={partner} />}
      <Past past={help.past} />
    </Section>
  );
}

interface PartProps {
  readonly relationId: string;
  readonly help: Help;
}

function OpenWindow({ relationId, help, open }: PartProps & { readonly open: NonNullable<Help['open']> }) {
  const { t, formatDate } = useHouse();
  const act = useAct(recovery.endHelp);
  const { attempt, banner } = useAttempt();
  const { side, partner, can } = help;
  const end = () =>
    attempt(async () => {
      await act.mutateAsync({ relationId });
      toast(t('partner_help.ended'));
    });
  return (
    <>
      {banner}
      <Banner
        kind="info"
        title={t(`partner_help.open_${side}`, { partner, until: formatDate(open.endsAt, 'moment') })}
        action={
          can.end && (
            <Button size="small" onPress={end}>
              {t('partner_help.end')}
            </Button>
          )
        }
      >
        <p>{t('partner_help.given', { name: open.givenBy, at: formatDate(open.givenAt, 'moment') })}</p>
        {side === 'distributor' && !can.help && <p>{t('partner_help.agents')}</p>}
      </Banner>
    </>
  );
}

function Admins({ relationId, help: { partner, admins } }: PartProps) {
  const { t } = useHouse();
  const act = useAct(recovery.helpAdmin);
  const { attempt, banner } = useAttempt();
  const [asked, ask] = useState<Help['admins'][number] | null>(null);
  return (
    <div className="flex flex-col gap-2">
      {banner}
      <h3 className="text-14 font-semibold">{t('partner_help.admins', { partner })}</h3>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {admins.map((admin) => (
          <li key={admin.personId} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-3">
            <span className="text-14">{admin.name}</span>
            <Button size="small" aria-label={t('partner_help.reset_for', { name: admin.name })} onPress={() => ask(admin)}>
              {t('partner_help.reset')}
            </Button>
          </li>
        ))}
      </ul>
      {asked && (
        <ConfirmDialog
          open
          danger={false}
          onClose={() => ask(null)}
          title={t('partner_help.reset_for', { name: asked.name })}
          text={t('partner_help.reset_text', { name: asked.name, partner })}
          confirm={t('partner_help.reset')}
          onConfirm={() =>
            attempt(async () => {
              await act.mutateAsync({ relationId, personId: asked.personId });
              toast(t('partner_help.reset_done', { name: asked.name }));
            })
          }
        />
      )}
    </div>
  );
}

const offered = [1, 4, 8, 24, 72, 168];

function Agree({ relationId, partner }: { readonly relationId: string; readonly partner: string }) {
  const { t } = useHouse();
  const act = useAct(recovery.agreeToHelp);
  const { attempt, banner } = useAttempt();
  const agree = ({ hours }: { readonly hours: string }) =>
    attempt(async () => {
      await act.mutateAsync({ relationId, hours: Number(hours) });
      toast(t('partner_help.agreed', { partner }));
    });
  const options = offered.map((hours) => ({
    id: String(hours),
    label: hours < 24 ? t('partner_help.for_hours', { hours }) : t('partner_help.for_days', { days: hours / 24 }),
  }));
  return (
    <Form initial={{ hours: '24' }} onSubmit={agree} problem={banner}>
      <Select name="hours" label={t('partner_help.hours')} options={options} width="half" />
      <FormActions>
        <Button type="submit">{t('partner_help.agree', { partner })}</Button>
      </FormActions>
    </Form>
  );
}

function Past({ past }: { readonly past: Help['past'] }) {
  const { t, formatDate } = useHouse();
  if (past.length === 0) return null;
  const moment = (at: Date) => formatDate(at, 'moment');
  return (
    <div>
      <h3 className="text-14 font-semibold">{t('partner_help.past')}</h3>
      <ul className="text-14 text-muted">
        {past.map(({ givenBy, givenAt, endsAt, endedAt }) => (
          <li key={givenAt.toISOString()}>{t('partner_help.past_one', { name: givenBy, from: moment(givenAt), to: moment(endedAt ?? endsAt) })}</li>
        ))}
      </ul>
    </div>
  );
}
