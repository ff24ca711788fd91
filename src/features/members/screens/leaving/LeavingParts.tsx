import { useState } from 'react';
import type { MessageKey } from '../../../../core/locale.ts';
import { fullName } from '../../../../core/person.ts';
import { useAccountId, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath } from '../../../../web/place.ts';
import { Badge } from '../../../../web/ui/Badge.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { ComboBox } from '../../../../web/ui/ComboBox.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { members } from '../../contract.ts';
import type { Leaving } from '../../contract/leaving.ts';

interface PartProps {
  readonly leaving: Leaving;
}

/** What the person does here, and what nobody would do any more. */
export function RolesPart({ leaving: { roles, sole } }: PartProps) {
  const { t, formatList } = useHouse();
  const at = useAccountPath();
  return (
    <Section title={t('leaving.roles')} text={t('leaving.roles_text')}>
      <span className="flex flex-wrap gap-1">
        {roles.length === 0 && <span className="text-14 text-muted">{t('leaving.no_roles')}</span>}
        {[...new Set(roles.map(({ role }) => role))].map((role) => (
          <Badge key={role}>{t(`roles.${role}`)}</Badge>
        ))}
      </span>
      {sole.length > 0 && (
        <Banner
          kind="warning"
          title={t('leaving.sole_title')}
          action={
            <LinkButton size="small" href={at('/roles/give')}>
              {t('leaving.give')}
            </LinkButton>
          }
        >
          <p>{t('leaving.sole_text')}</p>
          <ul className="list-disc ps-5 pt-1">
            {sole.map(({ role, locations }) => (
              <li key={role}>
                {locations.length
                  ? t('leaving.sole_at', { role: t(`roles.${role}`), places: formatList(locations.map(({ name }) => name)) })
                  : t(`roles.${role}`)}
              </li>
            ))}
          </ul>
        </Banner>
      )}
    </Section>
  );
}

/** Sign-in, invitations and requests. */
export function AccessPart({ leaving: { sessions, invitations, requests } }: PartProps) {
  const { t } = useHouse();
  return (
    <Section title={t('leaving.access')}>
      <DescriptionList
        facts={[
          { label: t('leaving.sessions'), value: t(`leaving.sessions.${sessions}`) },
          {
            label: t('leaving.invitations'),
            value: invitations.open ? t('leaving.invitations.count', { count: invitations.open }) : t('leaving.invitations.none'),
          },
          {
            label: t('leaving.requests'),
            value: (
              <>
                {t('leaving.requests.own', { count: requests.own })}
                {requests.waiting > 0 && (
                  <span className="block">{t('leaving.requests.waiting', { count: requests.waiting, others: requests.otherDeciders })}</span>
                )}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

interface OwnsProps extends PartProps {
  readonly kept: ReadonlySet<string>;
  readonly onKeep: (key: string, keeps: boolean) => void;
}

/** What they have in hand, each with where it is changed or whether it is given on. */
export function OwnsPart({ leaving, kept, onKeep }: OwnsProps) {
  const { t } = useHouse();
  const account = useAccountId() ?? '';
  return (
    <Section title={t('leaving.owns')} text={t('leaving.owns_text')}>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {leaving.owns.map(({ key, count, link, mustReassign, canHandOver }) => (
          <li key={key} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 text-14">
            <span className="min-w-0">
              <span className="block font-medium">{t(`leaving.owns.${key}` as MessageKey, { count })}</span>
              {mustReassign && <span className="block text-13 text-muted">{t('leaving.must')}</span>}
              {canHandOver && !mustReassign && (
                <Checkbox name={`give-${key}`} label={t('leaving.give_on')} value={!kept.has(key)} onChange={(gives) => onKeep(key, !gives)}>
                  {t('leaving.give_on')}
                </Checkbox>
              )}
            </span>
            {link && <Link href={link.replace(':account', account)}>{t('leaving.change')}</Link>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface SuccessorProps extends PartProps {
  readonly ownerId: string;
  readonly onChoose: (personId: string) => void;
}

/** Who takes over, and what that means for the invitations. */
export function SuccessorPart({ leaving, ownerId, onChoose }: SuccessorProps) {
  const { t } = useHouse();
  const [typed, type] = useState('');
  const [name, setName] = useState('');
  const found =
    useRead(members.listMembers, { state: 'active', limit: 8, ...(typed.trim() ? { search: typed.trim() } : {}) }, { catches: true }).data?.items ?? [];
  const options = found
    .filter(({ personId }) => personId !== leaving.personId)
    .map((person) => ({ id: person.personId, label: fullName(person), detail: person.email }));
  const { open, canHandOver } = leaving.invitations;
  return (
    <Section title={t('leaving.successor')} text={t('leaving.successor_text')}>
      <ComboBox
        name="owner"
        label={t('leaving.person')}
        optional={!leaving.owns.some(({ mustReassign }) => mustReassign)}
        options={ownerId && !options.some(({ id }) => id === ownerId) ? [{ id: ownerId, label: name }, ...options] : options}
        onSearch={type}
        value={ownerId}
        onChange={(personId) => {
          setName(options.find(({ id }) => id === personId)?.label ?? '');
          onChoose(personId);
        }}
      />
      {open > 0 && (
        <p role="status" className="text-14 text-muted">
          {!ownerId
            ? t('leaving.withdraw', { count: open })
            : canHandOver > 0
              ? t('ui.and_then', { first: t('leaving.hand_over', { count: canHandOver }), second: t('leaving.withdraw', { count: open - canHandOver }) })
              : t('leaving.hand_over', { count: 0 })}
        </p>
      )}
    </Section>
  );
}
