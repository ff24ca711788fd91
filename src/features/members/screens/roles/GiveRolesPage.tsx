import { X } from 'lucide-react';
import { useState } from 'react';
import { fullName } from '../../../../core/person.ts';
import { accountRoles } from '../../../../core/roles.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ComboBox } from '../../../../web/ui/ComboBox.tsx';
import type { FieldErrors } from '../../../../web/ui/formState.ts';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { members, mostAtOnce } from '../../contract.ts';
import { faultOf, newDraft, type RoleDraft, wantedOf } from './drafts.ts';
import { noPlaces } from './rightsWords.ts';
import { RoleLines } from './RoleLines.tsx';
import { RolesEffect, useRolesPreview } from './RolesEffect.tsx';

/** The same roles for several people at once; what it means for each is said before it is saved. */
export function GiveRolesPage() {
  const { t } = useHouse();
  const { search, go } = usePlace();
  const at = useAccountPath();
  const [people, setPeople] = useState<readonly string[]>(() => (search.get('people') ?? '').split(',').filter(Boolean).slice(0, mostAtOnce));
  const role = accountRoles.find((one) => one === search.get('role'));
  const [drafts, setDrafts] = useState<readonly RoleDraft[]>(() => (role ? [newDraft(role)] : []));
  const [wrong, setWrong] = useState<FieldErrors>({});
  const rights = useRead(members.listRoles, {}).data;
  const places = useRead(members.listRolePlaces, {}, { catches: true }).data ?? noPlaces;
  const give = useAct(members.giveRoles);
  const { attempt, banner } = useAttempt();
  const fault = faultOf(drafts);
  const roles = wantedOf(drafts);
  const isWhole = people.length > 0 && roles.length > 0 && !fault;
  const preview = useRolesPreview(isWhole ? { personIds: [...people], give: roles } : undefined);
  const given = (one: (typeof accountRoles)[number]) => rights?.roles.find((shown) => shown.role === one);
  const reason =
    people.length === 0
      ? 'rights.give.needs_people'
      : roles.length === 0
        ? 'rights.give.needs_roles'
        : (fault ?? (preview?.people.some(({ refused }) => refused) ? 'rights.give.refused' : undefined));
  const save = async () => {
    const faults = await attempt(async () => {
      const { people: count } = await give.mutateAsync({ personIds: [...people], roles });
      toast(t('rights.give.done', { count }));
      go(at(role ? `/roles?role=${role}` : '/roles'));
    });
    setWrong(faults ?? {});
  };
  return (
    <Page title={t('rights.give.title')} sentence={t('rights.give.sentence')} width="reading" crumbs={[{ label: t('rights.title'), href: at('/roles') }]}>
      {banner}
      {Object.values(wrong).map((error) => (
        <Banner key={error} kind="danger" urgent title={error} />
      ))}
      <Section title={t('rights.give.people')}>
        <Chosen people={people} onRemove={(personId) => setPeople(people.filter((one) => one !== personId))} />
        {people.length < mostAtOnce && <AddPerson chosen={people} onAdd={(personId) => setPeople([...people, personId])} />}
      </Section>
      <Section title={t('rights.give.roles')}>
        <RoleLines
          drafts={drafts}
          onChange={setDrafts}
          places={places}
          shown={(one) => given(one)?.can.give ?? false}
          able={() => 'change'}
          waits={(one) => (given(one)?.works === false ? (given(one)?.sections ?? []) : [])}
        />
      </Section>
      {isWhole && <RolesEffect preview={preview} />}
      <div className="flex flex-wrap gap-3 border-t border-line pt-6">
        <Button variant="primary" onPress={save} reason={reason && t(reason)}>
          {t('rights.give.submit', { count: people.length })}
        </Button>
        <Button variant="quiet" onPress={() => go(at('/roles'))}>
          {t('ui.cancel')}
        </Button>
      </div>
    </Page>
  );
}

function Chosen({ people, onRemove }: { readonly people: readonly string[]; readonly onRemove: (personId: string) => void }) {
  if (people.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2">
      {people.map((personId) => (
        <Chip key={personId} personId={personId} onRemove={() => onRemove(personId)} />
      ))}
    </ul>
  );
}

function Chip({ personId, onRemove }: { readonly personId: string; readonly onRemove: () => void }) {
  const { t } = useHouse();
  const person = useRead(members.getPersonRights, { personId }, { catches: true }).data;
  const name = person?.name ?? '…';
  return (
    <li className="inline-flex max-w-full items-center gap-1 rounded-control border border-line bg-surface ps-3 text-14">
      <span className="min-w-0 py-1.5 break-words">{name}</span>
      <button
        type="button"
        aria-label={t('rights.give.remove_person', { name })}
        onClick={onRemove}
        className="flex size-8 items-center justify-center rounded-control text-muted hover:text-ink"
      >
        <X size={16} aria-hidden />
      </button>
    </li>
  );
}

function AddPerson({ chosen, onAdd }: { readonly chosen: readonly string[]; readonly onAdd: (personId: string) => void }) {
  const { t } = useHouse();
  const [typed, type] = useState('');
  const found = useRead(members.listRoleHolders, { limit: 8, ...(typed.trim() ? { search: typed.trim() } : {}) }, { catches: true }).data?.items ?? [];
  return (
    <ComboBox
      // Mounted anew after each choice, so that the field is empty for the next one.
      key={chosen.length}
      name="person"
      label={t('rights.give.add_person')}
      help={t('rights.give.add_help')}
      options={found
        .filter(({ personId }) => !chosen.includes(personId))
        .map((person) => ({ id: person.personId, label: fullName(person), detail: person.email }))}
      onSearch={type}
      value=""
      onChange={(personId) => {
        if (personId) onAdd(personId);
        type('');
      }}
    />
  );
}
