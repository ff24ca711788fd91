import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { directoryName, ProviderNotUsable } from './directories.ts';

/** What a SAML provider is known by. */
export const SamlSettings = z.object({ issuer: z.string(), ssoUrl: z.string(), certificates: z.array(z.string()) });
export type SamlSettings = z.output<typeof SamlSettings>;

/** Why a provider’s metadata cannot be used; its sentence is part of `problems.directories.metadata_not_usable`. */
export const metadataFaults = ['not_metadata', 'no_provider', 'no_redirect', 'no_certificate', 'address'] as const;
export const MetadataNotUsable = defineProblem('directories.metadata_not_usable', 422, z.object({ reason: z.enum(metadataFaults) }));

const act = { within: 'account', permission: 'tenants', stepUp: 10 } as const;
const one = z.object({ directoryId: Id });
/** Pasted, or the address at which the provider publishes it. */
const metadata = z.string().trim().min(1).max(200_000);
const place = '/sign-on/saml/:directoryId';

export const samlEndpoints = {
  addSamlDirectory: endpoint({
    ...act,
    method: 'POST',
    path: '/directories/saml',
    summary: 'Connect a SAML provider by its metadata, pasted or by address',
    input: z.object({ name: directoryName, metadata }),
    output: one,
    problems: [MetadataNotUsable, ProviderNotUsable],
  }),
  getSamlDirectory: endpoint({
    within: 'account',
    method: 'GET',
    permission: 'tenants',
    path: '/directories/:directoryId/saml',
    summary: 'What a SAML provider is known by, and what it must know of us',
    input: one,
    output: z.object({
      directoryId: z.uuid(),
      name: z.string(),
      issuer: z.string(),
      ssoUrl: z.string(),
      certificates: z.array(z.object({ fingerprint: z.string(), expiresAt: z.date() })),
      entityId: z.string(),
      answerUrl: z.string(),
      version: z.number().int(),
      can: z.object({ edit: z.boolean() }),
    }),
  }),
  changeSamlProvider: endpoint({
    ...act,
    method: 'PUT',
    path: '/directories/:directoryId/saml',
    summary: 'Read a SAML provider’s metadata anew; a sign-in must be tried again',
    input: one.extend({ metadata, version: z.number().int() }),
    output: z.object({ version: z.number().int() }),
    problems: [MetadataNotUsable, ProviderNotUsable, ChangedMeanwhile],
  }),
  samlMetadata: endpoint({
    within: 'public',
    method: 'GET',
    path: `${place}/metadata`,
    permission: 'public',
    answers: 'file',
    perMinute: 60,
    summary: 'What a SAML provider must know of us; the same shape for every id',
    input: one,
    output: z.unknown(),
  }),
  samlAnswer: endpoint({
    within: 'public',
    method: 'POST',
    path: place,
    permission: 'public',
    speaks: 'saml',
    perMinute: 60,
    maxBody: 300_000,
    summary: 'Where a SAML provider’s answer is posted; leads the browser back to what it began',
    input: one.extend({ SAMLResponse: z.string().min(1).max(280_000) }),
    output: z.object({ location: z.string() }),
  }),
};
