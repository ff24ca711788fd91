import { countryRule } from '../../../core/countries.ts';
import { ChangedMeanwhile, NotFound, RequestInvalid } from '../../../core/problems.ts';
import { checkTaxId, normaliseTaxId } from '../../../core/vatNumbers.ts';
import type { Actor, MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Secrets } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import {
  type FilledTaxProfile,
  type TaxForm,
  TaxProfileApproved,
  TaxProfileExpired,
  TaxProfileExpiring,
  type taxProfileFaults,
  TaxProfileFilled,
  TaxProfileMoved,
  TaxProfileQuestioned,
  type TaxProfileState,
} from '../contract/profiles.ts';
import { daysLeft, reminderDue } from '../policy/exemptions.ts';
import { formOf, lastDayOf, maskTaxNumber, movedTaxProfile, withheldBy } from '../policy/profiles.ts';
import { findTaxProfileForUpdate, listTaxProfiles, type TaxProfileRow } from '../queries/profiles.ts';

const formOfRow = ({ form }: TaxProfileRow) => form as TaxForm;

/** @throws RequestInvalid field by field */
function checkFilled({ country, number, kind }: FilledTaxProfile): string {
  const rule = countryRule(country);
  if (!rule) throw new RequestInvalid({ fields: { country: 'unknown_country' } });
  // People have other numbers than companies; of theirs only the form is asked.
  const fault = kind === 'company' ? checkTaxId(rule, number) : undefined;
  if (fault) throw new RequestInvalid({ fields: { number: fault } });
  return kind === 'company' ? normaliseTaxId(rule, number) : number;
}

const set = (tx: Tx, row: TaxProfileRow, values: object) =>
  tx
    .updateTable('taxProfiles')
    .set({ ...values, version: row.version + 1 })
    .where('accountId', '=', row.accountId)
    .where('profileId', '=', row.profileId)
    .execute();

/** Fills in a profile. What still waits is replaced at once; what is in force stays so until the new one is approved. @throws RequestInvalid */
export async function fillTaxProfile(tx: Tx, secrets: Secrets, actor: MemberActor, now: Date, filled: FilledTaxProfile): Promise<void> {
  const number = checkFilled(filled);
  await getAccountForUpdate(tx);
  for (const row of await listTaxProfiles(tx))
    if (row.state === 'pending_validation' || row.state === 'action_required') await set(tx, row, { state: 'replaced' });
  const form = formOf(filled.kind, filled.country);
  const { profileId } = await tx
    .insertInto('taxProfiles')
    .values({
      form,
      legalName: filled.legalName,
      country: filled.country,
      sealedNumber: secrets.seal(number),
      masked: maskTaxNumber(number),
      claimsTreaty: form !== 'w9' && filled.claimsTreaty,
      state: 'pending_validation',
      filledAt: now,
      filledBy: actor.personId,
      filledByName: actor.name,
    })
    .returning('profileId')
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, TaxProfileFilled, { subjectId: profileId, details: { form } });
}

interface Validated {
  readonly profileId: string;
  readonly version: number;
  readonly fault: (typeof taxProfileFaults)[number] | null;
  readonly note: string | null;
  readonly withheld: number | null;
}
/** The operator approves a profile, and the one before it is of the past; or says what is wrong. @throws NotFound, ChangedMeanwhile, TaxProfileMoved, RequestInvalid */
export async function validateTaxProfile(tx: Tx, actor: Actor, now: Date, { profileId, version, fault, note, withheld }: Validated): Promise<TaxProfileRow> {
  await getAccountForUpdate(tx);
  const before = await findTaxProfileForUpdate(tx, profileId);
  if (!before) throw new NotFound({});
  if (before.version !== version) throw new ChangedMeanwhile({});
  const state = movedTaxProfile(before.state as TaxProfileState, fault ? 'question' : 'approve');
  if (!state) throw new TaxProfileMoved({ state: before.state });
  const form = formOfRow(before);
  if (!fault && before.claimsTreaty && withheld === null) throw new RequestInvalid({ fields: { withheld: 'required' } });
  const decided = { state, reason: fault, note, decidedAt: now, decidedByName: 'name' in actor ? actor.name : null };
  const told = { accountId: before.accountId, subjectId: profileId, before: { state: before.state }, after: { state } };
  if (fault) {
    await set(tx, before, decided);
    await announce(tx, actor, now, TaxProfileQuestioned, { ...told, details: { form, fault, note } });
  } else {
    for (const row of await listTaxProfiles(tx)) if (row.state === 'approved') await set(tx, row, { state: 'replaced' });
    const rate = withheldBy({ form, claimsTreaty: before.claimsTreaty }, withheld);
    await set(tx, before, { ...decided, withheld: rate, validUntil: lastDayOf(form, before.filledAt) });
    await announce(tx, actor, now, TaxProfileApproved, { ...told, details: { form, withheld: rate } });
  }
  const after = await findTaxProfileForUpdate(tx, profileId);
  if (!after) throw new NotFound({});
  return after;
}

/** Says that a profile runs out, or has: each reminder once, and the end once. Nothing else changes; the clock has done it. */
export async function noteTaxProfileEnd(tx: Tx, actor: Actor, now: Date, profileId: string): Promise<void> {
  const row = await findTaxProfileForUpdate(tx, profileId);
  if (row?.state !== 'approved' || row.validUntil === null) return;
  const left = daysLeft(row.validUntil, now);
  const due = left < 0 ? (row.reminded === 0 ? null : 0) : reminderDue(left, row.reminded);
  if (due === null) return;
  await set(tx, row, { reminded: due });
  const told = { accountId: row.accountId, subjectId: profileId };
  if (left < 0) await announce(tx, actor, now, TaxProfileExpired, { ...told, details: { form: formOfRow(row) } });
  else await announce(tx, actor, now, TaxProfileExpiring, { ...told, details: { form: formOfRow(row), days: left } });
}
