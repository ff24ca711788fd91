import { useState } from 'react';
import { fullName } from '../../../core/person.ts';
import { ApiProblem } from '../../../web/api.ts';
import { sayProblem } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { members, mostAtOnce } from '../contract.ts';
import type { Member } from '../contract.ts';

const acts = ['deactivate', 'activate', 'remove', 'restore'] as const;
type Act = (typeof acts)[number];

/** What can be done with all who are selected; each act names how many of them it is for. */
export function BulkActs({ people, onDone }: { readonly people: readonly Member[]; readonly onDone: () => void }) {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const [asked, ask] = useState<Act | null>(null);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const run = useRunner();
  const able = (act: Act) => people.filter((person) => person.can[act]);
  const offered = acts.filter((act) => able(act).length > 0);
  const chosen = asked ? able(asked) : [];
  const givable = people.filter(({ can }) => can.setRoles);
  // One who leaves has a page that hands over what is theirs; of several it is said what that leaves behind.
  const begin = (act: Act) => {
    const [only, ...more] = able(act);
    if (act === 'remove' && only && more.length === 0) go(at(`/people/${only.personId}/leave`));
    else ask(act);
  };
  return (
    <>
      {givable.length > 0 && givable.length <= mostAtOnce && (
        <Button size="small" onPress={() => go(at(`/roles/give?people=${givable.map(({ personId }) => personId).join(',')}`))}>
          {t('rights.give')}
        </Button>
      )}
      {offered.length === 0 && givable.length === 0 && <span className="text-13 text-muted">{t('members.bulk.none')}</span>}
      {offered.map((act) => (
        <Button key={act} size="small" onPress={() => begin(act)}>
          {t(`members.bulk.${act}`, { count: able(act).length })}
        </Button>
      ))}
      <ConfirmDialog
        open={asked !== null}
        onClose={() => ask(null)}
        title={asked ? t(`members.bulk.${asked}_title`, { count: chosen.length }) : ''}
        text={asked ? t(asked === 'remove' ? 'members.bulk.remove_text' : `members.act.${asked}_text`) : ''}
        danger={asked === 'remove' || asked === 'deactivate'}
        confirm={asked ? t(`members.bulk.${asked}`, { count: chosen.length }) : ''}
        onConfirm={async () => {
          if (!asked) return;
          const failed = await run(asked, chosen);
          setRefused(failed);
          toast(t('members.bulk.done', { count: chosen.length - failed.length }));
          if (failed.length === 0) onDone();
        }}
      />
      <Dialog open={refused.length > 0} onClose={() => setRefused([])} title={t('members.bulk.refused', { count: refused.length })}>
        <ul className="flex flex-col gap-3">
          {refused.map(({ person, problem }) => (
            <li key={person.personId}>
              <Banner kind="danger" title={fullName(person)}>
                {sayProblem(t, problem)}
              </Banner>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}

interface Refused {
  readonly person: Member;
  readonly problem: ApiProblem;
}

/** One after the other: each is its own decision of the server, and who is refused is named. */
function useRunner() {
  const calls = {
    deactivate: useAct(members.deactivateMember),
    activate: useAct(members.activateMember),
    remove: useAct(members.removeMember),
    restore: useAct(members.restoreMember),
  };
  return async (act: Act, people: readonly Member[]): Promise<readonly Refused[]> => {
    const refused: Refused[] = [];
    for (const person of people) {
      try {
        await calls[act].mutateAsync({ personId: person.personId });
      } catch (problem) {
        if (!(problem instanceof ApiProblem)) throw problem;
        refused.push({ person, problem });
      }
    }
    return refused;
  };
}
