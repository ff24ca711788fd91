import type { MessageKey, Translate, Values } from '../../../core/locale.ts';
import type { Problem } from '../../../core/problem.ts';
import { ChangedMeanwhile, NotReadable, RequestInvalid, SignInRequired } from '../../../core/problems.ts';
import type { Dialect } from '../../../server/http.ts';
import { ScimInvalid, ScimTaken } from '../contract/scim.ts';
import { isObject, type ScimType } from './scimPatch.ts';

const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** The word of RFC 7644 3.12 for what was wrong. */
function scimTypeOf(problem: Problem): ScimType | undefined {
  if (problem instanceof ScimInvalid) return problem.details.scimType;
  if (problem instanceof ScimTaken) return 'uniqueness';
  if (problem instanceof NotReadable) return 'invalidSyntax';
  return problem instanceof RequestInvalid ? 'invalidValue' : undefined;
}

/** The protocol knows 400 where the house says 422, and 412 for a version that is over. */
function statusOf(problem: Problem): number {
  if (problem instanceof ChangedMeanwhile) return 412;
  return problem.status === 422 ? 400 : problem.status;
}

/** SCIM 2.0: `application/scim+json`, its own errors, and the version of a resource in the header. The detail is for those who keep the program. */
export const scimDialect = (t: Translate): Dialect => ({
  type: 'application/scim+json',
  answer(output) {
    const { status, resource } = output as { readonly status: number; readonly resource: unknown };
    const meta = isObject(resource) && isObject(resource['meta']) ? resource['meta'] : {};
    const headers = {
      ...(typeof meta['location'] === 'string' && meta['resourceType'] ? { [status === 201 ? 'location' : 'content-location']: meta['location'] } : {}),
      ...(typeof meta['version'] === 'string' ? { etag: meta['version'] } : {}),
    };
    return { status, headers, body: status === 204 ? null : resource };
  },
  refuse(problem) {
    if (!problem) return { status: 500, body: { schemas: [errorSchema], status: '500' } };
    const status = statusOf(problem);
    const scimType = scimTypeOf(problem);
    const fields = problem instanceof RequestInvalid ? Object.keys(problem.details.fields).join(', ') : '';
    const detail = fields || t(`problems.${problem.code}` as MessageKey, problem.details as Values);
    const headers = problem instanceof SignInRequired ? { 'www-authenticate': 'Bearer' } : {};
    return { status, headers, body: { schemas: [errorSchema], status: String(status), ...(scimType ? { scimType } : {}), detail } };
  },
});
