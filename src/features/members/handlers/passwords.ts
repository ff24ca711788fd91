import { fullName } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';
import type { AccountRole } from '../../../core/roles.ts';
import { domainOf } from '../../../core/text.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Secrets } from '../../../server/secrets.ts';
import { reachedBy } from '../../identity/acts/resetLinks.ts';
import { againstTemporaryPassword } from '../../identity/acts/temporaryPasswords.ts';
import { listProvedWays } from '../../identity/queries/ways.ts';
import { refusalOfReset, resetPassword } from '../acts/passwords.ts';
import { type passwordEndpoints, resetHours } from '../contract/passwords.ts';
import { findMember } from '../queries.ts';

export const passwordHandlers = (secrets: Secrets): HandlersOf<typeof passwordEndpoints> => ({
  async previewPasswordReset({ tx, actor, now, apart }, { personId }) {
    const member = await findMember(tx, now, personId);
    if (!member) throw new NotFound({});
    const refused = refusalOfReset(actor, member);
    const about = { personId, name: fullName(member), email: member.email, hours: resetHours };
    const none = { ...about, ways: [], temporary: { offered: false, reason: null, domain: domainOf(member.email) } };
    if (refused) return { ...none, refused: { code: refused.code, role: (refused.details as { role?: AccountRole }).role ?? null } };
    // Only who may reset them sees, masked, by what a person can be reached.
    return apart(
      async (t) => {
        const [ways, reason] = await Promise.all([listProvedWays(t, personId), againstTemporaryPassword(t, now, personId, actor.accountId)]);
        return {
          ...none,
          refused: null,
          ways: reachedBy(ways)
            .filter(({ key }) => !member.isGuest || key === 'sign_in')
            .map(({ key, kind, hint, value }) => ({ key, kind: kind as 'email' | 'phone', hint: key === 'sign_in' ? (value ?? hint) : hint })),
          temporary: { offered: reason === null, reason, domain: domainOf(member.email) },
        };
      },
      { accountId: actor.accountId, personId },
    );
  },
  resetPassword: ({ tx, actor, now }, wanted) => resetPassword(tx, actor, now, secrets, wanted),
});
