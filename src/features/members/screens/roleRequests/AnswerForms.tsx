import { useState } from 'react';
import type { AccountRole } from '../../../../core/roles.ts';
import { factsOf } from '../../../../core/roles.ts';
import type { MessageKey } from '../../../../core/locale.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, FormActions, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { members } from '../../contract.ts';
import type { RequestShown } from './RequestFacts.tsx';
import { PlaceFields, scopeOf } from './PlaceFields.tsx';
import { choicesWithin, sayWish, type WishTyped, wishOf } from './wish.ts';
import { WishFields } from './WishFields.tsx';

interface Typed extends WishTyped {
  readonly role: AccountRole;
  readonly where: string;
  readonly locations: readonly string[];
  readonly programs: readonly string[];
  readonly answer: string;
  readonly [name: string]: unknown;
}

const asAsked = 'asked';

/** Grants what was asked for, or less of it. */
export function GrantForm({ request, onRefuse }: { readonly request: RequestShown; readonly onRefuse: () => void }) {
  const house = useHouse();
  const { t } = house;
  const grant = useAct(members.grantRoleRequest);
  const { attempt, banner } = useAttempt();
  const initial: Typed = { role: request.role, where: 'company', locations: [], programs: [], howLong: asAsked, lastDay: '', answer: '' };
  const [typed, type] = useState(initial);
  const { person } = request;
  const submit = ({ role, where, locations, programs, answer, ...wish }: Typed) =>
    attempt(async () => {
      await grant.mutateAsync({
        requestId: request.requestId,
        role,
        scope: scopeOf(role, request.scope, { where, locations, programs }),
        ...(wish.howLong === asAsked ? { days: request.days, until: request.until } : wishOf(wish)),
        answer: answer || null,
      });
      toast(t('role_requests.granted', { name: person.name, role: t(`roles.${role}`) }));
    });
  const wishes = [
    { id: asAsked, label: t('role_requests.as_asked', { wish: sayWish(house, request) }) },
    ...choicesWithin(house, request).filter(({ id }) => id !== String(request.days ?? (request.until ? 'day' : 'good'))),
  ];
  return (
    <Form<Typed> initial={initial} onChange={type} onSubmit={submit} problem={banner}>
      {request.grantable.length > 1 && (
        <RadioGroup
          name="role"
          label={t('role_requests.role')}
          choices={request.grantable.map((role) => ({
            id: role,
            label: role === request.role ? t('role_requests.asked_for', { role: t(`roles.${role}`) }) : t(`roles.${role}`),
            help: t(`members.role.${role}`),
          }))}
        />
      )}
      <Banner kind="info" title={t('role_requests.caution')}>
        {t(`role_words.${typed.role}.caution` as MessageKey)}
      </Banner>
      {factsOf(typed.role).scopes.some((scope) => scope !== 'company') && <PlaceFields role={typed.role} asked={request.scope} where={typed.where} />}
      <WishFields howLong={typed.howLong} choices={wishes} />
      <TextArea name="answer" label={t('role_requests.note')} help={t('role_requests.note_help', { name: person.name })} optional rows={2} maxLength={500} />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('role_requests.grant')}
        </Button>
        <Button onPress={onRefuse}>{t('role_requests.refuse_open')}</Button>
      </FormActions>
    </Form>
  );
}

/** Says no; the reason is for the asker. */
export function RefuseForm({ request, onBack }: { readonly request: RequestShown; readonly onBack: () => void }) {
  const { t } = useHouse();
  const refuse = useAct(members.refuseRoleRequest);
  const { attempt, banner } = useAttempt();
  const { name } = request.person;
  const submit = ({ answer }: { readonly answer: string }) =>
    attempt(async () => {
      await refuse.mutateAsync({ requestId: request.requestId, answer });
      toast(t('role_requests.refused', { name }));
    });
  return (
    <Form<{ answer: string }> problem={banner} onSubmit={submit}>
      <TextArea name="answer" label={t('role_requests.reason')} help={t('role_requests.note_help', { name })} rows={3} maxLength={500} />
      <SubmitOrCancel submit={t('role_requests.refuse')} variant="danger" onCancel={onBack} />
    </Form>
  );
}
