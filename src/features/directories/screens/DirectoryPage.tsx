import { useState } from 'react';
import type { z } from 'zod';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Switch } from '../../../web/ui/Switch.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { directories } from '../contract.ts';
import { ConnectionFields } from './DirectoryNewPage.tsx';
import { StateMark } from './DirectoriesPage.tsx';
import { DomainsPart } from './DomainsPart.tsx';
import { LinkedPart } from './LinkedPart.tsx';
import { TestPart } from './TestPart.tsx';

export type Shown = z.output<typeof directories.getDirectory.output>;

/** One directory: tried, turned on, for which domains it speaks, and whom it means. */
export function DirectoryPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const at = useAccountPath();
  const directoryId = params['directoryId'] ?? '';
  const { data } = useRead(directories.getDirectory, { directoryId });
  return (
    <Page
      title={data?.name ?? t('directories.title')}
      sentence={data && <StateMark state={data.state} />}
      width="reading"
      action={data?.can.edit && <OnOff directory={data} />}
      crumbs={[{ label: t('directories.title'), href: at('/directories') }]}
    >
      {data ? (
        <>
          <TestPart directory={data} />
          <DomainsPart directory={data} />
          <RulesPart directory={data} />
          <Section
            title={t('provisioning.title')}
            text={t('provisioning.sentence')}
            action={<LinkButton href={at(`/directories/${directoryId}/provisioning`)}>{t('provisioning.title')}</LinkButton>}
          >
            {null}
          </Section>
          {data.kind === 'saml' && (
            <Section title={t('saml.provider')} action={<LinkButton href={at(`/directories/${directoryId}/saml`)}>{t('saml.provider')}</LinkButton>}>
              {null}
            </Section>
          )}
          <LinkedPart directory={data} />
          {data.oidc && data.can.edit && <ConnectionPart key={data.version} directory={data} oidc={data.oidc} />}
          {data.can.edit && <RemovePart directory={data} />}
        </>
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  );
}

function OnOff({ directory: { directoryId, name, state, tested, version } }: { readonly directory: Shown }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const on = useAct(directories.turnDirectoryOn),
    off = useAct(directories.turnDirectoryOff);
  const [asking, ask] = useState(false);
  const turnOn = () =>
    attempt(async () => {
      await on.mutateAsync({ directoryId, version });
      toast(t('directories.turned_on'));
    });
  const turnOff = () =>
    attempt(async () => {
      await off.mutateAsync({ directoryId, version });
      toast(t('directories.turned_off'));
    });
  return (
    <>
      {banner}
      {state === 'on' ? (
        <Button onPress={() => ask(true)}>{t('directories.turn_off')}</Button>
      ) : (
        <Button variant="primary" reason={tested ? undefined : t('directories.turn_on_first')} onPress={turnOn}>
          {t('directories.turn_on')}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => ask(false)}
        title={t('directories.turn_off_title', { name })}
        goes={[t('directories.turn_off_goes')]}
        stays={[t('directories.turn_off_stays')]}
        confirm={t('directories.turn_off')}
        onConfirm={turnOff}
      />
    </>
  );
}

function RulesPart({ directory: { directoryId, version, admitsNew, checksSecondFactor, can } }: { readonly directory: Shown }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const change = useAct(directories.changeDirectory);
  const set = (changes: { admitsNew?: boolean; checksSecondFactor?: boolean }) =>
    void attempt(async () => {
      await change.mutateAsync({ directoryId, version, ...changes });
      toast(t('directories.saved'));
    });
  return (
    <Section title={t('directories.rules')}>
      {banner}
      <Switch
        name="admitsNew"
        label={t('directories.admits_new')}
        help={t('directories.admits_new_help')}
        value={admitsNew}
        disabled={!can.edit}
        onChange={(value) => set({ admitsNew: value })}
      />
      <Switch
        name="checksSecondFactor"
        label={t('directories.checks_second_factor')}
        help={t('directories.checks_second_factor_help')}
        value={checksSecondFactor}
        disabled={!can.edit}
        onChange={(value) => set({ checksSecondFactor: value })}
      />
    </Section>
  );
}

type Typed = Record<'name' | 'issuer' | 'clientId' | 'clientSecret', string>;

function ConnectionPart({ directory, oidc }: { readonly directory: Shown; readonly oidc: NonNullable<Shown['oidc']> }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const change = useAct(directories.changeDirectory);
  const { directoryId, version, name } = directory;
  const save = (typed: Typed) =>
    attempt(async () => {
      const isOther = typed.issuer !== oidc.issuer || typed.clientId !== oidc.clientId;
      await change.mutateAsync({
        directoryId,
        version,
        name: typed.name,
        ...(isOther ? { issuer: typed.issuer, clientId: typed.clientId } : {}),
        ...(typed.clientSecret ? { clientSecret: typed.clientSecret } : {}),
      });
      toast(t('directories.saved'));
    });
  return (
    <Section title={t('directories.connection')} text={t('directories.connection_text')}>
      <Form<Typed> initial={{ name, ...oidc }} onSubmit={save} problem={banner}>
        <TextField name="name" label={t('directories.name')} help={t('directories.name_help')} maxLength={60} autoComplete="off" />
        <ConnectionFields isKept />
        <FormActions>
          <Button type="submit">{t('ui.save')}</Button>
        </FormActions>
      </Form>
    </Section>
  );
}

function RemovePart({ directory }: { readonly directory: Shown }) {
  const { t } = useHouse();
  const [asking, ask] = useState(false);
  return (
    <Section title={t('directories.remove')}>
      <div>
        <Button variant="danger" onPress={() => ask(true)}>
          {t('directories.remove')}
        </Button>
      </div>
      {asking && <RemoveDialog directory={directory} onClose={() => ask(false)} />}
    </Section>
  );
}

/** Whom it concerns stands there before it is done. */
function RemoveDialog({ directory: { directoryId, name, version }, onClose }: { readonly directory: Shown; readonly onClose: () => void }) {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const { attempt, banner } = useAttempt();
  const { data } = useRead(directories.previewDirectoryRemoval, { directoryId });
  const remove = useAct(directories.removeDirectory);
  if (!data) return null;
  const { people, count, withoutOwnWay } = data;
  const names = people.map((person) => `${person.name} (${person.email})`);
  const goes = [
    t('directories.remove_people', { count }),
    ...names,
    ...(count > people.length ? [t('directories.remove_more', { count: count - people.length })] : []),
    ...(withoutOwnWay ? [t('directories.remove_without', { count: withoutOwnWay })] : []),
  ];
  return (
    <>
      {banner}
      <ConfirmDialog
        open
        onClose={onClose}
        title={t('directories.remove_title', { name })}
        goes={goes}
        stays={[t('directories.remove_stays')]}
        typed={name}
        confirm={t('directories.remove')}
        onConfirm={() =>
          attempt(async () => {
            await remove.mutateAsync({ directoryId, version });
            toast(t('directories.removed'));
            go(at('/directories'), { replace: true });
          })
        }
      />
    </>
  );
}
