import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../../../web/api.ts';
import { sayProblem } from '../../../../web/attempt.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { type EvidenceFile, sendEvidence } from './evidence.ts';

type State = 'sending' | 'sent' | 'failed';
interface Sending {
  readonly state: State;
  readonly why?: string;
}
const kinds = { sending: 'info', sent: 'success', failed: 'danger' } as const;

/** The files on their way, one after the other; one that did not arrive says why and can be sent again. */
export function EvidenceSent({ ticket, files }: { readonly ticket: string; readonly files: readonly EvidenceFile[] }) {
  const { t } = useHouse();
  const [states, setStates] = useState<readonly Sending[]>(() => files.map(() => ({ state: 'sending' })));
  const put = (at: number, state: Sending) => setStates((all) => all.map((each, i) => (i === at ? state : each)));
  const send = async (at: number) => {
    const evidence = files[at];
    if (!evidence) return;
    put(at, { state: 'sending' });
    try {
      await sendEvidence(ticket, evidence);
      put(at, { state: 'sent' });
    } catch (error) {
      put(at, { state: 'failed', ...(error instanceof ApiProblem && error.status >= 400 && error.status < 500 ? { why: sayProblem(t, error) } : {}) });
    }
  };
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void (async () => {
      for (const at of files.keys()) await send(at);
    })();
  });
  return (
    <Section title={t('access_requests.sent.files')}>
      <ul className="divide-y divide-line text-14" aria-live="polite">
        {files.map(({ file }, at) => {
          const { state, why } = states[at] ?? { state: 'sending' };
          return (
            <li key={`${file.name} ${at}`} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
              <span className="min-w-0 flex-1 basis-40 break-all">{file.name}</span>
              <Status bare kind={kinds[state]}>
                {t(`access_requests.sent.file_${state}`)}
              </Status>
              {state === 'failed' && (
                <Button size="small" onPress={() => send(at)}>
                  {t('access_requests.sent.again')}
                </Button>
              )}
              {why && <span className="w-full text-13 text-danger">{why}</span>}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
