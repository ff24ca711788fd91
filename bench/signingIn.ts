import { availableParallelism } from 'node:os';
import { Agent } from 'node:http';
import { against, inTurn, type Bench, type Measure, type Result } from './measure.ts';
import { emailOf, password, peopleInCompany } from './people.ts';
import { perSecond, post } from './posting.ts';
import { everyCore, pin, startServer } from './processes.ts';
import path from 'node:path';

/** Sign-ins under way at once: enough that a free core never waits for the next. */
const atOnce = 8 * availableParallelism();

/** Sign-ins with the right password a second, each of another person from another address, beside argon2 alone. */
export const signingIn: Measure = {
  name: 'sign-ins',
  about: 'Sign-ins with a password, beside argon2 alone',
  async run(bench: Bench): Promise<Result[]> {
    const center = await bench.center();
    await pin(center.pid, everyCore);
    const bare = await startServer('bench/argon2.ts', [], {}, /Argon2 is at (\S+)/, path.join(center.dataDir, 'argon2.log'));
    const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
    // Short turns, many of them: what else happens on the machine comes and goes within seconds.
    const [rounds, seconds] = bench.quick ? [4, 1] : [14, 2];
    let person = 0;
    const signIn = () => {
      person = (person % peopleInCompany) + 1;
      const body = JSON.stringify({ email: emailOf(person), password });
      const from = `10.${(person >> 16) & 255}.${(person >> 8) & 255}.${person & 255}`;
      return post(agent, `${center.url}/api/public/sign-in/password`, body, { 'content-type': 'application/json', 'x-forwarded-for': from });
    };
    try {
      await perSecond(signIn, atOnce, 3);
      const [value, limit] = await inTurn(
        rounds,
        () => perSecond(signIn, atOnce, seconds),
        () => perSecond(() => post(agent, bare.url, '', {}), atOnce, seconds),
      );
      return [against('sign-ins', 'sign-ins/s', Math.round(value * 10) / 10, Math.round(limit * 10) / 10, 0.9)];
    } finally {
      agent.destroy();
      await bare.stop();
    }
  },
};
