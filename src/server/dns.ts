import { Resolver } from 'node:dns/promises';
import type { Config } from './config.ts';

/** Who is asked for the TXT records of a name; tests put resolvers of their own in the configuration. */
export interface TxtResolver {
  /** As it is shown to people. */
  readonly name: string;
  /** Each record as one text; empty when there is none. @throws when no answer came */
  txt(domain: string): Promise<readonly string[]>;
}

const nothingThere = new Set(['ENODATA', 'ENOTFOUND', 'NXDOMAIN']);

/** A resolver of a given address, asked twice for two seconds at most. */
export function resolverAt(server: string): TxtResolver {
  return {
    name: server,
    async txt(domain) {
      const resolver = new Resolver({ timeout: 2_000, tries: 2 });
      resolver.setServers([server]);
      try {
        return (await resolver.resolveTxt(domain)).map((parts) => parts.join(''));
      } catch (error) {
        if (nothingThere.has((error as { code?: string }).code ?? '')) return [];
        throw error;
      }
    },
  };
}

/** The resolvers that must agree; two that stand apart from each other, so that none alone can be lied through. */
export const resolversOf = (config: Config): readonly TxtResolver[] => config.DNS_RESOLVERS.map(resolverAt);

/** What one resolver says of a value: right, another one of ours (wrong), none, or no answer (failed). */
export interface Seen {
  readonly resolver: string;
  readonly said: 'right' | 'wrong' | 'none' | 'failed';
}

/** Asks every resolver for the record at once. `prefix` tells our records from others. */
export async function lookForTxt(resolvers: readonly TxtResolver[], domain: string, prefix: string, value: string): Promise<Seen[]> {
  return Promise.all(
    resolvers.map(async (resolver): Promise<Seen> => {
      try {
        const ours = (await resolver.txt(domain)).map((text) => text.trim()).filter((text) => text.startsWith(prefix));
        const said = ours.some((text) => text === prefix + value) ? 'right' : ours.length ? 'wrong' : 'none';
        return { resolver: resolver.name, said };
      } catch {
        return { resolver: resolver.name, said: 'failed' };
      }
    }),
  );
}
/** Proved only when two at least were asked and every one says so. */
export const agree = (seen: readonly Seen[]): boolean => seen.length > 1 && seen.every(({ said }) => said === 'right');
