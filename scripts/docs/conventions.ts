/** What holds for every operation, said once at the top of the document. */
const description = `The API that the pages of Entente use, for programs.

**Who calls.** A person's API key, or an access token of an application, goes into \`Authorization: Bearer …\`. A browser has its session cookie instead. An operation that names only the session is for people on the pages: it asks for something that a program cannot show, such as a second factor.

**What one may.** \`x-permission\` is the permission that an operation needs and \`x-needs\` how much of it (\`view\`, \`own\`, \`edit\`). An API key may at most what its owner may, now, and what the key was given.

**Which account.** \`/api/a/{account}\` is followed by the id of a company account. Whatever belongs to another account is not found (404), like what never was.

**Lists** answer \`items\` and \`next\`. Send \`next\` as \`after\` to read on; \`next\` is null on the last page. \`limit\` is at most 500.

**Once only.** A change within an account that carries an \`Idempotency-Key\` happens once, however often it is sent within 24 hours: the same call is answered as it was the first time, and another call with the same key is refused.

**Versions.** What carries a \`version\` is changed by sending the version that was read, in the body or as \`If-Match\`; 409 (request.changed_meanwhile) says that somebody was faster.

**Refusals** are \`application/problem+json\` (RFC 9457) with \`type\` (\`urn:entente:problem:<code>\`), \`status\` and \`details\`. Anything else is a bug: a bare 500 with \`requestId\`, which the log of the center knows. Every answer carries \`x-request-id\`.

**How often.** Calls by a key or a token are counted by account and application, or person. \`RateLimit\` says what is left; 429 says in \`Retry-After\` when to come again.

**Values.** Dates and times are ISO 8601; times are in UTC. Amounts are decimal text with their currency. Unknown members of an answer are to be ignored: there will be more.`;

export const info = (version: string) => ({
  title: 'Entente',
  version,
  license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
  description,
});

export const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer', description: 'The API key of a person (entk_…), or an access token that the center gave an application.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-entente',
    description: 'The session of a person; its cookie is called entente where the center is not reached over https.',
  },
  directory: { type: 'http', scheme: 'bearer', description: 'What a company gave its directory for provisioning people (SCIM).' },
};

const text = { type: 'string' };
export const headers = {
  ETag: { description: 'The version of what is answered; a change sends it back as If-Match, or in its body', schema: text },
  RateLimit: {
    description: 'What is left, and in how many seconds all of it is back; only for calls with a key or a token',
    schema: text,
    example: '"default";r=499;t=1',
  },
  RateLimitPolicy: { description: 'How many calls in how many seconds', schema: text, example: '"default";q=500;w=60' },
  RetryAfter: { description: 'Seconds to wait', schema: { type: 'integer', minimum: 1 } },
};

export const parameters = {
  account: {
    name: 'account',
    in: 'path',
    required: true,
    description: 'The id of the company account, as in the address of its pages',
    schema: { type: 'string', format: 'uuid' },
  },
  after: { name: 'after', in: 'query', required: false, description: '`next` of the page before', schema: { type: 'string', maxLength: 500 } },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'A text of the caller’s own, new for each call that is to happen: sent again with it, the call happens once',
    schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
  },
  IfMatch: { name: 'If-Match', in: 'header', required: false, description: 'The ETag that was read; instead of `version` in the body', schema: text },
};
