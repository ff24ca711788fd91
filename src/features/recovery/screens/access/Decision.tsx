import { useState } from 'react';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { accessEndpoints } from '../../contract/access.ts';
import { type CaseProps, useStep } from './caseParts.tsx';
import { PrepareForm, RefuseForm, WordsForm, type WordsKind } from './DecisionForms.tsx';

type Open = 'prepare' | 'refuse' | WordsKind;

/** What this agent may do now, and what stands in the way of the rest. */
export function Decision({ data }: CaseProps) {
  const { t } = useHouse();
  const [open, setOpen] = useState<Open | null>(null);
  const { can, blocks, state, waitHours } = data;
  const close = () => setOpen(null);
  const isUndecided = ['admins', 'checking', 'asked', 'prepared'].includes(state);
  return (
    <Section title={t('access_requests.case.decide')} text={isUndecided && data.company ? t('access_requests.case.waits', { hours: waitHours }) : undefined}>
      {isUndecided && blocks.length > 0 && (
        <div className="flex flex-col gap-1.5 text-14">
          <p className="font-medium">{t('access_requests.case.blocked')}</p>
          <ul className="flex flex-col gap-1">
            {blocks.map((block) => (
              <li key={block}>
                <Status bare kind="warning">
                  {t(`access_requests.block.${block}`)}
                </Status>
              </li>
            ))}
          </ul>
        </div>
      )}
      {open === 'prepare' && <PrepareForm data={data} onDone={close} />}
      {open === 'refuse' && <RefuseForm data={data} onDone={close} />}
      {open !== null && open !== 'prepare' && open !== 'refuse' && <WordsForm kind={open} data={data} onDone={close} />}
      {open === null && (
        <div className="flex flex-wrap gap-3">
          {can.approve && <Approve data={data} />}
          {can.prepare && (
            <Button variant="primary" onPress={() => setOpen('prepare')}>
              {t('access_requests.case.prepare')}
            </Button>
          )}
          {can.sendBack && <Button onPress={() => setOpen('send_back')}>{t('access_requests.case.send_back')}</Button>}
          {can.ask && <Button onPress={() => setOpen('ask')}>{t('access_requests.case.ask')}</Button>}
          {can.note && <Button onPress={() => setOpen('note')}>{t('access_requests.case.add_note')}</Button>}
          {can.redirect && <Button onPress={() => setOpen('redirect')}>{t('access_requests.case.redirect')}</Button>}
          {can.refuse && <Button onPress={() => setOpen('refuse')}>{t('access_requests.case.refuse')}</Button>}
        </div>
      )}
    </Section>
  );
}

function Approve({ data: { requestId, version, contact, company } }: CaseProps) {
  const { t } = useHouse();
  const [isSure, setSure] = useState(false);
  const act = useAct(accessEndpoints.approveAccess);
  const { step, banner } = useStep();
  return (
    <>
      {banner && <div className="w-full">{banner}</div>}
      <Button variant="primary" onPress={() => setSure(true)}>
        {t('access_requests.case.approve')}
      </Button>
      <ConfirmDialog
        open={isSure}
        onClose={() => setSure(false)}
        danger={false}
        title={t('access_requests.case.approve_sure', { name: contact.name, company: company?.name ?? '' })}
        text={t('access_requests.case.approve_text')}
        confirm={t('access_requests.case.approve')}
        onConfirm={() => step(() => act.mutateAsync({ requestId, version }), 'approved')}
      />
    </>
  );
}
