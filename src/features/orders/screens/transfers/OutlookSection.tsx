import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import type { TransferEffect, TransferLine, TransferOutlook } from '../../contract.ts';
import { useRhythms } from '../rhythm.ts';

/** What moves with what it costs, and every other effect as a sentence. */
export function OutlookSection({ outlook, isPending }: { readonly outlook: TransferOutlook; readonly isPending: boolean }) {
  const { t, formatMoney } = useHouse();
  return (
    <>
      {outlook.fault && isPending && <Banner kind="warning" title={t(`transfers.fault.${outlook.fault}`)} />}
      <Section title={t('transfers.lines')}>
        {outlook.lines.length === 0 ? (
          <p className="text-14 text-muted">{t('transfers.lines_none')}</p>
        ) : (
          <>
            <ul className="flex flex-col divide-y divide-line">
              {outlook.lines.map((line) => (
                <Line key={line.lineNo} line={line} />
              ))}
            </ul>
            <p className="flex justify-between gap-4 border-t border-line pt-3 text-14 font-semibold">
              <span>{t('transfers.total')}</span>
              <span className="tabular-nums">{formatMoney(outlook.amount)}</span>
            </p>
          </>
        )}
      </Section>
      {outlook.effects.length > 0 && <Effects effects={outlook.effects} />}
    </>
  );
}

export function Effects({ effects }: { readonly effects: readonly TransferEffect[] }) {
  const { t, formatMoney } = useHouse();
  return (
    <Section title={t('transfers.effects')}>
      <ul className="flex list-disc flex-col gap-2 ps-5 text-14">
        {effects.map(({ key, count, amount }) => (
          <li key={key}>{t(`transfers.effect.${key}`, { count, amount: amount ? formatMoney(amount) : '' })}</li>
        ))}
      </ul>
    </Section>
  );
}

function Line({ line }: { readonly line: TransferLine }) {
  const { t, formatMoney } = useHouse();
  const at = useAccountPath();
  const { say } = useRhythms();
  const name = line.nickname ?? line.name;
  return (
    <li className={`flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2 ${line.parentLineNo === null ? '' : 'ps-5'}`}>
      <div className="flex min-w-0 flex-col">
        <span>{line.subscriptionId ? <Link href={at(`/subscriptions/${line.subscriptionId}`)}>{name}</Link> : name}</span>
        <span className="text-13 text-muted">
          {[
            line.nickname && line.name,
            t('orders.seats', { count: line.quantity }),
            line.quantityNow !== null && t('transfers.quantity_now', { count: line.quantityNow }),
            say(line),
            line.unitPrice && formatMoney(line.unitPrice),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {line.fault && line.state === 'waiting' && <span className="text-13 text-warning-text">{t(`transfers.fault.${line.fault}`)}</span>}
      </div>
      <span className="tabular-nums text-14">{line.amount && formatMoney(line.amount)}</span>
    </li>
  );
}
