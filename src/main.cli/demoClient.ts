import type { Client, Contract } from '../core/endpoint.ts';
import type { App } from '../main.server.ts';

/** A contract as calls through the one way in. */
export function clientOf<C extends Contract>(app: App, contract: C, token: string, accountId: string | null = null): Client<C> {
  const byEndpoint = new Map(app.routes.map((route) => [route.endpoint, route]));
  return Object.fromEntries(
    Object.entries(contract).map(([name, endpoint]) => [
      name,
      (input: unknown) => {
        const route = byEndpoint.get(endpoint);
        if (!route) throw new Error(`${name} is not served`);
        return app.call(
          route,
          { requestId: crypto.randomUUID(), address: null, userAgent: 'entente demo', locale: 'en', sessionToken: token, accountId, now: new Date() },
          input,
        );
      },
    ]),
  ) as unknown as Client<C>;
}
