import { createHash } from 'node:crypto';
import { NotFound, RequestInvalid } from '../../core/problems.ts';
import { system } from '../../server/actor.ts';
import type { Context, HandlersOf } from '../../server/call.ts';
import type { Config } from '../../server/config.ts';
import type { FileStore } from '../../server/files.ts';
import { changeLogo, setUpCenter } from '../center/acts.ts';
import { AlreadySetUp, LogoNotUsable } from '../center/contract.ts';
import { logoLimit, pictureType } from '../center/policy.ts';
import { getCenter } from '../center/queries.ts';
import { addPerson, hashPassword, keepPassword, openSession, passwordFault } from '../identity/acts.ts';
import { addOperator } from '../identity/acts/operators.ts';
import { type DemoWorld, type setup, SetupCodeWrong } from './contract.ts';
import { isSetupCode, removeSetupCode } from './setupCode.ts';

interface SetupParts {
  readonly config: Config;
  readonly files: FileStore;
  /** Builds the demo world and says who can sign in; given by whoever starts a server for people. */
  readonly demo?: (() => Promise<DemoWorld>) | undefined;
}

export const setupHandlers = ({ config, files, demo }: SetupParts): HandlersOf<typeof setup> => {
  /** A center that is set up says so to everyone; only then does the code matter. */
  async function demandCode({ apart }: Pick<Context, 'apart'>, code: string): Promise<void> {
    const { setUpAt } = await apart(getCenter, {});
    if (setUpAt) throw new AlreadySetUp({});
    if (!isSetupCode(config.DATA_DIR, code)) throw new SetupCodeWrong({});
  }
  return {
    async checkCode(context, { code }) {
      await demandCode(context, code);
      return { offersDemo: demo !== undefined };
    },
    async setUp(context, { code, admin, logo, ...center }) {
      const { tx, now, request } = context;
      await demandCode(context, code);
      const fault = await passwordFault(admin.password, { hasSecondFactor: false, words: [admin.givenName, admin.familyName, admin.email, center.name] });
      if (fault) throw new RequestInvalid({ fields: { 'admin.password': fault } });
      const [hash, picture] = await Promise.all([hashPassword(admin.password), keepPicture(files, logo)]);
      // Nobody is signed in yet: the installation itself does it, at the word of whoever holds the code.
      const actor = { ...system('setup'), requestId: request.requestId, address: request.address, userAgent: request.userAgent };
      await setUpCenter(tx, actor, now, center);
      if (picture) await changeLogo(tx, actor, now, picture);
      const { personId } = await addPerson(tx, actor, now, admin);
      await keepPassword(tx, actor, now, personId, hash);
      await addOperator(tx, actor, now, { ...admin, role: 'op_root' });
      const { token, until } = await openSession(tx, actor, now, {
        personId,
        proofs: ['password'],
        secondFactor: false,
        address: request.address,
        userAgent: request.userAgent,
      });
      request.giveSession?.(token, until);
      return {};
    },
    async loadDemo(context, { code }) {
      await demandCode(context, code);
      if (!demo) throw new NotFound({});
      // In transactions of its own: it is a world of many acts, and a short one.
      const world = await demo();
      removeSetupCode(config.DATA_DIR);
      return world;
    },
  };
};

/** Puts the logo into the file store before the transaction begins. @throws LogoNotUsable */
async function keepPicture(files: FileStore, logo: string | null) {
  if (logo === null) return null;
  const bytes = Buffer.from(logo, 'base64');
  const type = pictureType(bytes);
  if (!type || bytes.length > logoLimit) throw new LogoNotUsable({ limitBytes: logoLimit });
  const id = crypto.randomUUID();
  await files.put(id, bytes);
  return { id, type, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
