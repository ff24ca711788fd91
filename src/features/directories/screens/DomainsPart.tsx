import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { Switch } from '../../../web/ui/Switch.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { directories } from '../contract.ts';
import type { Shown } from './DirectoryPage.tsx';

/** For which of the company's proved domains the directory speaks, and whose people must use it. */
export function DomainsPart({ directory }: { readonly directory: Shown }) {
  const { t, compareNames } = useHouse();
  const at = useAccountPath();
  const { proved, domains } = directory;
  // A domain whose proof was given up stays to be seen until it is taken off.
  const names = [...new Set([...proved, ...domains].map(({ domain }) => domain))].toSorted(compareNames);
  return (
    <Section
      title={t('directories.domains')}
      text={t('directories.domains_text')}
      action={<LinkButton href={at('/domains')}>{t('directories.domains_prove')}</LinkButton>}
    >
      {names.length === 0 && <p className="text-14 text-muted">{t('directories.domains_none')}</p>}
      {names.map((domain) => (
        <DomainLine key={domain} directory={directory} domain={domain} />
      ))}
    </Section>
  );
}

function DomainLine({ directory: { directoryId, domains, proved, hasLocalWay, can }, domain }: { readonly directory: Shown; readonly domain: string }) {
  const { t, formatDate, formatRelative } = useHouse();
  const { attempt, banner } = useAttempt();
  const set = useAct(directories.setDirectoryDomain),
    take = useAct(directories.takeDirectoryDomain);
  const spoken = domains.find((each) => each.domain === domain);
  const elsewhere = proved.find((each) => each.domain === domain && each.directoryId !== null && each.directoryId !== directoryId)?.directory;
  const act = (work: () => Promise<unknown>) =>
    void attempt(async () => {
      await work();
      toast(t('directories.saved'));
    });
  const speak = (speaks: boolean) =>
    act(() => (speaks ? set.mutateAsync({ directoryId, domain, isRequired: false }) : take.mutateAsync({ directoryId, domain })));
  const said = elsewhere
    ? t('directories.elsewhere', { directory: elsewhere })
    : spoken?.checkedAt && !spoken.lostAt
      ? t('directories.checked', { ago: formatRelative(spoken.checkedAt) })
      : undefined;
  return (
    <div className="flex flex-col gap-3 rounded-card border border-line p-4">
      {banner}
      {spoken?.lostAt && <Banner kind="warning">{t('directories.lost', { date: formatDate(spoken.lostAt) })}</Banner>}
      <Switch
        name={`speaks-${domain}`}
        label={t('directories.speaks', { domain })}
        help={said}
        value={spoken !== undefined}
        disabled={!can.edit || elsewhere !== undefined}
        onChange={speak}
      />
      {spoken && (
        <Switch
          name={`required-${domain}`}
          label={t('directories.required', { domain })}
          help={hasLocalWay || spoken.isRequired ? t('directories.required_help') : t('directories.required_first')}
          value={spoken.isRequired}
          disabled={!can.edit || (!hasLocalWay && !spoken.isRequired)}
          onChange={(isRequired) => act(() => set.mutateAsync({ directoryId, domain, isRequired }))}
        />
      )}
    </div>
  );
}
