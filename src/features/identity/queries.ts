import { fullName } from '../../core/person.ts';
import type { Locale } from '../../core/locale.ts';
import { foldEmail } from '../../core/text.ts';
import { run, type Tx } from '../../server/tx.ts';

/** Whose sign-in name a mail address is; works without seeing any person's rows. */
export async function findPersonByEmail(tx: Tx, email: string): Promise<string | undefined> {
  const { rows } = await run(tx, 'select find_person_by_sign_in_name($1) as id', [foldEmail(email)]);
  return (rows[0]?.['id'] as string | null | undefined) ?? undefined;
}

/** A person; the Tx must be that person's (see `enter`) or across accounts. @throws when it is not there to be seen */
export async function getPerson(tx: Tx, personId: string) {
  const row = await tx.selectFrom('people').selectAll().where('personId', '=', personId).executeTakeFirstOrThrow();
  return { ...row, locale: row.locale as Locale, name: fullName(row) };
}
export type PersonRow = Awaited<ReturnType<typeof getPerson>>;
