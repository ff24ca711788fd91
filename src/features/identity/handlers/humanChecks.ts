import { Readable } from 'node:stream';
import { NotFound } from '../../../core/problems.ts';
import { foldEmail } from '../../../core/text.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import type { Secrets } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { HUMAN_CODE_MINUTES, sendHumanCode, startHumanCheck } from '../humanCheck.ts';
import type { humanChecks } from '../contract/humanChecks.ts';
import { drawSound } from '../humanCheck/sound.ts';
import { makeWork, WORK_MOST } from '../humanCheck/work.ts';
import { findOpenHumanCheck } from '../queries/humanChecks.ts';
import { knock, knockAt } from '../throttle.ts';

export function humanCheckHandlers({ secrets }: { readonly secrets: Secrets }): HandlersOf<typeof humanChecks> {
  async function shown(tx: Tx, now: Date, checkId: string) {
    const check = await findOpenHumanCheck(tx, now, checkId);
    if (!check) throw new NotFound({});
    return { characters: secrets.open(check.answer), locale: check.locale };
  }
  const file = (type: string, bytes: Buffer): Download => ({ type, name: null, body: Readable.from([bytes]) });

  return {
    async newHumanCheck({ tx, now }, { locale }) {
      const checkId = crypto.randomUUID();
      const work = await makeWork(secrets, checkId);
      return { checkId, expiresAt: await startHumanCheck(tx, now, secrets, { checkId, locale }), work, workMost: WORK_MOST };
    },
    async getHumanPicture({ tx, now }, { checkId }) {
      const { characters } = await shown(tx, now, checkId);
      // With it comes a painter of 20 MB: only where somebody looks at a picture.
      const { drawPicture } = await import('../humanCheck/picture.ts');
      return file('image/png', await drawPicture(characters, secrets.hash(`picture of ${checkId}`)));
    },
    async getHumanSound({ tx, now }, { checkId }) {
      const { characters, locale } = await shown(tx, now, checkId);
      return file('audio/wav', drawSound(characters, locale, secrets.hash(`sound of ${checkId}`)));
    },
    async requestHumanCode({ tx, now, request, apart }, { email }) {
      await apart((t) => knock(t, now, knockAt(secrets, 'human_code', foldEmail(email), request.address)));
      return { attempt: await sendHumanCode(tx, now, email, request.locale), resendAfterSeconds: 60, minutes: HUMAN_CODE_MINUTES };
    },
  };
}
