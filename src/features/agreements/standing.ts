import type { Tx } from '../../server/tx.ts';
import { getAccount } from '../accounts/queries.ts';
import { type EnrollmentState, standingStates } from '../programs/contract.ts';
import { listEnrollmentsHere, listProgramRows, type ProgramRow } from '../programs/queries.ts';
import type { AgreementStatus } from './contract.ts';
import { dayOf, endOf, isFor, placesOf, statusOf, textOn, upcomingText } from './policy.ts';
import { type AcceptanceRow, listAcceptancesHere, listTextsFor, type PublishedRow } from './queries.ts';

/** An agreement, and where the company stands with it. */
export interface Standing {
  readonly agreement: string;
  readonly status: AgreementStatus;
  readonly text: PublishedRow | undefined;
  readonly upcoming: PublishedRow | undefined;
  /** Every published text for the company's region, also those of the past. */
  readonly texts: readonly PublishedRow[];
  /** Of this agreement and for its region, the newest first. */
  readonly acceptances: readonly AcceptanceRow[];
  /** The last day of what was accepted, where the text that takes its place says so. */
  readonly endsOn: string | null;
  readonly programs: readonly { readonly program: ProgramRow; readonly state: EnrollmentState }[];
}

/** Looks at every agreement that the programs of the running account ask for, or that it once accepted; or at one that is named. */
export async function lookAtAgreements(tx: Tx, now: Date, only?: string): Promise<Standing[]> {
  const [account, programs, enrollments, acceptances] = await Promise.all([
    getAccount(tx),
    listProgramRows(tx),
    listEnrollmentsHere(tx),
    listAcceptancesHere(tx),
  ]);
  const places = placesOf(account.country);
  const day = dayOf(now);
  const texts = await listTextsFor(tx, places);
  const stand = enrollments.filter(({ state }) => (standingStates as readonly string[]).includes(state));
  const asked = programs.filter(({ program }) => stand.some((row) => row.program === program)).flatMap(({ agreement }) => agreement ?? []);
  const keys = [...new Set([...asked, ...acceptances.map(({ agreement }) => agreement), ...(only ? [only] : [])])].filter((key) => !only || key === only);
  return keys.map((agreement) => {
    const own = acceptances.filter((row) => row.agreement === agreement && isFor(places, row));
    const asking = programs.flatMap((program) => {
      const enrollment = program.agreement === agreement ? stand.find((row) => row.program === program.program) : undefined;
      return enrollment ? [{ program, state: enrollment.state }] : [];
    });
    const text = textOn(texts, agreement, places, day);
    const accepted = own.map(({ textId }) => textId);
    const endsOn = endOf(texts, accepted, places) ?? null;
    const status = statusOf({ textId: text?.textId, accepted, endsOn, day, states: asking.map(({ state }) => state) });
    return {
      agreement,
      status,
      text,
      upcoming: upcomingText(texts, agreement, places, day),
      texts: texts.filter((each) => each.agreement === agreement),
      acceptances: own,
      endsOn,
      programs: asking,
    };
  });
}
