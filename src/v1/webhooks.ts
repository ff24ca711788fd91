import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { RequestInvalid } from '../core/problems.ts';
import { webhooks } from '../features/webhooks/contract.ts';
import { ok, type Request, row } from './row.ts';
import { instantTo } from './shapes.ts';

/** This one resource is in PascalCase both ways. */
const Registration = z.object({
  WebhookUrl: z.string(),
  WebhookEvents: z.array(z.string()),
  SignatureTokenToMsSignatureHeader: z.boolean().optional(),
});
interface Registered {
  readonly subscriberId: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly inOwnHeader: boolean;
}
const shown = ({ subscriberId, url, events, inOwnHeader }: Registered) => ({
  SubscriberId: subscriberId,
  WebhookUrl: url,
  WebhookEvents: events,
  SignatureTokenToMsSignatureHeader: inOwnHeader,
});

/** What the house calls by other names than the documents. */
const members: Readonly<Record<string, string>> = { url: 'WebhookUrl', events: 'WebhookEvents' };
function inTheirWords(error: unknown): unknown {
  if (!(error instanceof RequestInvalid)) return error;
  const fields = Object.entries(error.details.fields as Readonly<Record<string, string>>);
  return new RequestInvalid({ fields: Object.fromEntries(fields.map(([name, code]) => [name.replace(/^\w+/, (first) => members[first] ?? first), code])) });
}

/** @param onlyIfThere a replacement, which is refused when there is nothing to replace */
async function register(request: Request, onlyIfThere: boolean) {
  const { WebhookUrl: url, WebhookEvents: events, SignatureTokenToMsSignatureHeader: inOwnHeader } = request.body(Registration);
  const wanted = { url, events, onlyIfThere, ...(inOwnHeader === undefined ? {} : { inOwnHeader }) };
  const made = await request.call(webhooks.setRegistration, wanted).catch((error: unknown) => {
    throw inTheirWords(error);
  });
  return ok(shown(made));
}

async function delivered(request: Request) {
  const { correlationId, accountId, state, url, attempts } = await request.call(webhooks.getValidationEvent, { correlationId: request.param('correlationId') });
  return ok({
    correlationId,
    partnerId: accountId,
    status: state === 'waiting' ? 'inprogress' : 'completed',
    callbackUrl: url,
    results: attempts.map(({ at, status, failure, answer }) => ({
      // As the documents write it: "OK", "NotFound".
      responseCode: status === null ? (failure ?? '') : (STATUS_CODES[status] ?? String(status)).replaceAll(' ', ''),
      responseMessage: answer ?? failure ?? '',
      systemError: failure !== null,
      dateTimeUtc: instantTo(at),
    })),
  });
}

export const webhookRows = [
  row('GET', '/webhooks/v1/registration/events', async (request) => ok((await request.call(webhooks.listWireEvents, {})).items)),
  row('POST', '/webhooks/v1/registration', (request) => register(request, false)),
  row('GET', '/webhooks/v1/registration', async (request) => ok(shown(await request.call(webhooks.getRegistration, {})))),
  row('PUT', '/webhooks/v1/registration', (request) => register(request, true)),
  row('POST', '/webhooks/v1/registration/validationEvents', async (request) => ok(await request.call(webhooks.sendValidationEvent, {}))),
  row('GET', '/webhooks/v1/registration/validationEvents/{correlationId}', delivered),
];
