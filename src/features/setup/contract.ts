import { z } from 'zod';
import { endpoint } from '../../core/endpoint.ts';
import { Email, Locale, PersonName } from '../../core/person.ts';
import { defineProblem } from '../../core/problem.ts';
import { AlreadySetUp, changeable, LogoNotUsable } from '../center/contract.ts';
import { PASSWORD_MAX, SignInNameTaken } from '../identity/contract.ts';

/** The one-time code that stands in the terminal and in DATA_DIR. */
export const SetupCodeWrong = defineProblem('setup.code_wrong', 422, z.object({}));

const Code = z.string().trim().min(1).max(40);
/** The first of the operator's people; holds every right of the operator's side. */
const Administrator = PersonName.extend({ email: Email, password: z.string().min(1).max(PASSWORD_MAX), locale: Locale });

/** Someone of the demo world to sign in as. `role` is the role's key. */
const DemoPerson = z.object({ name: z.string(), email: z.string(), company: z.string().nullable(), role: z.string() });
export const DemoWorld = z.object({ password: z.string(), people: z.array(DemoPerson) });
export type DemoWorld = z.output<typeof DemoWorld>;

export const setup = {
  checkCode: endpoint({
    within: 'public',
    method: 'POST',
    path: '/setup/code',
    permission: 'public',
    perMinute: 10,
    summary: 'Whether this is the set-up code; does not use it up',
    input: z.object({ code: Code }),
    output: z.object({ /** The demo world can be loaded instead. */ offersDemo: z.boolean() }),
    problems: [SetupCodeWrong, AlreadySetUp],
  }),
  setUp: endpoint({
    within: 'public',
    method: 'POST',
    path: '/setup',
    permission: 'public',
    perMinute: 10,
    summary: 'Set up the center, once: its name, its languages, its first administrator',
    input: z.object({
      code: Code,
      name: changeable.name,
      accent: changeable.accent,
      locales: changeable.locales,
      refuseFreeMail: changeable.refuseFreeMail.default(true),
      deskEmail: changeable.deskEmail.default(null),
      deskPhone: changeable.deskPhone.default(null),
      /** The picture as base64. */
      logo: z.string().max(800_000).nullable().default(null),
      admin: Administrator,
    }),
    output: z.object({}),
    problems: [SetupCodeWrong, AlreadySetUp, LogoNotUsable, SignInNameTaken],
  }),
  loadDemo: endpoint({
    within: 'public',
    method: 'POST',
    path: '/setup/demo',
    permission: 'public',
    perMinute: 10,
    summary: 'Fill the empty center with the demo world instead of setting it up',
    input: z.object({ code: Code }),
    output: DemoWorld,
    problems: [SetupCodeWrong, AlreadySetUp],
  }),
};
