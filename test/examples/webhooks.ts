import { webhooks } from '../../src/features/webhooks/contract.ts';
import { asAdmin, byAdmin, type ExamplesOf, type ExampleWorld } from './world.ts';

const described = ({ mark }: Pick<ExampleWorld, 'mark'>) => ({
  name: `${mark} hooks`,
  url: `https://hooks.${mark.toLowerCase()}.example/in`,
  events: ['customers.added' as const, 'subscriptions.renewed' as const],
});
/** An endpoint of the company’s, and room for one more. */
async function added(w: ExampleWorld): Promise<{ endpointId: string }> {
  await w.world.admin.query("delete from webhook_endpoints where account_id = $1 and kind = 'endpoint'", [w.company.accountId]);
  const { endpointId } = await asAdmin(w, webhooks).addEndpoint(described(w));
  return { endpointId };
}
async function tested(w: ExampleWorld): Promise<{ endpointId: string; eventId: string }> {
  const { endpointId } = await added(w);
  const { eventId } = await asAdmin(w, webhooks).sendTest({ endpointId });
  await w.world.admin.query(
    "update webhook_deliveries set state = 'failed', next_at = null, ended_at = $2, attempts = 10, failure = 'too_slow' where event_id = $1",
    [eventId, w.world.now],
  );
  await w.world.admin.query(
    'insert into webhook_attempts (account_id, endpoint_id, event_id, attempt, at, duration_ms, failure) values ($1, $2, $3, 10, $4, 10000, $5)',
    [w.company.accountId, endpointId, eventId, w.world.now, 'too_slow'],
  );
  return { endpointId, eventId };
}
async function registered(w: ExampleWorld): Promise<void> {
  const { url } = described(w);
  await asAdmin(w, webhooks).setRegistration({ url, events: ['subscription-updated'] });
  // Whoever draws it again tests once more.
  await w.world.admin.query('delete from webhook_deliveries where account_id = $1 and is_test', [w.company.accountId]);
}
const version = 1;

export const webhooksExamples: ExamplesOf<typeof webhooks> = {
  listEventTypes: async (w) => byAdmin(w, {}),
  async listEndpoints(w) {
    await added(w);
    return byAdmin(w, { limit: 5 });
  },
  getEndpoint: async (w) => byAdmin(w, await added(w)),
  async addEndpoint(w) {
    await added(w);
    return byAdmin(w, described(w));
  },
  changeEndpoint: async (w) => byAdmin(w, { ...(await added(w)), ...described(w), version }),
  pauseEndpoint: async (w) => byAdmin(w, { ...(await added(w)), version }),
  async resumeEndpoint(w) {
    const { endpointId } = await added(w);
    const paused = await asAdmin(w, webhooks).pauseEndpoint({ endpointId, version });
    return byAdmin(w, { endpointId, version: paused.version });
  },
  removeEndpoint: async (w) => byAdmin(w, { ...(await added(w)), version }),
  replaceSecret: async (w) => byAdmin(w, await added(w)),
  sendTest: async (w) => byAdmin(w, await added(w)),
  async listDeliveries(w) {
    const { endpointId } = await tested(w);
    return byAdmin(w, { endpointId, limit: 5 });
  },
  getDelivery: async (w) => byAdmin(w, await tested(w)),
  redeliver: async (w) => byAdmin(w, await tested(w)),
  countFailed: async (w) => byAdmin(w, { ...(await added(w)), since: '2026-11-01T00:00:00Z' }),
  redeliverFailed: async (w) => byAdmin(w, { ...(await added(w)), since: '2026-11-01T00:00:00Z', count: 0 }),
  listWireEvents: async (w) => byAdmin(w, {}),
  async getRegistration(w) {
    await registered(w);
    return byAdmin(w, {});
  },
  setRegistration: async (w) => byAdmin(w, { url: described(w).url, events: ['Subscription-Updated', 'test-created'], inOwnHeader: true }),
  async sendValidationEvent(w) {
    await registered(w);
    return byAdmin(w, {});
  },
  async getValidationEvent(w) {
    await registered(w);
    const { correlationId } = await asAdmin(w, webhooks).sendValidationEvent({});
    return byAdmin(w, { correlationId });
  },
  getCertificate: async () => ({ input: { file: 'signing.cer' as const }, as: null }),
};
