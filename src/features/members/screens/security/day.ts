import { useState } from 'react';

/** A moment as a day of the reader's own calendar, 2026-11-21. */
export const dayOf = (at: Date): string => at.toLocaleDateString('sv-SE');

/** The day on which the page was opened. */
export function useToday(): string {
  const [today] = useState(() => dayOf(new Date()));
  return today;
}
