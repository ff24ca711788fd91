/** A moment as a day of the reader's own calendar, 2026-11-21. */
export const dayOf = (at: Date): string => at.toLocaleDateString('sv-SE');
