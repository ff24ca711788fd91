import { Trash2 } from 'lucide-react';
import type { ClipboardEvent } from 'react';
import type { AccountRole } from '../../../core/roles.ts';
import { accountRoles } from '../../../core/roles.ts';
import { localeNames } from '../../../core/locale.ts';
import type { Locale } from '../../../core/locale.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { FieldErrorText } from '../../../web/ui/Field.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { members } from '../contract.ts';

export interface TypedInvitee {
  readonly key: string;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly roles: readonly AccountRole[];
  readonly locale: Locale;
  readonly isGuest: boolean;
}

export const emptyInvitee = (locale: Locale): TypedInvitee => ({
  key: crypto.randomUUID(),
  email: '',
  givenName: '',
  familyName: '',
  roles: ['default_user'],
  locale,
  isGuest: false,
});

/** A pasted list of addresses, one person each, with the name where the address has one: `Ana Ruiz <ana@contoso.com>`. */
export function inviteesFrom(text: string, before: readonly TypedInvitee[], at: number, locale: Locale): readonly TypedInvitee[] {
  const found = text.split(/[\n,;，；]+/).flatMap((part): TypedInvitee[] => {
    const match = /^\s*(?:"?([^"<]*?)"?\s*<)?\s*([^\s<>]+@[^\s<>]+)\s*>?\s*$/.exec(part);
    if (!match?.[2]) return [];
    const words = (match[1] ?? '').trim().split(/\s+/).filter(Boolean);
    return [
      {
        ...emptyInvitee(locale),
        roles: before[at]?.roles ?? ['default_user'],
        email: match[2],
        givenName: words[0] ?? '',
        familyName: words.slice(1).join(' '),
      },
    ];
  });
  return [...before.slice(0, at), ...found, ...before.slice(at + 1)];
}

interface InviteeFieldsProps {
  readonly index: number;
  readonly person: TypedInvitee;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (person: TypedInvitee) => void;
  /** Told when several addresses are pasted into the field of one. */
  readonly onPaste: (text: string) => void;
  readonly onRemove?: (() => void) | undefined;
}

/** One person to invite. */
export function InviteeFields({ index, person, errors, onChange, onPaste, onRemove }: InviteeFieldsProps) {
  const { t, locale, locales } = useHouse();
  const error = (field: string) => errors[`people.${index}.${field}`];
  const set = (change: Partial<TypedInvitee>) => onChange({ ...person, ...change });
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text');
    if ((text.match(/@/g)?.length ?? 0) < 2) return;
    event.preventDefault();
    onPaste(text);
  };
  const names = [
    <TextField
      key="given"
      name={`given-${person.key}`}
      label={t('ui.given_name')}
      value={person.givenName}
      onChange={(givenName) => set({ givenName })}
      error={error('givenName')}
      maxLength={50}
      autoComplete="off"
    />,
    <TextField
      key="family"
      name={`family-${person.key}`}
      label={t('ui.family_name')}
      value={person.familyName}
      onChange={(familyName) => set({ familyName })}
      error={error('familyName')}
      maxLength={50}
      autoComplete="off"
    />,
  ];
  return (
    <fieldset className="flex flex-col gap-5 rounded-card border border-line bg-surface p-5" onPaste={paste}>
      <legend className="sr-only">{t('members.invite.person', { number: index + 1 })}</legend>
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <TextField
            name={`email-${person.key}`}
            type="email"
            label={t('members.invite.email')}
            help={index === 0 ? t('members.invite.email_help') : undefined}
            value={person.email}
            onChange={(email) => set({ email })}
            error={error('email')}
            autoCapitalize="off"
            spellCheck={false}
            autoComplete="off"
            maxLength={254}
          />
        </div>
        {onRemove && <IconButton icon={Trash2} label={t('members.invite.remove', { number: index + 1 })} onPress={onRemove} />}
      </div>
      <div className="grid gap-5 sm:grid-cols-2">{locale.startsWith('zh') ? names.reverse() : names}</div>
      <RoleChoice person={person} onChange={set} error={error('roles')} />
      <Select
        name={`locale-${person.key}`}
        label={t('members.invite.language')}
        help={t('members.invite.language_help')}
        value={person.locale}
        onChange={(value) => set({ locale: value as Locale })}
        options={locales.map((id) => ({ id, label: localeNames[id] }))}
        width="half"
      />
    </fieldset>
  );
}

interface RoleChoiceProps {
  readonly person: TypedInvitee;
  readonly onChange: (change: Partial<TypedInvitee>) => void;
  readonly error: string | undefined;
}

/** Only roles that the reader may give are offered, to a guest only those that guests can hold; the server names them. */
function RoleChoice({ person, onChange, error }: RoleChoiceProps) {
  const { t } = useHouse();
  const { roles = [], forGuests = [] } = useRead(members.listGivableRoles, {}).data ?? {};
  const offered = person.isGuest ? forGuests : roles;
  const choose = (isGuest: boolean) => {
    const kept = person.roles.filter((role) => (isGuest ? forGuests : roles).includes(role));
    onChange({ isGuest, roles: kept.length > 0 ? kept : ['default_user'] });
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-14 font-medium">{t('members.column.roles')}</legend>
      {forGuests.length > 0 && <Tick checked={person.isGuest} onChange={choose} label={t('members.invite.guest')} text={t('members.invite.guest_help')} />}
      {forGuests.length > 0 && <hr className="border-line" />}
      {accountRoles
        .filter((role) => offered.includes(role))
        .map((role) => (
          <Tick
            key={role}
            checked={person.roles.includes(role)}
            onChange={(ticked) => onChange({ roles: ticked ? [...person.roles, role] : person.roles.filter((other) => other !== role) })}
            label={t(`roles.${role}`)}
            text={t(`members.role.${role}`)}
          />
        ))}
      <FieldErrorText id={`roles-${person.key}`} error={error} />
    </fieldset>
  );
}

interface TickProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly label: string;
  readonly text: string;
}

const Tick = ({ checked, onChange, label, text }: TickProps) => (
  <label className="flex gap-2.5 text-14">
    <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} className="tick-box tick-check mt-0.5 rounded-mark" />
    <span>
      {label} <span className="block text-13 text-muted">{text}</span>
    </span>
  </label>
);
