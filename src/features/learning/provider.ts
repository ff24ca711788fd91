import { z } from 'zod';
import type { Config } from '../../server/config.ts';
import { ProviderSilent } from './contract.ts';

const word = z.string().trim().min(1).max(200);
/** What a provider says of one certificate. Days are its own; the last one is still good. */
const Given = z.object({ number: word.max(100), name: word, skill: word, competency: word, from: z.iso.date(), until: z.iso.date().nullable() });
export type GivenCertificate = z.output<typeof Given>;
const Redeemed = z.object({ profileId: word.max(100) });
const Listed = z.object({ items: z.array(Given).max(1_000) });

/** Where people learn and pass exams. The one thing to write for another provider. */
export interface LearningProvider {
  /** Whose code this is; nothing when the provider knows none such. @throws ProviderSilent */
  redeem(code: string): Promise<{ readonly profileId: string } | undefined>;
  /** Every certificate of a profile; none when the profile is gone. @throws ProviderSilent */
  listCertificates(profileId: string): Promise<readonly GivenCertificate[]>;
}

const SECONDS = 15;

/** The provider that the settings name, asked over HTTP; nothing when they name none. */
export function providerOf({ LEARNING_URL, LEARNING_TOKEN }: Pick<Config, 'LEARNING_URL' | 'LEARNING_TOKEN'>): LearningProvider | undefined {
  if (!LEARNING_URL) return undefined;
  const base = LEARNING_URL.replace(/\/*$/, '/');
  const ask = async <S extends z.ZodType>(path: string, schema: S, body?: object): Promise<z.output<S> | undefined> => {
    const request = fetch(base + path, {
      method: body ? 'POST' : 'GET',
      headers: { ...(body && { 'Content-Type': 'application/json' }), ...(LEARNING_TOKEN && { Authorization: `Bearer ${LEARNING_TOKEN}` }) },
      ...(body && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(SECONDS * 1000),
    });
    // Whatever is wrong with it, for us it is silent: what it says instead of an answer is not for people here.
    const answer = await request.then(
      async (response) => ({ status: response.status, body: (await response.json().catch(() => null)) as unknown }),
      () => undefined,
    );
    if (answer?.status === 404) return undefined;
    const parsed = schema.safeParse(answer?.body);
    if (answer?.status !== 200 || !parsed.success) throw new ProviderSilent({});
    return parsed.data;
  };
  return {
    redeem: (code) => ask('redeem', Redeemed, { code }),
    async listCertificates(profileId) {
      const found = await ask(`profiles/${encodeURIComponent(profileId)}/certificates`, Listed);
      // One number is one certificate, however often it is named.
      return [...new Map((found?.items ?? []).map((one) => [one.number, one])).values()];
    },
  };
}
