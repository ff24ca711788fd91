import type { Meaning } from '../../../web/ui/meaning.ts';
import type { Attempt, Delivery, Endpoint } from '../contract.ts';

type Mark = Meaning | 'plain';
/** An endpoint that is tried in vain is not what one calls active. */
export const stateOf = ({ state, failingSince }: Endpoint): Endpoint['state'] | 'failing' => (state === 'active' && failingSince ? 'failing' : state);
export const endpointMarks: Readonly<Record<ReturnType<typeof stateOf>, Mark>> = { active: 'success', failing: 'warning', paused: 'plain', disabled: 'danger' };
export const deliveryMarks: Readonly<Record<Delivery['state'], Mark>> = { waiting: 'info', delivered: 'success', failed: 'danger', parked: 'danger' };

/** The answer's status, or the key of why there is none. */
export const answerOf = ({
  status,
  failure,
}: Pick<Attempt, 'status' | 'failure'>): { readonly status: number } | { readonly key: `webhooks.failure.${NonNullable<Attempt['failure']>}` } | null =>
  status !== null ? { status } : failure ? { key: `webhooks.failure.${failure}` } : null;
