import { z } from 'zod';
import { operatorRoles } from '../../../core/roles.ts';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Email, Locale, PersonName } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';

const Nothing = z.object({});

export const LastRoot = defineProblem('operators.last_root', 409, Nothing);
export const OperatorKnown = defineProblem('operators.known', 409, Nothing);

export const OperatorAdded = announcement('operators.added', z.object({ name: z.string(), role: z.enum(operatorRoles) }));
export const OperatorRemoved = announcement('operators.removed', z.object({ name: z.string(), role: z.enum(operatorRoles) }));

const Operator = z.object({
  personId: z.uuid(),
  name: z.string(),
  email: z.string(),
  roles: z.array(z.object({ role: z.enum(operatorRoles), givenAt: z.date(), can: z.object({ remove: z.boolean() }) })),
});

/** The operator’s own people. */
export const operators = {
  listOperators: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/operators',
    permission: 'op.staff',
    summary: 'The operator’s own people',
    input: Nothing,
    output: z.object({ items: z.array(Operator), can: z.object({ add: z.boolean() }) }),
  }),
  addOperator: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/operators',
    permission: 'op.staff',
    stepUp: 10,
    summary: 'Give someone one of the operator’s roles; a new person gets a link to set a password',
    input: PersonName.extend({ email: Email, locale: Locale, role: z.enum(operatorRoles) }),
    output: z.object({ personId: z.uuid() }),
    problems: [OperatorKnown],
  }),
  removeOperator: endpoint({
    within: 'operator',
    method: 'DELETE',
    path: '/operators/:personId/:role',
    permission: 'op.staff',
    stepUp: 10,
    summary: 'Take one of the operator’s roles away',
    input: z.object({ personId: Id, role: z.enum(operatorRoles) }),
    output: Nothing,
    problems: [LastRoot],
  }),
};
