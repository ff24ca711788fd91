import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { recovery } from '../../contract.ts';
import type { Elevation } from '../../contract/elevations.ts';
import { sayGoes } from './goes.ts';

export type ElevationShown = z.output<typeof Elevation>;

const kinds = { gathering: 'info', waiting: 'warning', granted: 'warning', ended: 'success', reverted: 'plain', stopped: 'plain', lapsed: 'plain' } as const;
export function ElevationState({ state }: Pick<ElevationShown, 'state'>) {
  const { t } = useHouse();
  return <Status kind={kinds[state]}>{t(`elevations.state.${state}`)}</Status>;
}

/** The elevation that is under way: who, why, how far, until when, and what the reader can do about it (`acts`: at the desk). */
export function ElevationCard({ elevation, acts }: { readonly elevation: ElevationShown; readonly acts?: ReactNode }) {
  const { t, formatDate } = useHouse();
  const { isMe, person, source, reason, askedBy, askedAt, confirmations, state } = elevation;
  return (
    <Section title={isMe ? t('elevations.for_me') : t('elevations.for', { name: person.name })} action={<ElevationState state={state} />}>
      <Standing elevation={elevation} />
      <DescriptionList
        facts={[
          { label: t('elevations.ground'), value: t(`elevations.source.${source}`) },
          ...(reason ? [{ label: t('elevations.reason'), value: <span className="whitespace-pre-wrap">{reason}</span> }] : []),
          {
            label: t('elevations.asked'),
            value: askedBy ? t('elevations.asked_by', { name: askedBy, when: formatDate(askedAt, 'moment') }) : formatDate(askedAt, 'moment'),
          },
          ...(source === 'colleagues'
            ? [
                {
                  label: t('elevations.confirmed'),
                  value: confirmations.length ? (
                    <ul>
                      {confirmations.map(({ personId, name, at }) => (
                        <li key={personId}>{t('elevations.asked_by', { name, when: formatDate(at, 'moment') })}</li>
                      ))}
                    </ul>
                  ) : (
                    t('elevations.nobody_yet')
                  ),
                },
              ]
            : []),
        ]}
      />
      {acts === undefined ? <Deciding elevation={elevation} /> : acts}
    </Section>
  );
}

function Standing({ elevation }: { readonly elevation: ElevationShown }) {
  const { t, formatDate, formatRelative } = useHouse();
  const { state, isMe, person, expiresAt, waitsUntil, windowUntil, roleUntil, confirmations } = elevation;
  const till = (at: Date) => ({ when: formatDate(at, 'moment'), in: formatRelative(at) });
  if (state === 'gathering') {
    return (
      <Banner kind="info" title={t('elevations.needs', { count: Math.max(1, 2 - confirmations.length) })}>
        {t('elevations.needs_until', till(expiresAt))}
      </Banner>
    );
  }
  if (state === 'waiting' && waitsUntil)
    return (
      <Banner kind="warning">{isMe ? t('elevations.waits_me', till(waitsUntil)) : t('elevations.waits', { name: person.name, ...till(waitsUntil) })}</Banner>
    );
  if (state === 'ended' && roleUntil)
    return (
      <Banner kind="warning">{isMe ? t('elevations.limited_me', till(roleUntil)) : t('elevations.limited', { name: person.name, ...till(roleUntil) })}</Banner>
    );
  if (state === 'granted' && windowUntil) return <Banner kind="warning">{t('elevations.provisional', till(windowUntil))}</Banner>;
  return null;
}

function Deciding({ elevation }: { readonly elevation: ElevationShown }) {
  const { t } = useHouse();
  const confirm = useAct(recovery.confirmElevation);
  const stop = useAct(recovery.stopElevation);
  const keep = useAct(recovery.keepElevated);
  const { attempt, banner } = useAttempt();
  const [open, show] = useState<'confirm' | 'stop' | 'undo' | 'keep' | null>(null);
  const { elevationId, can, against, isMe, person } = elevation;
  const { name } = person;
  const close = () => show(null);
  const act = (does: () => Promise<unknown>, said: string) => () =>
    attempt(async () => {
      await does();
      toast(said);
    });
  return (
    <div className="flex flex-col gap-3">
      {banner}
      {against && <p className="text-14 text-muted">{t(`elevations.against.${against}`)}</p>}
      {(can.confirm || can.stop || can.revert || can.keep) && (
        <div className="flex flex-wrap gap-3">
          {can.confirm && (
            <Button variant="primary" onPress={() => show('confirm')}>
              {t('elevations.confirm')}
            </Button>
          )}
          {can.keep && (
            <Button variant="primary" onPress={() => show('keep')}>
              {t('elevations.keep')}
            </Button>
          )}
          {can.stop && <Button onPress={() => show('stop')}>{t('elevations.stop')}</Button>}
          {can.revert && (
            <Button variant="danger" onPress={() => show('undo')}>
              {t('elevations.undo')}
            </Button>
          )}
        </div>
      )}
      <ConfirmDialog
        open={open === 'confirm'}
        onClose={close}
        danger={false}
        title={t('elevations.confirm_title', { name })}
        text={isMe ? t('elevations.confirm_text_me') : t('elevations.confirm_text', { name })}
        confirm={t('elevations.confirm')}
        onConfirm={act(() => confirm.mutateAsync({ elevationId }), t('elevations.confirmed_toast'))}
      />
      <ConfirmDialog
        open={open === 'stop'}
        onClose={close}
        title={t('elevations.stop_title')}
        text={t('elevations.stop_text', { name })}
        confirm={t('elevations.stop')}
        onConfirm={act(() => stop.mutateAsync({ elevationId }), t('elevations.stopped_toast'))}
      />
      <ConfirmDialog
        open={open === 'keep'}
        onClose={close}
        danger={false}
        title={t('elevations.keep_title')}
        text={t('elevations.keep_text')}
        confirm={t('elevations.keep')}
        onConfirm={act(() => keep.mutateAsync({ elevationId }), t('elevations.kept_toast'))}
      />
      {open === 'undo' && <UndoDialog elevation={elevation} onClose={close} act={act} />}
    </div>
  );
}

interface UndoDialogProps {
  readonly elevation: ElevationShown;
  readonly onClose: () => void;
  readonly act: (does: () => Promise<unknown>, said: string) => () => Promise<unknown>;
}
function UndoDialog({ elevation: { elevationId, person }, onClose, act }: UndoDialogProps) {
  const { t } = useHouse();
  const { data } = useRead(recovery.previewUndo, { elevationId });
  const revert = useAct(recovery.revertElevation);
  return (
    <ConfirmDialog
      open={data !== undefined}
      onClose={onClose}
      title={t('elevations.undo_title', { name: person.name })}
      text={t('elevations.undo_text')}
      goes={data ? sayGoes(t, data) : []}
      confirm={t('elevations.undo')}
      onConfirm={act(() => revert.mutateAsync({ elevationId }), t('elevations.undone_toast'))}
    />
  );
}
