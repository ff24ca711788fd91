import { MapPin } from 'lucide-react';
import { useHouse } from '../house.tsx';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { HelperList } from '../ui/HelperList.tsx';
import { Refusal } from '../ui/Refusal.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { Table } from '../ui/Table.tsx';
import { usePeopleColumns } from './ListShelf.tsx';
import { Shelf } from './Shelf.tsx';

const soon = () => new Promise((done) => setTimeout(done, 800));

export function StatesShelf() {
  const { t, formatList } = useHouse();
  const columns = usePeopleColumns();
  return (
    <Shelf name="Empty · Refusal · ErrorState · Skeleton · Table (loading)">
      <div className="grid items-start gap-6 nav:grid-cols-3">
        <Empty icon={MapPin} title={t('gallery.empty')} text={t('gallery.empty_text')} action={<Button variant="primary">{t('gallery.empty_act')}</Button>} />
        <Refusal
          title={t('ui.refusal.needs', { roles: formatList([t('gallery.role_ba'), t('gallery.role_ga')], 'disjunction'), what: t('gallery.see_invoices') })}
          actions={<Button onPress={soon}>{t('ui.refusal.ask')}</Button>}
          people={
            <HelperList
              people={[
                { personId: '1', name: 'Amélie Laurent', email: 'amelie.laurent@example.com' },
                { personId: '2', name: '陳怡君', email: 'chen.yijun@example.com' },
              ]}
            />
          }
        />
        <ErrorState onRetry={soon} reference="01JD8Z-7Q2K" />
      </div>
      <Table label={t('ui.loading')} columns={columns} rows={undefined} rowKey={({ id }) => id} rowLabel={({ name }) => name} empty={null} />
      <SkeletonLines />
    </Shelf>
  );
}
