import { webhooks } from '../features/webhooks/contract.ts';
import type { App } from '../main.server.ts';
import { demoCompanies } from './demoData.ts';
import { clientOf } from './demoClient.ts';

/** Where the bookkeeping of each company would be told of what is sold. */
const hosts = { harbor: 'harborpine', atelier: 'atelier-numerique', yunfan: 'yunfan', mediterraneo: 'mediterraneo', chenxi: 'chenxi' } as const;

/** Each company has a webhook and a test that waits: it is paused, since nobody listens at such an address. */
export async function addWebhooks(app: App, companies: ReadonlyMap<string, string>, tokenOf: (email: string) => Promise<string>): Promise<void> {
  for (const [key, host] of Object.entries(hosts)) {
    const token = await tokenOf(demoCompanies.find((each) => each.key === key)?.people[0]?.email ?? '');
    const own = clientOf(app, webhooks, token, companies.get(key));
    const { endpointId } = await own.addEndpoint({
      name: 'ERP',
      url: `https://erp.${host}.example/entente`,
      events: ['customers.added', 'orders.completed', 'subscriptions.renewed', 'subscriptions.seats_changed', 'subscriptions.canceled'],
    });
    await own.sendTest({ endpointId });
    await own.pauseEndpoint({ endpointId, version: 1 });
    await app.endSession(token);
  }
}
