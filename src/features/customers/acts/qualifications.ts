import { NotFound, RequestInvalid } from '../../../core/problems.ts';
import { isFreeMail } from '../../../core/freeMail.ts';
import { domainOf } from '../../../core/text.ts';
import type { MemberActor, OperatorActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import type { Tx } from '../../../server/tx.ts';
import { type Qualification, QualificationAsked, QualificationDecided, QualificationInReview } from '../contract.ts';
import { type CustomerRow, findCustomerForUpdate } from '../queries.ts';
import { changedMeanwhile, getCustomer, lockCustomer } from './customers.ts';
import { useValidationCode } from './validationCodes.ts';

interface Asked {
  readonly qualification: Qualification;
  readonly ground: string;
  /** Of a customer of a government; empty: the operator looks at what speaks for it. */
  readonly code: string;
  readonly version: number;
}

/** Asks the operator for a qualification, or gives it up. @throws NotFound, CustomerRemoved, QualificationInReview, CustomerChangedMeanwhile, RequestInvalid */
export async function askQualification(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  customerId: string,
  { qualification, ground, code, version }: Asked,
): Promise<CustomerRow> {
  const before = await lockCustomer(tx, customerId);
  if (before.qualificationState === 'in_review') throw new QualificationInReview({});
  if (before.version !== version) throw await changedMeanwhile(tx, customerId, version);
  // A school is known by its own mail addresses.
  if (qualification === 'education' && isFreeMail(domainOf(before.contact.email))) throw new RequestInvalid({ fields: { qualification: 'free_mail' } });
  const isNone = qualification === 'none';
  if (code !== '' && qualification !== 'government') throw new RequestInvalid({ fields: { code: 'code_not_here' } });
  if (code !== '') return qualifyByCode(tx, actor, now, before, { ground, code });
  if (!isNone && ground === '') throw new RequestInvalid({ fields: { ground: 'required' } });
  await write(tx, before, {
    qualification,
    qualificationState: isNone ? 'none' : 'in_review',
    qualificationGround: isNone ? null : ground,
    qualificationReason: null,
    qualificationAt: isNone ? null : now,
    qualificationCodeId: null,
  });
  await announce(tx, actor, now, QualificationAsked, {
    subjectId: customerId,
    details: { customerId, customer: before.name, qualification },
    before: { qualification: before.qualification, state: before.qualificationState },
    after: { qualification, state: isNone ? 'none' : 'in_review' },
  });
  return getCustomer(tx, customerId);
}

/** A code of the company stands for what the operator has looked at already. @throws RequestInvalid */
async function qualifyByCode(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  before: CustomerRow,
  { ground, code }: Pick<Asked, 'ground' | 'code'>,
): Promise<CustomerRow> {
  const { customerId, name } = before;
  const { codeId, organization } = await useValidationCode(tx, code, 'code');
  await write(tx, before, {
    qualification: 'government',
    qualificationState: 'confirmed',
    qualificationGround: ground || organization,
    qualificationReason: null,
    qualificationAt: now,
    qualificationCodeId: codeId,
  });
  await announce(tx, actor, now, QualificationDecided, {
    subjectId: customerId,
    details: { customerId, customer: name, qualification: 'government', decision: 'confirmed' },
    before: { qualification: before.qualification, state: before.qualificationState },
    after: { qualification: 'government', state: 'confirmed', organization },
  });
  return getCustomer(tx, customerId);
}

interface Decided {
  readonly accountId: string;
  readonly customerId: string;
  readonly decision: 'confirm' | 'refuse';
  readonly reason: string;
  readonly version: number;
}

/** The operator's word on a qualification; enters the partner's account. @throws NotFound, CustomerChangedMeanwhile, RequestInvalid */
export async function decideQualification(
  tx: Tx,
  actor: OperatorActor,
  now: Date,
  { accountId, customerId, decision, reason, version }: Decided,
): Promise<void> {
  await enter(tx, { accountId });
  const before = await findCustomerForUpdate(tx, customerId);
  if (before?.qualificationState !== 'in_review') throw new NotFound({});
  if (before.version !== version) throw await changedMeanwhile(tx, customerId, version);
  if (decision === 'refuse' && reason === '') throw new RequestInvalid({ fields: { reason: 'required' } });
  const state = decision === 'confirm' ? 'confirmed' : 'refused';
  await write(tx, before, { qualificationState: state, qualificationReason: reason || null, qualificationAt: now });
  await announce(tx, actor, now, QualificationDecided, {
    accountId,
    subjectId: customerId,
    details: { customerId, customer: before.name, qualification: before.qualification as Qualification, decision: state },
    before: { state: 'in_review' },
    after: { state, ...(reason ? { reason } : {}) },
  });
}

interface Change {
  readonly qualification?: string;
  readonly qualificationState: string;
  readonly qualificationGround?: string | null;
  readonly qualificationReason: string | null;
  readonly qualificationAt: Date | null;
  readonly qualificationCodeId?: string | null;
}
const write = (tx: Tx, before: CustomerRow, change: Change) =>
  tx
    .updateTable('customers')
    .set({ ...change, version: before.version + 1 })
    .where('accountId', '=', before.accountId)
    .where('customerId', '=', before.customerId)
    .execute();
