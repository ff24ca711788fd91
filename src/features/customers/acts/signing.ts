import type { Contact } from '../../../core/person.ts';
import { parsePhone } from '../../../server/phone.ts';
import type { Tx } from '../../../server/tx.ts';
import { customerTextIn } from '../queries/agreementText.ts';
import type { Fields } from './said.ts';

export interface Signer extends Contact {
  readonly agreedOn: string;
}
/** A day begins fourteen hours earlier in the easternmost places. */
const easternmostHours = 14;

/** A signer as it is kept. What is wrong is noted under `path`. */
export function attestedColumns(signer: Signer, country: string, now: Date, path: string, fields: Fields) {
  const today = new Date(now.getTime() + easternmostHours * 3_600_000).toISOString().slice(0, 10);
  if (signer.agreedOn > today) fields[`${path}agreedOn`] = 'in_future';
  const phone = signer.phone ? parsePhone(signer.phone, country) : undefined;
  if (signer.phone && !phone) fields[`${path}phone`] = 'phone';
  const { givenName, familyName, email, agreedOn } = signer;
  return { givenName, familyName, email, phone: phone?.e164 ?? null, agreedOn };
}

interface Agreed {
  readonly customerId: string;
  /** Where the customer is: that text is agreed to. */
  readonly country: string;
}
/** Keeps who has agreed, and to which text; `by`: the partner's person who confirmed it, null for the customer itself. */
export async function insertAgreement(tx: Tx, now: Date, { customerId, country }: Agreed, signed: ReturnType<typeof attestedColumns>, by: string | null) {
  const text = await customerTextIn(tx, country, now);
  await tx
    .insertInto('customerAgreements')
    .values({
      customerId,
      mode: by === null ? 'direct' : 'attested',
      ...signed,
      attestedByName: by,
      createdAt: now,
      textId: text?.textId ?? null,
      textNumber: text?.number ?? null,
    })
    .execute();
}
