import { Avatar } from './Avatar.tsx';
import { classes } from './classes.ts';
import { Link } from './Link.tsx';

interface PersonNameProps {
  readonly name: string;
  /** Under the name: the address, the company. */
  readonly detail?: string | undefined;
  readonly shape?: 'person' | 'company';
  readonly href?: string;
  readonly image?: string | null | undefined;
}

/** A person or company as they stand in lists. A Latin name keeps the Latin font on a Chinese page: O’Connor, not O’ Connor. */
export function PersonName({ name, detail, shape, href, image }: PersonNameProps) {
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Avatar name={name} shape={shape} image={image} />
      <span className="min-w-0 leading-snug">
        <span className={classes('block font-medium break-words', !/\p{Script=Han}/u.test(name) && 'font-sans')}>
          {href ? (
            <Link href={href} look="plain">
              {name}
            </Link>
          ) : (
            name
          )}
        </span>
        {detail && (
          <span className="block text-13 break-words text-muted">
            {/* A long address breaks at its @, not inside a word. */}
            {detail.split('@').map((part, at) => (at === 0 ? part : [<wbr key={at} />, `@${part}`]))}
          </span>
        )}
      </span>
    </span>
  );
}
