import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { defineProblem } from '../../../core/problem.ts';

export const paperKinds = ['register', 'tax', 'domain', 'employment', 'other'] as const;
export type PaperKind = (typeof paperKinds)[number];
/** Why a paper does not prove what it should; `verification.paper_refused.<reason>`, and what would is `verification.paper_satisfy.<reason>`. */
export const paperReasons = ['unreadable', 'out_of_date', 'other_company', 'not_official', 'incomplete', 'proves_nothing', 'other'] as const;
export type PaperReason = (typeof paperReasons)[number];
export const SentPaper = z.object({
  fileId: z.uuid(),
  name: z.string(),
  kind: z.enum(paperKinds),
  addedAt: z.date(),
  addedBy: z.string().nullable(),
  verdict: z.enum(['accepted', 'refused']).nullable(),
  reason: z.enum(paperReasons).nullable(),
  note: z.string().nullable(),
});
export type SentPaper = z.output<typeof SentPaper>;
/** Papers that one company may send in all. */
export const papersACompany = 50;
export const TooManyPapers = defineProblem('verification.too_many_papers', 409, z.object({ limit: z.number() }));

const ofPaper = z.object({ file: z.string(), paperKind: z.enum(paperKinds) });
export const PaperSentIn = announcement('verification.paper_sent', ofPaper);
export const PaperAccepted = announcement('verification.paper_accepted', ofPaper);
export const PaperRefused = announcement('verification.paper_refused', ofPaper.extend({ paperReason: z.enum(paperReasons), note: z.string().nullable() }));
