import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { DateField } from '../../../../web/ui/DateField.tsx';
import { Dialog } from '../../../../web/ui/Dialog.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { catalog, type Version } from '../../contract.ts';
import { ProductChanges } from './ProductChanges.tsx';
import { ReturnDialog } from './ReturnDialog.tsx';
import { VersionMark } from './VersionMark.tsx';

/** One version: what it changes, and when it is published. */
export function VersionPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const versionId = params['versionId'] ?? '';
  const { data } = useRead(catalog.getVersion, { versionId });
  const { attempt, banner } = useAttempt();
  return (
    <Page
      title={data ? t('catalog.versions.number', { number: data.number }) : t('catalog.versions.title')}
      mark={data && <VersionMark of={data} />}
      sentence={data?.note ?? undefined}
      width="reading"
      crumbs={[
        { label: t('catalog.desk.title'), href: '/operator/catalog' },
        { label: t('catalog.versions.title'), href: '/operator/catalog/versions' },
      ]}
      action={data && <Acts of={data} run={attempt} />}
    >
      {banner}
      {!data && <SkeletonLines lines={6} />}
      {data && <ProductChanges changes={data.products} />}
    </Page>
  );
}

function Acts({ of: { versionId, version, number, can }, run }: { readonly of: Version; readonly run: (act: () => Promise<unknown>) => Promise<unknown> }) {
  const { t } = useHouse();
  const [publishing, ask] = useState(false);
  const [returning, turn] = useState(false);
  const back = useAct(catalog.unscheduleVersion);
  const discard = useAct(catalog.discardVersion);
  return (
    <>
      {can.return && <Button onPress={() => turn(true)}>{t('catalog.versions.return')}</Button>}
      {returning && <ReturnDialog versionId={versionId} number={number} onClose={() => turn(false)} />}
      {can.unschedule && <Button onPress={() => run(() => back.mutateAsync({ versionId, version }))}>{t('catalog.versions.unschedule')}</Button>}
      {can.discard && (
        <Button
          variant="quiet"
          onPress={() =>
            run(async () => {
              await discard.mutateAsync({ versionId, version });
              toast(t('catalog.versions.discarded'));
            })
          }
        >
          {t('catalog.versions.discard')}
        </Button>
      )}
      {can.publish && (
        <Button variant="primary" onPress={() => ask(true)}>
          {t('catalog.versions.publish')}
        </Button>
      )}
      {publishing && <PublishDialog versionId={versionId} version={version} number={number} onClose={() => ask(false)} />}
    </>
  );
}

interface PublishProps {
  readonly versionId: string;
  readonly version: number;
  readonly number: number;
  readonly onClose: () => void;
}
function PublishDialog({ versionId, version, number, onClose }: PublishProps) {
  const { t } = useHouse();
  const [day, choose] = useState('');
  const publish = useAct(catalog.publishVersion);
  const { attempt, banner } = useAttempt();
  return (
    <Dialog open onClose={onClose} title={t('catalog.versions.publish_title', { number })} firm>
      <Form<Record<string, string>>
        initial={{ note: '' }}
        problem={banner}
        onSubmit={({ note }) =>
          attempt(async () => {
            await publish.mutateAsync({ versionId, version, publishOn: day || null, note: note?.trim() || null });
            toast(t(day ? 'catalog.versions.scheduled' : 'catalog.versions.published'));
            onClose();
          })
        }
      >
        <DateField label={t('catalog.versions.on')} help={t('catalog.versions.on_help')} value={day} onChange={choose} />
        <TextField name="note" label={t('catalog.versions.note')} optional maxLength={300} />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('catalog.versions.publish')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
