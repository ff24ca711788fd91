import type { Locale } from '../../core/locale.ts';
import { NotFound } from '../../core/problems.ts';
import type { Actor, MemberActor } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import type { Tx } from '../../server/tx.ts';
import { getAccountForUpdate } from '../accounts/queries.ts';
import { noteAgreement } from '../programs/acts.ts';
import {
  AcceptanceExpired,
  AcceptanceExpiring,
  AgreementAccepted,
  AgreementForwarded,
  AgreementNotAvailable,
  AlreadyAccepted,
  TextReplaced,
} from './contract.ts';
import { dayOf, isOpen, noticeDue } from './policy.ts';
import { listForwarded, type PublishedRow, titlesOf } from './queries.ts';
import { lookAtAgreements, type Standing } from './standing.ts';

/** What an announcement says of a text. */
export const about = (text: PublishedRow) => ({
  agreement: text.agreement,
  title: text.texts.en?.title ?? text.agreement,
  titles: titlesOf(text),
  region: text.region,
  number: text.number,
});

/** The agreement as the company is asked for it now. @throws NotFound, AlreadyAccepted, AgreementNotAvailable */
async function open(tx: Tx, now: Date, agreement: string): Promise<Standing & { readonly text: PublishedRow }> {
  const [standing] = await lookAtAgreements(tx, now, agreement);
  if (!standing || (!standing.texts.length && !standing.programs.length)) throw new NotFound({});
  const { status, text } = standing;
  if (status === 'accepted') throw new AlreadyAccepted({});
  if (!text || !isOpen(status)) throw new AgreementNotAvailable({ status });
  return { ...standing, text };
}

export interface Read {
  readonly textId: string;
  readonly locale: Locale;
  /** Of the text that was read. */
  readonly sha256: string;
}

/**
 * Accepts the text in force in the name of the company; every program that waited for it becomes active.
 * @throws NotFound, AgreementNotAvailable, AlreadyAccepted, TextReplaced when it is not what was read
 */
export async function acceptAgreement(tx: Tx, actor: MemberActor, now: Date, agreement: string, read: Read): Promise<void> {
  // Locked first: two signers at once accept it once.
  const account = await getAccountForUpdate(tx);
  const { text } = await open(tx, now, agreement);
  const binding = text.sha256.en;
  if (text.textId !== read.textId || !binding || text.sha256[read.locale] !== read.sha256) throw new TextReplaced({});
  const { region, number, textId } = text;
  const roles = [...actor.rights.roles].toSorted();
  await tx
    .insertInto('agreementAcceptances')
    .values({
      textId,
      agreement,
      region,
      number,
      sha256: binding,
      readLocale: read.locale,
      readSha256: read.sha256,
      acceptedAt: now,
      acceptedBy: actor.personId,
      acceptedName: actor.name,
      acceptedEmail: actor.email,
      address: actor.address,
      company: JSON.stringify({ name: account.name, partnerId: account.partnerId, country: account.country }),
      roles,
      proofs: [...actor.proofs],
      secondFactorAt: actor.secondFactorAt,
    })
    .execute();
  await announce(tx, actor, now, AgreementAccepted, {
    subjectId: textId,
    details: { ...about(text), sha256: binding, locale: read.locale },
    after: { agreement, region, number, sha256: binding, locale: read.locale, by: actor.name, roles, proofs: [...actor.proofs] },
  });
  await noteAgreement(tx, actor, now, agreement);
}

/** A day: until then those who were asked are not asked again. */
export const forwardedFor = 86_400_000;

/** Asks those who may sign; does nothing when they were asked within a day. @throws NotFound, AgreementNotAvailable, AlreadyAccepted */
export async function forwardAgreement(tx: Tx, actor: MemberActor, now: Date, agreement: string): Promise<void> {
  await getAccountForUpdate(tx);
  const { text } = await open(tx, now, agreement);
  const asked = await listForwarded(tx, new Date(now.getTime() - forwardedFor));
  if (asked.some((row) => row.agreement === agreement)) return;
  await announce(tx, actor, now, AgreementForwarded, { subjectId: text.textId, details: about(text) });
}

/** Tells the signers that what was accepted runs out, or has; what was told is not told again. */
export async function noteEnding(tx: Tx, actor: Actor, now: Date, agreement: string): Promise<void> {
  await getAccountForUpdate(tx);
  const [standing] = await lookAtAgreements(tx, now, agreement);
  const { text, upcoming, endsOn, acceptances } = standing ?? {};
  const next = text ?? upcoming;
  if (!standing || !next || !endsOn || !acceptances?.length || standing.status === 'accepted') return;
  const told = acceptances.reduce<number | null>((least, { reminded }) => (reminded === null ? least : Math.min(least ?? reminded, reminded)), null);
  const due = noticeDue(endsOn, dayOf(now), told);
  if (due === null) return;
  await tx
    .updateTable('agreementAcceptances')
    .set({ reminded: due })
    .where(
      'acceptanceId',
      'in',
      acceptances.map(({ acceptanceId }) => acceptanceId),
    )
    .execute();
  const details = { ...about(next), endsOn };
  await (due === 0
    ? announce(tx, actor, now, AcceptanceExpired, { subjectId: next.textId, details })
    : announce(tx, actor, now, AcceptanceExpiring, { subjectId: next.textId, details: { ...details, days: due } }));
}
