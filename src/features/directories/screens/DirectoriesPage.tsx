import { KeyRound, Plus } from 'lucide-react';
import type { z } from 'zod';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { Switch } from '../../../web/ui/Switch.tsx';
import { type Column, Table } from '../../../web/ui/Table.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type Directory, directories } from '../contract.ts';

type Listed = z.output<typeof directories.listDirectories.output>;

/** Settings › Single sign-on: the company's directories, and the admins who need none. */
export function DirectoriesPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { data } = useRead(directories.listDirectories, {});
  const columns = useColumns();
  const add = data?.can.edit && (
    <LinkButton href={at('/directories/new')} variant="primary" icon={Plus}>
      {t('directories.add')}
    </LinkButton>
  );
  const none = data?.items.length === 0;
  return (
    <Page title={t('directories.title')} sentence={t('directories.sentence')} action={!none && add}>
      {data ? (
        <>
          <Table<Directory>
            label={t('directories.title')}
            columns={columns}
            rows={data.items}
            rowKey={(row) => row.directoryId}
            rowLabel={(row) => row.name}
            href={(row) => at(`/directories/${row.directoryId}`)}
            empty={<Empty icon={KeyRound} title={t('directories.none')} text={t('directories.none_text')} action={add} />}
          />
          {!none && <LocalWays {...data} />}
        </>
      ) : (
        <SkeletonLines lines={6} />
      )}
    </Page>
  );
}

export function StateMark({ state }: { readonly state: Directory['state'] }) {
  const { t } = useHouse();
  return (
    <Status kind={state === 'on' ? 'success' : state === 'off' ? 'warning' : 'plain'} bare>
      {t(`directories.state.${state}`)}
    </Status>
  );
}

function useColumns(): Column<Directory>[] {
  const { t, formatNumber, formatList } = useHouse();
  return [
    { id: 'name', header: t('directories.name'), cell: ({ name }) => <span className="font-medium">{name}</span> },
    { id: 'kind', header: t('directories.kind'), width: '9rem', phone: 'hidden', cell: ({ kind }) => t(`directories.kind.${kind}`) },
    { id: 'domains', header: t('directories.domains'), width: '18rem', phone: 'fact', cell: ({ domains }) => formatList(domains.map(({ domain }) => domain)) },
    { id: 'people', header: t('directories.people'), width: '9rem', align: 'end', phone: 'fact', cell: ({ people }) => formatNumber(people) },
    { id: 'state', header: t('directories.state'), width: '10rem', phone: 'fact', cell: ({ state }) => <StateMark state={state} /> },
  ];
}

function LocalWays({ admins, can }: Pick<Listed, 'admins' | 'can'>) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const set = useAct(directories.setLocalWays);
  const kept = admins.filter(({ keepsLocalWay }) => keepsLocalWay).map(({ personId }) => personId);
  const change = (personId: string, keeps: boolean) =>
    attempt(async () => {
      await set.mutateAsync({ personIds: keeps ? [...kept, personId] : kept.filter((id) => id !== personId) });
      toast(t('directories.local_saved'));
    });
  return (
    <Section title={t('directories.local')} text={t('directories.local_text')}>
      {banner}
      <div className="flex max-w-reading flex-col gap-2">
        {admins.map(({ personId, name, email, keepsLocalWay, hasSecondFactor }) => (
          <Switch
            key={personId}
            name={`local-${personId}`}
            label={name}
            help={hasSecondFactor ? email : `${email} · ${t('directories.local_no_factor')}`}
            value={keepsLocalWay}
            disabled={!can.edit || (!hasSecondFactor && !keepsLocalWay)}
            onChange={(keeps) => void change(personId, keeps)}
          />
        ))}
      </div>
    </Section>
  );
}
