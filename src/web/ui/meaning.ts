import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';

/** The four meanings a color may have here; always with its icon and a word. */
export type Meaning = 'info' | 'success' | 'warning' | 'danger';

export const meaningIcon = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert } as const;

export const meaningText = { info: 'text-info', success: 'text-success', warning: 'text-warning', danger: 'text-danger' } as const;

export const meaningBox = {
  info: 'bg-info-soft border-info-line',
  success: 'bg-success-soft border-success-line',
  warning: 'bg-warning-soft border-warning-line',
  danger: 'bg-danger-soft border-danger-line',
} as const;
