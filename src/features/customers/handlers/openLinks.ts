import { may } from '../../../core/access.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Config } from '../../../server/config.ts';
import type { Secrets } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import { askByOpenLink, endOpenLink, enterOpenLink, findOpenLink, makeOpenLink } from '../acts/openLinks.ts';
import type { OpenLink, openLinkEndpoints } from '../contract/openLinks.ts';

export function openLinkHandlers(config: Config, secrets: Secrets): HandlersOf<typeof openLinkEndpoints> {
  async function shown(tx: Tx, actor: MemberActor): Promise<OpenLink> {
    const row = await findOpenLink(tx);
    return {
      // After the #, so that neither the server's log nor a page's referrer ever holds it.
      link: row ? `${config.publicUrl}/become-customer#${secrets.open(row.sealed)}` : null,
      madeAt: row?.madeAt ?? null,
      madeBy: row?.madeByName ?? null,
      can: { make: may(actor.rights, 'customers.relationship', 'edit') },
    };
  }
  return {
    getOpenLink: ({ tx, actor }) => shown(tx, actor),
    async makeOpenLink({ tx, actor, now }) {
      await makeOpenLink(tx, secrets, actor, now);
      return shown(tx, actor);
    },
    async endOpenLink({ tx, actor, now }) {
      await endOpenLink(tx, actor, now);
      return shown(tx, actor);
    },
    async openPartnerLink({ tx }, { token }) {
      await enterOpenLink(tx, token);
      const { name, partnerId, country } = await getAccount(tx);
      return { partner: { name, partnerId, country } };
    },
    async askByOpenLink({ tx, actor, now }, asked) {
      await askByOpenLink(tx, actor, now, asked);
      return {};
    },
  };
}
