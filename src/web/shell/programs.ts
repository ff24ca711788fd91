import { AppWindow, Award, Blocks, ChartColumn, Cloud, Gamepad2, HandCoins, Handshake, Network, Puzzle, Store, UsersRound } from 'lucide-react';
import type { Permission } from '../../core/grants.ts';
import type { Locale } from '../../core/locale.ts';
import type { Section } from '../../core/roles.ts';
import type { SessionProgram } from '../session.tsx';
import type { Icon } from '../ui/icon.ts';

/** The states in which a program is joined; on the way to it, it stands under Programs only. */
const inside: ReadonlySet<string> = new Set(['active', 'restricted', 'suspended']);
export const standing = ({ state }: SessionProgram): boolean => inside.has(state);

/** Programs whose part of the navigation has one name: reselling with and without a distributor. */
export interface Family {
  readonly id: string;
  readonly title: string;
  readonly programs: readonly SessionProgram[];
  readonly sections: ReadonlySet<Section>;
  readonly mark: 'restricted' | 'suspended' | undefined;
  /** What the reader would need to have something to do in it. */
  readonly lacks: Permission | null;
}

export function familiesOf(programs: readonly SessionProgram[], locale: Locale): Family[] {
  const byName = Map.groupBy(programs, (program) => program.texts[locale].nav);
  return [...byName].map(([title, all]): Family => {
    const open = all.filter(({ lacks }) => lacks === null);
    return {
      id: all.map(({ program }) => program).join('-'),
      title,
      programs: all,
      sections: new Set(all.flatMap((each) => each.sections)),
      mark: (['suspended', 'restricted'] as const).find((state) => all.every((each) => each.state === state)),
      lacks: open.length > 0 ? null : (all[0]?.lacks ?? null),
    };
  });
}

const icons: Readonly<Record<Section, Icon>> = {
  membership: Award,
  reseller: Cloud,
  distributor: Network,
  referrals: Handshake,
  incentives: HandCoins,
  insights: ChartColumn,
  marketplace: Store,
  windows_xbox: Gamepad2,
  office_store: AppWindow,
  edge: Puzzle,
  integrator: UsersRound,
};
/** By the first part of the portal that the program brings. */
export const iconOf = ({ sections: [first] }: SessionProgram): Icon => (first ? icons[first] : Blocks);
