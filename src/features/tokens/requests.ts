import type { Database } from '../../server/db.ts';
import type { Secrets } from '../../server/secrets.ts';
import { type Client, type ClientParts, findClient, tenantOf } from './clients.ts';
import { RequestOver } from './contract.ts';
import { type KeptRecord, readRecord } from './records.ts';
import { faultIn } from './wire.ts';

/** What a program has asked a person, and has not been answered. */
export interface Requested {
  readonly model: 'Interaction' | 'DeviceCode';
  readonly record: KeptRecord;
  readonly clientId: string;
  /** The company that the program named; null: whichever the person chooses. */
  readonly tenant: string | null;
  /** Where the browser goes on; null for a device. */
  readonly returnTo: string | null;
}

interface Payload {
  readonly params?: { readonly client_id?: string };
  readonly clientId?: string;
  readonly returnTo?: string;
  readonly result?: unknown;
  readonly accountId?: string;
  readonly error?: string;
  readonly deviceInfo?: { readonly tenant?: string };
}

/** A code as a person types it: any case, with or without its stroke. */
const codeOf = (text: string): string | undefined => /^[A-Z]{8}$/.exec(text.toUpperCase().replace(/[^A-Z0-9]/g, ''))?.[0];

/** By the uid in the address, or the code on the device. @throws RequestOver */
export async function findRequest(db: Database, secrets: Secrets, request: string): Promise<Requested> {
  const code = request.length < 16 ? codeOf(request) : undefined;
  const model = code ? 'DeviceCode' : 'Interaction';
  const record = await readRecord(db, secrets, model, code ? { other: code } : { id: request });
  const payload = record?.payload as Payload | undefined;
  const clientId = payload?.params?.client_id ?? payload?.clientId;
  if (!record || !payload || !clientId || payload.result || payload.error || (code && payload.accountId)) throw new RequestOver({});
  const word = code ? payload.deviceInfo?.tenant : payload.returnTo && new URL(payload.returnTo).pathname.split('/')[1];
  return { model, record, clientId, tenant: tenantOf(word || 'common'), returnTo: payload.returnTo ?? null };
}

/** As `findAsking`, by a company that may answer: the one that the program has named, or any where it named none. @throws RequestOver */
export async function findAskingHere(parts: ClientParts, { clientId, tenant }: Requested, accountId: string, now: Date): Promise<Client> {
  if (tenant !== null && (await findAsking(parts, clientId, tenant, now)).accountId !== accountId) throw new RequestOver({});
  return findAsking(parts, clientId, accountId, now);
}

/** The application that asks, seen from a company. @throws RequestOver when it is gone */
export async function findAsking(parts: ClientParts, clientId: string, tenant: string | null, now: Date): Promise<Client> {
  try {
    return await findClient(parts, { clientId, tenant, address: null }, now);
  } catch (error) {
    if (faultIn(error)) throw new RequestOver({});
    throw error;
  }
}
