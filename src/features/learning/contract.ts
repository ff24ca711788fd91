import { z } from 'zod';
import { announcement } from '../../core/announcement.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Page, PageInput } from '../../core/page.ts';
import { defineProblem } from '../../core/problem.ts';
import { protectedMinutes } from '../members/contract/joinRequests.ts';

/** `idle`: associated, and counting for no company since its person left the one they had chosen. */
export const learningStates = ['unlinked', 'linked', 'idle'] as const;
export type LearningState = (typeof learningStates)[number];
/** `coming`: its first day is still ahead. */
export const certificateStandings = ['valid', 'expiring', 'expired', 'coming'] as const;
export type CertificateStanding = (typeof certificateStandings)[number];

const Day = z.iso.date();
const Certificate = z.object({
  number: z.string(),
  name: z.string(),
  skill: z.string(),
  competency: z.string(),
  from: Day,
  /** The last day; null when it does not expire. */
  until: Day.nullable(),
  standing: z.enum(certificateStandings),
});
export type Certificate = z.output<typeof Certificate>;

const Company = z.object({ accountId: z.uuid(), name: z.string() });
export const MyLearning = z.object({
  /** Whether this center has a provider to ask at all. */
  offered: z.boolean(),
  state: z.enum(learningStates),
  profileId: z.string().nullable(),
  countsFor: Company.nullable(),
  linkedAt: z.date().nullable(),
  fetchedAt: z.date().nullable(),
  /** Since when the provider has not answered. */
  failedAt: z.date().nullable(),
  starts: z.object({
    most: z.number(),
    left: z.number(),
    daysApart: z.number(),
    /** When certificates can begin to count for another company, or a profile be associated; null: now. */
    nextAt: z.date().nullable(),
  }),
  /** The person's companies that the certificates could count for; `free`: going back there is no new start. */
  companies: z.array(Company.extend({ free: z.boolean() })),
  certificates: z.array(Certificate),
});
export type MyLearning = z.output<typeof MyLearning>;

/** The center has no learning provider. */
export const LearningNotOffered = defineProblem('learning.not_offered', 409, z.object({}));
/** The provider does not answer; nothing was changed. */
export const ProviderSilent = defineProblem('learning.provider_silent', 503, z.object({}));
/** Someone else here has associated this very profile. */
export const ProfileTaken = defineProblem('learning.profile_taken', 409, z.object({}));
/** Three starts a year, thirty days apart. */
export const LearningLimit = defineProblem('learning.limit', 409, z.object({ opensAt: z.date(), most: z.number(), days: z.number() }));
export const LearningNotInState = defineProblem('learning.not_in_state', 409, z.object({ state: z.enum(learningStates) }));

export const LearningAssociated = announcement('learning.associated', z.object({}));
export const LearningChosen = announcement('learning.chosen', z.object({}));
/** The person took the profile away, or lets it count elsewhere. */
export const LearningWithdrawn = announcement('learning.withdrawn', z.object({}));
/** Somebody who left: nothing of theirs counts here any more. */
export const LearningEnded = announcement('learning.ended', z.object({ name: z.string() }));
export const CertificatesChanged = announcement('learning.certificates_changed', z.object({ name: z.string(), added: z.number(), gone: z.number() }));

/** A person with one certificate, as the company sees it. */
const Certified = Certificate.extend({ personId: z.uuid(), givenName: z.string(), familyName: z.string(), email: z.string() });
export type Certified = z.output<typeof Certified>;
const narrowed = {
  competency: z.string().trim().max(200).optional(),
  standing: z.enum(certificateStandings).optional(),
  search: z.string().trim().max(100).optional(),
};

export const learning = {
  getMyLearning: endpoint({
    within: 'person',
    method: 'GET',
    path: '/learning',
    permission: 'signed-in',
    summary: 'My learning profile: what it is, which company it counts for, my certificates, and when I may next change it',
    input: z.object({}),
    output: MyLearning,
  }),
  associateLearning: endpoint({
    within: 'account',
    method: 'POST',
    path: '/my-learning',
    permission: 'my_profile.learning',
    perMinute: 10,
    summary: 'Associate my learning profile by a code of the provider; its certificates count for this company',
    input: z.object({ code: z.string().trim().min(1).max(100) }),
    output: z.object({ profileId: z.string() }),
    problems: [LearningNotOffered, ProviderSilent, ProfileTaken, LearningLimit, LearningNotInState],
  }),
  countHere: endpoint({
    within: 'account',
    method: 'POST',
    path: '/my-learning/company',
    permission: 'my_profile.learning',
    summary: 'Let my certificates count for this company, and for no other one any more',
    input: z.object({}),
    output: z.object({}),
    problems: [LearningLimit, LearningNotInState],
  }),
  removeLearning: endpoint({
    within: 'person',
    method: 'DELETE',
    path: '/learning',
    permission: 'signed-in',
    summary: 'Take my learning profile away, with every certificate kept here; possible at any time',
    input: z.object({}),
    output: z.object({}),
    problems: [LearningNotInState],
  }),
  getLearningReport: endpoint({
    within: 'account',
    method: 'GET',
    path: '/learning',
    permission: 'learning.analytics',
    summary: 'How many of the company’s people are certified, competency by competency, and what expires soon',
    input: z.object({}),
    output: z.object({
      /** Active people of the company, those who let their profile count here, and those of them with a certificate that is good today. */
      people: z.number(),
      associated: z.number(),
      certified: z.number(),
      competencies: z.array(
        z.object({
          competency: z.string(),
          /** With a certificate that is good today. */
          people: z.number(),
          skills: z.number(),
          /** Good certificates that expire soon, and expired ones. */
          expiring: z.number(),
          expired: z.number(),
        }),
      ),
      soonDays: z.number(),
      can: z.object({ seePeople: z.boolean() }),
    }),
  }),
  listCertified: endpoint({
    within: 'account',
    method: 'GET',
    path: '/learning/certificates',
    permission: 'competencies.skills',
    summary: 'Who has which certificate, those that expire first at the top',
    input: PageInput.extend(narrowed),
    output: Page(Certified),
  }),
  exportCertified: endpoint({
    within: 'account',
    method: 'GET',
    path: '/learning/certificates/export',
    permission: 'competencies.skills',
    exports: true,
    stepUp: protectedMinutes,
    answers: 'stream',
    summary: 'Who has which certificate, as CSV in the reader’s language, without a ceiling',
    input: z.object(narrowed),
    output: z.unknown(),
  }),
};
