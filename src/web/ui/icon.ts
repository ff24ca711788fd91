import type { ComponentType } from 'react';

/** A pictogram of the set that the house uses. */
export type Icon = ComponentType<{ size?: number | string; 'aria-hidden'?: boolean; className?: string }>;
