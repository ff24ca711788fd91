import { useHouse } from '../house.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Progress } from '../ui/Progress.tsx';
import { Status } from '../ui/Status.tsx';
import { Stepper } from '../ui/Stepper.tsx';
import { toast } from '../ui/Toast.tsx';
import { Row, Shelf } from './Shelf.tsx';

const kinds = ['info', 'success', 'warning', 'danger'] as const;

export function NoticesShelf() {
  const { t, formatNumber } = useHouse();
  return (
    <Shelf name="Banner · Status · Badge · Toast · Progress · Stepper">
      {kinds.map((kind) => (
        <Banner
          key={kind}
          kind={kind}
          title={kind === 'info' || kind === 'danger' ? t('gallery.banner_title') : undefined}
          action={kind === 'info' ? <Button size="small">{t('gallery.invite')}</Button> : undefined}
          onClose={kind === 'success' ? () => {} : undefined}
        >
          {t('gallery.banner')}
        </Banner>
      ))}
      <Row>
        <Status kind="success">{t('gallery.active')}</Status>
        <Status kind="info">{t('gallery.review')}</Status>
        <Status kind="warning">{t('gallery.expired')}</Status>
        <Status kind="danger">{t('gallery.rejected')}</Status>
        <Status kind="plain">{t('gallery.draft')}</Status>
        <Status kind="success" bare>
          {t('gallery.active')}
        </Status>
        <Badge>{t('gallery.role_ga')}</Badge>
        <Badge accent>{formatNumber(12)}</Badge>
        <Button size="small" onPress={() => toast(t('gallery.removed', { name: '陳怡君' }), { onUndo: () => toast(t('ui.undo')) })}>
          Toast
        </Button>
      </Row>
      <div className="grid gap-6 sm:grid-cols-2">
        <Progress label={t('gallery.import')} value={0.42} />
        <Progress label={t('gallery.import')} text={t('ui.pending')} />
      </div>
      <Stepper
        way="across"
        steps={[
          { id: 'a', label: t('gallery.step_country'), state: 'done', detail: t('gallery.active') },
          { id: 'b', label: t('gallery.step_company'), state: 'failed', detail: t('gallery.rejected') },
          { id: 'c', label: t('gallery.step_contact'), state: 'now', detail: t('gallery.review') },
          { id: 'd', label: t('gallery.step_terms'), state: 'later' },
        ]}
      />
    </Shelf>
  );
}
