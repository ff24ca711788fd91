import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Dialog } from '../../../../web/ui/Dialog.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { recovery } from '../../contract.ts';
import type { elevationsEndpoints } from '../../contract/elevations.ts';
import { ElevationCard } from './ElevationCard.tsx';
import { sayGoes } from './goes.ts';

type ElevationAtDesk = z.output<typeof elevationsEndpoints.listElevationsOf.output>['items'][number];

/** How a company got administrators back, for the operator's desk, which can stop or undo it. */
export function DeskElevationsPage() {
  const { t } = useHouse();
  const accountId = usePlace().params['accountId'] ?? '';
  const { data } = useRead(recovery.listElevationsOf, { accountId });
  return (
    <Page
      title={t('elevations.desk_title')}
      sentence={data && t('elevations.desk_sentence', { company: data.company })}
      width="reading"
      crumbs={[{ label: data?.company ?? t('elevations.desk_company'), href: `/operator/accounts/${accountId}` }]}
    >
      {!data && <SkeletonLines lines={6} />}
      {data?.items.length === 0 && <Empty icon={ShieldCheck} title={t('elevations.desk_none')} text={t('elevations.desk_none_text')} />}
      {data?.items.map((elevation) => (
        <ElevationCard key={elevation.elevationId} elevation={elevation} acts={<DeskActs elevation={elevation} accountId={accountId} />} />
      ))}
    </Page>
  );
}

interface DeskActsProps {
  readonly elevation: ElevationAtDesk;
  readonly accountId: string;
}

function DeskActs({ elevation, accountId }: DeskActsProps) {
  const { t } = useHouse();
  const [open, show] = useState(false);
  const isGranted = elevation.state === 'granted';
  if (!isGranted && elevation.state !== 'gathering' && elevation.state !== 'waiting') return null;
  return (
    <div>
      <Button variant="danger" onPress={() => show(true)}>
        {t(isGranted ? 'elevations.undo' : 'elevations.stop')}
      </Button>
      {open && <EndDialog elevation={elevation} accountId={accountId} onClose={() => show(false)} />}
    </div>
  );
}

function EndDialog({ elevation: { elevationId, person, undoing }, accountId, onClose }: DeskActsProps & { readonly onClose: () => void }) {
  const { t } = useHouse();
  const end = useAct(recovery.revertElevationOf);
  const { attempt, banner } = useAttempt();
  const said = undoing ? 'elevations.undone_toast' : 'elevations.stopped_toast';
  const goes = undoing ? sayGoes(t, undoing) : [];
  return (
    <Dialog open onClose={onClose} title={undoing ? t('elevations.undo_title', { name: person.name }) : t('elevations.stop_title')}>
      <p className="text-14">{undoing ? t('elevations.undo_text') : t('elevations.stop_text', { name: person.name })}</p>
      {goes.length > 0 && (
        <ul className="list-disc ps-5 text-14">
          {goes.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <Form<{ reason: string }>
        initial={{}}
        problem={banner}
        onSubmit={({ reason }) =>
          attempt(async () => {
            await end.mutateAsync({ accountId, elevationId, reason });
            toast(t(said));
            onClose();
          })
        }
      >
        <TextArea name="reason" label={t('elevations.desk_reason')} help={t('elevations.desk_reason_help')} rows={3} maxLength={500} />
        <FormActions>
          <Button type="submit" variant="danger">
            {t(undoing ? 'elevations.undo' : 'elevations.stop')}
          </Button>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
