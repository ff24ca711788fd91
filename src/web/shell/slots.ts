import { createContext, useContext } from 'react';
import type { ComponentType } from 'react';

/** Places in the shell that features fill; the door says with what. */
export interface ShellSlots {
  /** The bell in the top bar, with its list. */
  readonly Bell?: ComponentType;
  /** Asks for a second factor when a call needs one; stands once, beside the pages. */
  readonly StepUp?: ComponentType;
}

export const SlotsContext = createContext<ShellSlots>({});
export const useSlots = (): ShellSlots => useContext(SlotsContext);
