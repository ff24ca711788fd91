import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { accountRoles } from '../../../core/roles.ts';
import type { Locale, MessageKey } from '../../../core/locale.ts';
import { ApiProblem } from '../../../web/api.ts';
import { sayProblem } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { members } from '../contract.ts';
import { emptyInvitee, InviteeFields, inviteesFrom } from './InviteeFields.tsx';
import type { TypedInvitee } from './InviteeFields.tsx';

const most = 50;

/** Several people at once; all are invited, or none and it is said who stands in the way. */
export function InvitePage() {
  const { t, locale } = useHouse();
  const { go, search } = usePlace();
  const at = useAccountPath();
  // Home leads here for a second admin: then that role is ticked. A request for access leads here for whoever asked.
  const role = accountRoles.find((each) => each === search.get('role'));
  const [people, setPeople] = useState<readonly TypedInvitee[]>(() => [
    { ...emptyInvitee(locale), email: search.get('email') ?? '', ...(role ? { roles: [role] } : {}) },
  ]);
  const { errors, codes, problem, send, forget } = useInvite(people);
  const change = (index: number, next: TypedInvitee) => setPeople(people.map((person, each) => (each === index ? next : person)));
  const form = useRef<HTMLFormElement>(null);
  // Only when other mistakes are found, not while one is being mended.
  useEffect(() => {
    if (Object.keys(codes).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [codes]);
  const submit = async () => {
    const count = await send();
    if (count === 0) return;
    toast(t('members.invite.sent', { count }));
    go(at('/people?tab=invitations'));
  };
  return (
    <Page
      title={t('members.invite.title')}
      sentence={t('members.invite.sentence')}
      width="reading"
      crumbs={[{ label: t('members.title'), href: at('/people') }]}
    >
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {problem && <Banner kind="danger" urgent title={sayProblem(t, problem)} />}
        {Object.keys(errors).length > 0 && <Banner kind="danger" urgent title={t('ui.form.errors', { count: Object.keys(errors).length })} />}
        {people.map((person, index) => (
          <InviteeFields
            key={person.key}
            index={index}
            person={person}
            errors={errors}
            onChange={(next) => change(index, next)}
            onPaste={(text) => setPeople(inviteesFrom(text, people, index, locale).slice(0, most))}
            onRemove={
              people.length > 1
                ? () => {
                    forget();
                    setPeople(people.filter((_, each) => each !== index));
                  }
                : undefined
            }
          />
        ))}
        <div>
          <Button
            icon={Plus}
            onPress={() => setPeople([...people, emptyInvitee(people.at(-1)?.locale ?? (locale as Locale))])}
            reason={people.length >= most ? t('members.invite.most', { count: most }) : undefined}
          >
            {t('members.invite.another')}
          </Button>
        </div>
        <div className="flex flex-wrap items-center gap-3 border-t border-line pt-6">
          <Button variant="primary" onPress={submit}>
            {t('members.invite.send', { count: people.length })}
          </Button>
          <Button variant="quiet" onPress={() => go(at('/people'))}>
            {t('ui.cancel')}
          </Button>
        </div>
      </form>
    </Page>
  );
}

/** Sends them; what is wrong comes back by the path of its field: `people.2.email`. */
function useInvite(people: readonly TypedInvitee[]) {
  const { t } = useHouse();
  const invite = useAct(members.invite);
  const [codes, setCodes] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const send = async (): Promise<number> => {
    setProblem(null);
    const missing = missingIn(people);
    setCodes(missing);
    if (Object.keys(missing).length > 0) return 0;
    try {
      const { items } = await invite.mutateAsync({ people: people.map(({ key: _, ...person }) => ({ ...person, roles: [...person.roles] })) });
      return items.length;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (Object.keys(error.fields).length > 0) setCodes(error.fields);
      else setProblem(error);
      return 0;
    }
  };
  // What was wrong is named by place: after a removal the places are others.
  return {
    problem,
    send,
    forget: () => setCodes({}),
    codes,
    errors: Object.fromEntries(Object.entries(codes).map(([path, code]) => [path, t(`fields.${code}` as MessageKey)])),
  };
}

function missingIn(people: readonly TypedInvitee[]): Record<string, string> {
  const wrong: Record<string, string> = {};
  for (const [at, person] of people.entries()) {
    for (const field of ['email', 'givenName', 'familyName'] as const) if (!person[field].trim()) wrong[`people.${at}.${field}`] = 'required';
    if (person.email.trim() && !/^\S+@\S+\.\S+$/.test(person.email.trim())) wrong[`people.${at}.email`] = 'invalid_format';
    if (person.roles.length === 0) wrong[`people.${at}.roles`] = 'required';
  }
  return wrong;
}
