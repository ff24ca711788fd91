import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';

const Nothing = z.object({});
const Device = z.object({ browser: z.string().nullable(), system: z.string().nullable() });
const Session = z.object({
  sessionId: z.uuid(),
  device: Device,
  address: z.string().nullable(),
  createdAt: z.date(),
  lastUsedAt: z.date(),
  proofs: z.array(z.string()),
  current: z.boolean(),
});
/** Where one is signed in. */
export const sessions = {
  listSessions: endpoint({
    within: 'person',
    method: 'GET',
    path: '/sessions',
    permission: 'signed-in',
    summary: 'Where I am signed in',
    input: Nothing,
    output: z.object({ items: z.array(Session) }),
  }),
  endSession: endpoint({
    within: 'person',
    method: 'DELETE',
    path: '/sessions/:sessionId',
    permission: 'signed-in',
    summary: 'Sign out one of my devices',
    input: z.object({ sessionId: Id }),
    output: Nothing,
  }),
  endOtherSessions: endpoint({
    within: 'person',
    method: 'POST',
    path: '/sessions/end-others',
    permission: 'signed-in',
    summary: 'Sign out all my devices but this one',
    input: Nothing,
    output: z.object({ ended: z.number() }),
  }),
};
