/** Any operator's color made readable: corrected in OKLCH, where a change of lightness keeps the hue. */
export interface AccentShades {
  /** Behind text: primary buttons, ticked boxes. A bright color has little contrast with a light page: draw its edge in `ink`. */
  readonly fill: string;
  readonly hover: string;
  /** Text on `fill` and `hover`, at least 4.5:1. */
  readonly on: '#ffffff' | '#000000';
  /** Links, the focus ring, chosen entries: at least 4.5:1 on the page and on `soft`. */
  readonly ink: string;
  /** A tint behind what is chosen. */
  readonly soft: string;
}

/** The grounds of theme.css: `surface` and the far end of what lies on it. */
const grounds = {
  light: { page: ['#ffffff', '#f1f3f6'], softLightness: 0.962, softChroma: 0.018, away: -1 },
  dark: { page: ['#12151b', '#1b1f27'], softLightness: 0.275, softChroma: 0.045, away: 1 },
} as const;

type Ground = (typeof grounds)[keyof typeof grounds];

/** The shades of a color in light and dark; an unreadable word for a color gives the house's blue. */
export function accentFor(hex: string): { readonly light: AccentShades; readonly dark: AccentShades } {
  const color = toOklch(/^#([\da-f]{3}|[\da-f]{6})$/i.test(hex) ? hex : '#3551d0');
  return { light: shades(color, grounds.light), dark: shades(color, grounds.dark) };
}

/** The shades as the properties that theme.css reads; the browser picks by the theme in force. */
export function accentProperties(hex: string): ReadonlyMap<string, string> {
  const { light, dark } = accentFor(hex);
  const written = { '--accent': 'fill', '--accent-hover': 'hover', '--on-accent': 'on', '--accent-ink': 'ink', '--accent-soft': 'soft' } as const;
  return new Map(Object.entries(written).map(([name, shade]) => [name, `light-dark(${light[shade]}, ${dark[shade]})`]));
}

function shades(color: Oklch, ground: Ground): AccentShades {
  const [page, far] = ground.page;
  // On a dark page a dark color must come forward; on a light one a bright color stays itself, under black text.
  const seen = ground.away === 1 ? move(color, 1, (hex) => contrast(hex, page) >= 3) : color;
  // A middle tone reads better a little darker under white than under black: a button, not a road sign.
  const white = contrast(toHex(seen), '#ffffff') >= 2.4;
  const fill = white ? move(seen, -1, (hex) => contrast(hex, '#ffffff') >= 4.6) : seen;
  const on = white ? '#ffffff' : '#000000';
  const soft = toHex({ l: ground.softLightness, c: Math.min(color.c, ground.softChroma), h: color.h });
  const ink = move(color, ground.away, (hex) => [page, far, soft].every((under) => contrast(hex, under) >= 4.6));
  // Hover goes away from the text, so that contrast only grows.
  const hover = { ...fill, l: clamp(fill.l + (white ? -0.05 : 0.05)) };
  return { fill: toHex(fill), hover: toHex(hover), on, ink: toHex(ink), soft };
}

/** The nearest lightness, in one direction, that fits; the end of the scale when none does. */
function move(color: Oklch, direction: 1 | -1, fits: (hex: string) => boolean): Oklch {
  for (let l = color.l; l >= 0 && l <= 1; l += direction * 0.005) {
    const moved = { ...color, l };
    if (fits(toHex(moved))) return moved;
  }
  return { ...color, l: direction === 1 ? 1 : 0, c: 0 };
}

/** WCAG 2 contrast of two hex colors, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

type Triple = readonly [number, number, number];
interface Oklch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

function luminance(hex: string): number {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function linear(hex: string): Triple {
  const digits = hex.slice(1);
  const six = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const channel = (at: number) => {
    const value = Number.parseInt(six.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(0), channel(2), channel(4)];
}

// The matrices of https://bottosson.github.io/posts/oklab/ (public domain).
function toOklch(hex: string): Oklch {
  const [r, g, b] = linear(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const bigA = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bigB = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return { l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, c: Math.hypot(bigA, bigB), h: Math.atan2(bigB, bigA) };
}

function toLinear({ l: light, c, h }: Oklch): Triple {
  const a = c * Math.cos(h);
  const b = c * Math.sin(h);
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function toHex(color: Oklch): string {
  // What a screen cannot show gives up chroma, not lightness: contrast hangs on lightness.
  let shown = color;
  while (shown.c > 0.001 && toLinear(shown).some((value) => value < -0.0005 || value > 1.0005)) shown = { ...shown, c: shown.c * 0.96 };
  const channel = (value: number) => {
    const level = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(clamp(level) * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${toLinear(shown).map(channel).join('')}`;
}
