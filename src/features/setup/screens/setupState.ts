import { locales } from '../../../core/locale.ts';
import type { Locale } from '../../../core/locale.ts';
import type { DemoWorld } from '../contract.ts';

export const stepNames = ['code', 'center', 'reach', 'admin'] as const;
export type StepName = (typeof stepNames)[number];

/** What was typed so far; nothing is kept on the server before the last step. */
export interface SetupState {
  readonly code: string;
  /** The demo world can be loaded instead. */
  readonly offersDemo: boolean;
  readonly name: string;
  readonly accent: string;
  readonly logo: string | null;
  readonly logoUrl: string | null;
  readonly locales: readonly Locale[];
  readonly refuseFreeMail: boolean;
  readonly deskEmail: string;
  readonly deskPhone: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
}

export interface StepProps {
  readonly state: SetupState;
  readonly onKeep: (given: Partial<SetupState>) => void;
  readonly onNext: () => void;
  readonly onBack: (to: StepName) => void;
  readonly onDemo: (world: DemoWorld) => void;
}

/** The code may come with the link that the terminal prints, after the #, where no server's log sees it. */
export const beginning = (locale: Locale, accent: string, hash: string): SetupState => ({
  code: decodeURIComponent(hash.slice(1)).slice(0, 40),
  offersDemo: false,
  name: '',
  accent,
  logo: null,
  logoUrl: null,
  locales: [locale, ...locales.filter((each) => each !== locale)],
  refuseFreeMail: true,
  deskEmail: '',
  deskPhone: '',
  givenName: '',
  familyName: '',
  email: '',
});

/** Which step a wrong field stands in. */
export const stepOf = (field: string): StepName =>
  field === 'code' ? 'code' : field.startsWith('admin.') ? 'admin' : ['name', 'accent', 'logo'].includes(field) ? 'center' : 'reach';
