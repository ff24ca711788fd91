import { receiverFor } from '../../../test/receiver.ts';
import { account, as, buildWorld, member, type TestAccount } from '../../../test/world.ts';
import { system } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { inAccount } from '../../server/db.ts';
import { sealAll } from '../audit/testing.ts';
import { CustomerAdded } from '../customers/contract.ts';
import { webhooks } from './contract.ts';

export const customerId = '6c5b1f7e-0000-4000-8000-000000000004';

/** A center whose companies have webhooks at a receiver on this machine, with a clock that is set. */
export async function webhookWorld() {
  const receiver = await receiverFor();
  const world = await buildWorld({ env: { OUTGOING_ALLOW: receiver.host, PUBLIC_URL: 'https://center.example' } });
  const start = world.now;
  let serial = 0;
  const newPath = () => `/in/${++serial}`;
  /** It is another time; people stay signed in. */
  async function at(now: Date): Promise<void> {
    world.now = now;
    await world.admin.query("update sessions set last_used_at = $1, second_factor_at = $1, expires_at = $1::timestamptz + interval '1 day'", [now]);
  }
  return {
    world,
    receiver,
    start,
    newPath,
    at,
    /** Time goes by. */
    minutes: (n: number) => at(new Date(world.now.getTime() + n * 60_000)),
    async reset() {
      await at(start);
      receiver.answers.clear();
    },
    /** A company with an admin and an endpoint of its own path. */
    async listening(events: readonly string[] = ['*']) {
      const company = await account(world);
      const admin = await member(world, company, 'global_admin');
      const api = as(world, webhooks, { ...admin, account: company });
      const path = newPath();
      const { endpointId, value } = await api.addEndpoint({ name: 'Production', url: receiver.at(path), events: events as never });
      return { company, admin, api, path, endpointId, value, last: async () => (await api.listDeliveries({ endpointId })).items[0] };
    },
    /** Something happens in the company. */
    addCustomer: ({ accountId }: TestAccount, customer = 'Contoso') =>
      inAccount(world.app.db, accountId, (tx) =>
        announce(tx, system('test', accountId), world.now, CustomerAdded, {
          subjectId: customerId,
          details: { customerId, customer, country: 'FR', domain: 'c.example' } as never,
        }),
      ),
    /** The log is sealed, and what is due is sent once. */
    async send(): Promise<number> {
      await sealAll(world);
      return world.app.courier.round(world.now);
    },
  };
}
