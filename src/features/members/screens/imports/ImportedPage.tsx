import { useEffect, useState } from 'react';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Progress } from '../../../../web/ui/Progress.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Tabs } from '../../../../web/ui/Tabs.tsx';
import { members } from '../../contract.ts';
import type { Import, RowOutcome } from '../../contract/imports.ts';
import { ImportActs, SaveRows } from './ImportActs.tsx';
import { ImportMark } from './ImportMark.tsx';
import { ImportRows } from './ImportRows.tsx';

const isBusy = (file: Import | undefined): boolean => file?.state === 'checking' || file?.state === 'adding';

/** One file: what it would do, how far it is, what it did. */
export function ImportedPage() {
  const { t, formatDate } = useHouse();
  const { params } = usePlace();
  const at = useAccountPath();
  const [busy, setBusy] = useState(true);
  const { data: file } = useRead(members.getImport, { importId: params['importId'] ?? '' }, busy ? { everyMs: 1_000 } : {});
  useEffect(() => setBusy(file === undefined || isBusy(file)), [file]);
  const crumbs = [
    { label: t('members.title'), href: at('/people') },
    { label: t('imports.title'), href: at('/people/import') },
  ];
  if (!file)
    return (
      <Page title={t('imports.title')} crumbs={crumbs}>
        <SkeletonLines lines={6} />
      </Page>
    );
  return (
    <Page
      title={file.fileName}
      mark={<ImportMark state={file.state} bare={false} />}
      sentence={file.state === 'ready' ? t('imports.preview_sentence') : t('imports.by', { name: file.createdBy, when: formatDate(file.createdAt, 'moment') })}
      crumbs={crumbs}
      action={<ImportActs file={file} />}
    >
      <How file={file} />
      {file.state !== 'checking' && file.state !== 'failed' && <Rows file={file} />}
    </Page>
  );
}

/** The one thing to know about it now. */
function How({ file }: { readonly file: Import }) {
  const { t, formatDate } = useHouse();
  const at = useAccountPath();
  const { state, counts, progress } = file;
  if (state === 'checking') return <Progress label={t('imports.checking')} />;
  if (state === 'failed')
    return (
      <Banner kind="danger" title={t('imports.failed')}>
        {t('imports.failed_text')}
      </Banner>
    );
  if (state === 'adding')
    return (
      <div className="flex max-w-reading flex-col gap-2">
        <Progress
          label={t('imports.adding')}
          value={counts.invite ? progress / counts.invite : 0}
          text={t('imports.progress', { done: progress, all: counts.invite })}
        />
        <p className="text-13 text-muted">{t('imports.adding_text')}</p>
      </div>
    );
  if (state === 'done')
    return (
      <Banner kind="success" title={t('imports.done', { count: counts.invite })}>
        {file.undoableUntil && t('imports.undoable', { day: formatDate(file.undoableUntil, 'long') })}
      </Banner>
    );
  if (state === 'undone')
    return <Banner kind="info" title={t('imports.undone', { name: file.undoneBy ?? '', when: file.undoneAt ? formatDate(file.undoneAt, 'moment') : '' })} />;
  if (counts.wrong > 0)
    return (
      <Banner
        kind="warning"
        title={t('imports.mend', { count: counts.wrong })}
        action={
          <span className="flex flex-wrap gap-2">
            <SaveRows file={file} outcome="wrong" />
            <LinkButton size="small" href={at('/people/import')}>
              {t('imports.again')}
            </LinkButton>
          </span>
        }
      >
        {t('imports.mend_text')}
      </Banner>
    );
  return counts.invite === 0 ? <Banner kind="info" title={t('imports.nobody')} /> : null;
}

function Rows({ file }: { readonly file: Import }) {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const { invite, alreadyMember, alreadyInvited, wrong } = file.counts;
  const kinds: readonly [RowOutcome, number][] = [
    ['wrong', wrong],
    ['invite', invite],
    ['already_member', alreadyMember],
    ['already_invited', alreadyInvited],
  ];
  const there = kinds.filter(([, count]) => count > 0);
  const isAdded = file.state !== 'ready';
  const chosen = there.find(([outcome]) => outcome === search.get('show'))?.[0] ?? 'all';
  return (
    <Tabs
      label={t('imports.column.outcome')}
      chosen={chosen}
      onChoose={(id) => setSearch({ show: id === 'all' ? null : id })}
      tabs={[
        { id: 'all', label: t('imports.all'), count: file.rows, content: <ImportRows file={file} count={file.rows} /> },
        ...there.map(([outcome, count]) => ({
          id: outcome,
          label: t(`imports.outcome.${outcome === 'invite' && isAdded ? 'invited' : outcome}`),
          count,
          content: <ImportRows file={file} outcome={outcome} count={count} />,
        })),
      ]}
    />
  );
}
