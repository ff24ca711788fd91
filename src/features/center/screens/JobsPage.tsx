import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Page } from '../../../web/ui/Page.tsx';
import { Tabs } from '../../../web/ui/Tabs.tsx';
import { JobList } from './JobList.tsx';
import { QueueList } from './QueueList.tsx';

/** What works in the background: kinds of work with their counts, single jobs with their reasons. */
export function JobsPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const chosen = search.get('state') || search.get('queue') ? 'jobs' : (search.get('tab') ?? 'queues');
  return (
    <Page title={t('jobs.title')} sentence={t('jobs.sentence')}>
      <Tabs
        label={t('jobs.title')}
        chosen={chosen}
        onChoose={(tab) => setSearch({ tab: tab === 'queues' ? null : tab, state: null, queue: null })}
        tabs={[
          { id: 'queues', label: t('jobs.queues'), content: <QueueList /> },
          { id: 'jobs', label: t('jobs.single'), content: <JobList /> },
        ]}
      />
    </Page>
  );
}
