import { PersonName } from './PersonName.tsx';

export interface HelperShown {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  /** Their roles, or what they can do for the reader. */
  readonly detail?: string | undefined;
}

/** People to turn to, and where to write to them. */
export function HelperList({ people }: { readonly people: readonly HelperShown[] }) {
  return (
    <ul className="flex flex-col gap-3 text-start">
      {people.map(({ personId, name, email, detail }) => (
        <li key={personId}>
          <PersonName name={name} detail={detail} />
          <a href={`mailto:${email}`} className="ms-11 block w-fit text-13 break-all text-accent-ink underline underline-offset-3">
            {email}
          </a>
        </li>
      ))}
    </ul>
  );
}
