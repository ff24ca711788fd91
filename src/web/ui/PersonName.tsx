import { Avatar } from './Avatar.tsx';
import { Link } from './Link.tsx';

interface PersonNameProps {
  readonly name: string;
  /** Under the name: the address, the company. */
  readonly detail?: string | undefined;
  readonly shape?: 'person' | 'company';
  readonly href?: string;
  readonly image?: string | null | undefined;
}

/** A person or company as they stand in lists. */
export function PersonName({ name, detail, shape, href, image }: PersonNameProps) {
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Avatar name={name} shape={shape} image={image} />
      <span className="min-w-0 leading-snug">
        <span className="block font-medium break-words">
          {href ? (
            <Link href={href} look="plain">
              {name}
            </Link>
          ) : (
            name
          )}
        </span>
        {detail && <span className="block text-13 break-words text-muted">{detail}</span>}
      </span>
    </span>
  );
}
