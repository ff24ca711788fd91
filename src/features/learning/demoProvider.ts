import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GivenCertificate } from './provider.ts';

/** What one can learn in the demo. The last of each line: whether the certificate is for good. */
const exams = [
  ['CF-100', 'Cloud essentials', 'Cloud basics', 'Cloud infrastructure', true],
  ['CI-210', 'Cloud administrator', 'Administration', 'Cloud infrastructure', false],
  ['CI-340', 'Cloud architect', 'Architecture', 'Cloud infrastructure', false],
  ['SC-205', 'Identity and access specialist', 'Identity', 'Security', false],
  ['SC-330', 'Security operations analyst', 'Threat response', 'Security', false],
  ['DA-220', 'Data engineer', 'Data platforms', 'Data and insights', false],
  ['DA-310', 'Analytics consultant', 'Reporting', 'Data and insights', false],
  ['BA-150', 'Business applications consultant', 'Process design', 'Business applications', false],
] as const;
const day = 86_400_000;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The certificates of a made-up learner: always the same ones for the same profile, and renewed once a year. */
function certificatesOf(profileId: string, now: Date): GivenCertificate[] {
  const seed = createHash('sha256').update(profileId).digest();
  const chosen = new Set([0, 1, 2].map((at) => (seed[at] ?? 0) % exams.length));
  return [...chosen].map((index) => {
    const [exam, name, skill, competency, forGood] = exams[index] ?? exams[0];
    // A fixed day of the year, so that a certificate changes once a year only; expired for up to two months before it is renewed.
    const offset = ((seed[index + 3] ?? 0) * 365) / 256;
    const year = 365 * day;
    const floor = now.getTime() - 60 * day;
    const last = Math.floor((floor - offset * day) / year) * year + year + offset * day;
    return { number: `${exam}-${profileId.slice(-6)}`, name, skill, competency, from: dayOf(last - year + day), until: forGood ? null : dayOf(last) };
  });
}

export interface DemoProvider {
  readonly url: string;
  readonly token: string;
  /** What profiles have instead of what is made up for them; null: the profile is gone. */
  readonly given: Map<string, readonly GivenCertificate[] | null>;
  /** Answers this many requests with a failure. */
  failures: number;
  close(): void;
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};

/** The profile that a code of the demo leads to: every code of the form DEMO-… is somebody’s. */
export const demoProfileOf = (code: string): string | undefined =>
  /^DEMO-[A-Z0-9-]+$/i.test(code) ? `LP${createHash('sha256').update(code.toUpperCase()).digest('hex').slice(0, 10).toUpperCase()}` : undefined;

/** A learning provider to try things out with, over real HTTP, on this machine only. */
export async function startDemoProvider(now: () => Date = () => new Date()): Promise<DemoProvider> {
  const token = 'demo-learning';
  const answerTo = async (request: IncomingMessage): Promise<readonly [status: number, body?: unknown]> => {
    if (request.headers.authorization !== `Bearer ${token}`) return [401];
    if (provider.failures > 0) {
      provider.failures--;
      return [503];
    }
    if (request.method === 'POST' && request.url === '/redeem') {
      const { code } = JSON.parse(await readBody(request)) as { code: string };
      const profileId = demoProfileOf(code);
      return profileId ? [200, { profileId }] : [404];
    }
    const [, asked] = /^\/profiles\/([^/]+)\/certificates$/.exec(request.url ?? '') ?? [];
    const profileId = asked && decodeURIComponent(asked);
    const items = profileId && (provider.given.has(profileId) ? provider.given.get(profileId) : certificatesOf(profileId, now()));
    return items ? [200, { items }] : [404];
  };
  const server = createServer((request, response) => {
    answerTo(request).then(
      ([status, body]) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(body === undefined ? '{}' : JSON.stringify(body)),
      () => response.writeHead(400).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const provider: DemoProvider = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    given: new Map(),
    failures: 0,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return provider;
}
