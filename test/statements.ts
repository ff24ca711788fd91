import type { World } from './world.ts';

/** What of the driver's connection carries statements. */
interface Wire {
  query(...given: unknown[]): unknown;
  execute(...given: unknown[]): unknown;
}

/** Statements as they go over the wire while something is done, session settings, begin and commit included. */
export async function countStatements(world: World, work: () => Promise<unknown>): Promise<number> {
  let statements = 0;
  const heard = new Map<Wire, Wire>();
  const listen = (client: unknown) => {
    const { connection } = client as { connection: Wire };
    if (heard.has(connection)) return;
    const before: Wire = { query: connection.query, execute: connection.execute };
    heard.set(connection, before);
    for (const name of ['query', 'execute'] as const)
      connection[name] = (...given) => {
        statements++;
        return before[name].apply(connection, given);
      };
  };
  world.app.db.pool.on('acquire', listen);
  await work();
  world.app.db.pool.off('acquire', listen);
  for (const [connection, before] of heard) Object.assign(connection, before);
  return statements;
}
