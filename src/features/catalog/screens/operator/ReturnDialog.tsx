import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Dialog } from '../../../../web/ui/Dialog.tsx';
import { FormActions } from '../../../../web/ui/Form.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { catalog } from '../../contract.ts';
import { ProductChanges } from './ProductChanges.tsx';

interface ReturnProps {
  readonly versionId: string;
  readonly number: number;
  readonly onClose: () => void;
}

/** Shows what going back to a version would change, and puts it into the draft. */
export function ReturnDialog({ versionId, number, onClose }: ReturnProps) {
  const { t } = useHouse();
  const { go } = usePlace();
  const { data } = useRead(catalog.previewReturn, { versionId });
  const back = useAct(catalog.returnToVersion);
  const { attempt, banner } = useAttempt();
  return (
    <Dialog open onClose={onClose} title={t('catalog.versions.return_title', { number })} size="wide" firm>
      {banner}
      {!data && <SkeletonLines lines={4} />}
      {data?.products.length === 0 && <p className="text-14">{t('catalog.versions.return_same')}</p>}
      {data && data.products.length > 0 && (
        <>
          <p className="text-14 text-muted">{t('catalog.versions.return_text')}</p>
          <ProductChanges changes={data.products} />
          <FormActions>
            <Button
              variant="primary"
              onPress={() =>
                attempt(async () => {
                  const { draft } = await back.mutateAsync({ versionId });
                  toast(t('catalog.desk.to_draft_done'));
                  onClose();
                  go(`/operator/catalog/versions/${draft}`);
                })
              }
            >
              {t('catalog.versions.return_do')}
            </Button>
          </FormActions>
        </>
      )}
    </Dialog>
  );
}
