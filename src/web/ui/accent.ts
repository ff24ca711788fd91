import { accentProperties } from '../../core/accent.ts';

/** Writes the shades of the operator's color where theme.css reads them. */
export function applyAccent(hex: string, element: HTMLElement = document.documentElement): void {
  for (const [name, shades] of accentProperties(hex)) element.style.setProperty(name, shades);
}
