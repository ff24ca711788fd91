import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { addressOf } from '../../../core/endpoint.ts';
import { useAccountId, useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type Exemption, tax } from '../contract.ts';
import { MendForm } from './MendForm.tsx';
import { Papers, Places, StandingMark, useValidity } from './said.tsx';

interface ExemptionCardProps {
  readonly exemption: Exemption;
  readonly onRenew: () => void;
}

/** One certificate: where it stands, what was said of it, and what can be done. */
export function ExemptionCard({ exemption, onRenew }: ExemptionCardProps) {
  const { t, formatDate } = useHouse();
  const account = useAccountId() ?? '';
  const validity = useValidity();
  const [mending, setMending] = useState(false);
  const { exemptionId, certificate, standing, country, states, papers, dueAt, renewedBy, can } = exemption;
  const href = (fileId: string) => addressOf(tax.getPaper).replace(':account', account).replace(':exemptionId', exemptionId).replace(':fileId', fileId);
  return (
    <article id={exemptionId} aria-label={certificate} className="flex flex-col gap-3 rounded-card border border-line p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-mono text-14 font-semibold break-all">{certificate}</h3>
        <StandingMark standing={standing} />
      </div>
      <Said exemption={exemption} />
      <DescriptionList
        facts={[
          { label: t('tax.places'), value: <Places country={country} states={states} /> },
          { label: t('tax.validity'), value: validity(exemption) },
          { label: t('tax.submitted'), value: t('tax.submitted_by', { day: formatDate(exemption.submittedAt), name: exemption.submittedBy }) },
        ]}
      />
      <Papers papers={papers} hrefOf={href} />
      {dueAt && <p className="text-13 text-muted">{t('tax.due', { day: formatDate(dueAt, 'long') })}</p>}
      {renewedBy && <p className="text-13 text-muted">{t('tax.renewed')}</p>}
      {mending ? (
        <MendForm exemption={exemption} onDone={() => setMending(false)} />
      ) : (
        <div className="flex flex-wrap gap-3">
          {can.mend && standing !== 'submitted' && (
            <Button variant="primary" onPress={() => setMending(true)}>
              {t('tax.mend_open')}
            </Button>
          )}
          {can.renew && <Button onPress={onRenew}>{t('tax.renew')}</Button>}
          {can.withdraw && <Withdraw exemption={exemption} />}
        </div>
      )}
    </article>
  );
}

/** What the operator asked or found wrong, and what would do. */
function Said({ exemption: { standing, question, reason, note } }: Pick<ExemptionCardProps, 'exemption'>) {
  const { t } = useHouse();
  if (standing === 'asked' && question)
    return (
      <Banner kind="warning" title={t('tax.asked')}>
        <p className="whitespace-pre-wrap">{question}</p>
      </Banner>
    );
  if (standing !== 'refused' || !reason) return null;
  return (
    <Banner kind="danger" title={t(`tax.refused.${reason}`)}>
      <p>{t('tax.would_do', { cure: t(`tax.satisfy.${reason}`) })}</p>
      {note && <p className="whitespace-pre-wrap">{note}</p>}
    </Banner>
  );
}

function Withdraw({ exemption: { exemptionId, version, certificate } }: Pick<ExemptionCardProps, 'exemption'>) {
  const { t } = useHouse();
  const [asked, setAsked] = useState(false);
  const withdraw = useAct(tax.withdrawExemption);
  const { attempt, banner } = useAttempt();
  const act = () =>
    attempt(async () => {
      await withdraw.mutateAsync({ exemptionId, version });
      toast(t('tax.withdrawn', { certificate }));
    });
  return (
    <>
      <Button variant="quiet" onPress={() => setAsked(true)}>
        {t('tax.withdraw')}
      </Button>
      {banner}
      <ConfirmDialog
        open={asked}
        onClose={() => setAsked(false)}
        title={t('tax.withdraw_title', { certificate })}
        goes={[t('tax.withdraw_goes')]}
        stays={[t('tax.withdraw_stays')]}
        confirm={t('tax.withdraw')}
        onConfirm={act}
      />
    </>
  );
}
