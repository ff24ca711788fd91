import { initials } from '../../core/initials.ts';
import { classes } from './classes.ts';

interface AvatarProps {
  readonly name: string;
  /** Companies are square, people round. */
  readonly shape?: 'person' | 'company';
  readonly size?: 'small' | 'normal' | 'large';
  readonly image?: string | null | undefined;
}

const sizes = { small: 'size-6 text-[0.65rem]', normal: 'size-8 text-12', large: 'size-14 text-20' } as const;

// Pairs of theme.css's meanings would say something; these hues only tell people apart. Contrast ≥ 4.5 in both themes.
const hues = [
  'bg-[light-dark(#e6ecfb,#222c4d)] text-[light-dark(#2d4aa8,#adbfff)]',
  'bg-[light-dark(#e2f3ee,#12332b)] text-[light-dark(#11604c,#86d9bf)]',
  'bg-[light-dark(#f9e9ee,#41202c)] text-[light-dark(#9a2a51,#f5a9c0)]',
  'bg-[light-dark(#f6eddb,#3a2c11)] text-[light-dark(#7a5108,#e6bd72)]',
  'bg-[light-dark(#efe8fa,#31244c)] text-[light-dark(#6637b0,#cbb0fa)]',
  'bg-[light-dark(#e3f1f8,#13313f)] text-[light-dark(#13607f,#8acdea)]',
] as const;

export function Avatar({ name, shape = 'person', size = 'normal', image }: AvatarProps) {
  const form = shape === 'company' ? 'rounded-control' : 'rounded-full';
  if (image) return <img src={image} alt="" className={classes('flex-none object-cover', form, sizes[size])} />;
  return (
    <span
      aria-hidden="true"
      translate="no"
      className={classes('flex flex-none items-center justify-center font-semibold select-none', form, sizes[size], hueOf(name))}
    >
      {initials(name)}
    </span>
  );
}

/** The same name, the same color, on every page and every day. */
function hueOf(name: string): string {
  const sum = [...name].reduce((total, sign) => (total * 31 + (sign.codePointAt(0) ?? 0)) >>> 0, 7);
  return hues[sum % hues.length] as string;
}
