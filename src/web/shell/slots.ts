import { createContext, useContext } from 'react';
import type { ComponentType, ReactElement } from 'react';
import type { z } from 'zod';
import type { Endpoint } from '../../core/endpoint.ts';
import type { Locale } from '../../core/locale.ts';
import type { Helper } from '../../core/problems.ts';
import type { Elsewhere, Explained } from '../../core/refusal.ts';
import type { Sentence } from '../sentences.ts';

type Why = z.ZodType<{ readonly refusal: Explained | null }>;
/** What is missing, as an address or a contract names it. */
export interface Missing {
  readonly permission: string;
  readonly needs: string;
}
/** What a refusal needs of the features: its reasons, and the ways out of it. */
export interface RefusalParts {
  readonly explain: Endpoint<'account', z.ZodType, Why>;
  readonly explainToOperator: Endpoint<'operator', z.ZodType, Why>;
  readonly whereMay: Endpoint<'person', z.ZodType, z.ZodType<{ readonly items: readonly Elsewhere[] }>>;
  /** Asks for a role: one that holds what is missing, or any. */
  readonly AskDialog: ComponentType<{ readonly missing?: Missing; readonly onClose: () => void }>;
  /** The company's admins; those who can give what is missing come first. */
  readonly Admins: ComponentType<{ readonly able?: readonly Helper[]; readonly plain?: boolean }>;
}

/** A sentence that somebody would say better. */
export interface Suggesting {
  readonly sentence: Sentence;
  /** The language that the suggestion is for; never the source. */
  readonly locale: Locale;
  /** As it is said now; of an interface sentence the pattern with its placeholders (ICU), not the words on the page. */
  readonly own: string;
  /** The same in English. */
  readonly source: string;
  onClose(): void;
}

/** Places in the shell that features fill; the door says with what. */
export interface ShellSlots {
  /** The bell in the top bar, with its list. */
  readonly Bell?: ComponentType;
  /** Asks for a second factor when a call needs one; stands once, beside the pages. */
  readonly StepUp?: ComponentType;
  /** Help about the page that is open; `pattern` is the page's path as the door names it. */
  readonly PageHelp?: ComponentType<{ readonly pattern: string | undefined }>;
  /** Above every page of a company that the operator has suspended. */
  readonly Standing?: ComponentType;
  readonly refusal?: RefusalParts;
  /** Takes a better translation of a sentence; without it the tips that show the source offer nothing. */
  readonly suggest?: ComponentType<Suggesting>;
  /** Beside what was refused: a button that says why. The app itself brings it (whyNot.tsx), so that public pages go without. */
  readonly WhyNot?: ComponentType<Missing & { readonly trigger?: ReactElement<Record<string, unknown>> }>;
}

export const SlotsContext = createContext<ShellSlots>({});
export const useSlots = (): ShellSlots => useContext(SlotsContext);
