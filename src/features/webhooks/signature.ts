import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { addressOf } from '../../core/endpoint.ts';
import type { Secrets } from '../../server/secrets.ts';
import type { WireSigner } from './certificate.ts';
import { webhooks } from './contract.ts';
import type { EndpointRow } from './queries.ts';

/** A secret as Standard Webhooks writes it: 256 random bits. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** Where the certificates lie, for every receiver and for as long as the center is at its address. */
export const certificateUrl = (publicUrl: string, file: 'signing.cer' | 'root.cer'): string =>
  publicUrl + addressOf(webhooks.getCertificate).replace(':file', file);

interface Sent {
  readonly endpoint: Pick<EndpointRow, 'kind' | 'secret' | 'formerSecret' | 'formerUntil' | 'inOwnHeader'>;
  readonly eventId: string;
  readonly body: string;
  readonly now: Date;
}
export interface Signing {
  readonly secrets: Secrets;
  readonly signer: () => WireSigner;
  readonly publicUrl: string;
}

/**
 * What an event is sent with: the headers of Standard Webhooks, signed with each secret that is live; for the registration of the wire
 * API the documented ones as well.
 */
export function headersOf({ secrets, signer, publicUrl }: Signing, { endpoint, eventId, body, now }: Sent): Record<string, string> {
  const { secret, formerSecret, formerUntil } = endpoint;
  const live = [secret, ...(formerSecret && formerUntil && formerUntil > now ? [formerSecret] : [])];
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Entente-Webhooks/1',
    'webhook-id': eventId,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': live.map((sealed) => new Webhook(secrets.open(sealed)).sign(eventId, now, body)).join(' '),
  };
  if (endpoint.kind !== 'registration') return headers;
  const signature = `Signature ${signer().sign(body)}`;
  return {
    ...headers,
    ...(endpoint.inOwnHeader ? { 'x-ms-signature': signature } : { authorization: signature }),
    'x-ms-certificate-url': certificateUrl(publicUrl, 'signing.cer'),
    'x-ms-signature-algorithm': 'rsa-sha256',
  };
}
