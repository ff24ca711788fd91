import { useEffect, useId, useRef, useState } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { HUMAN_CHARACTERS, type HumanCheck as Begun, type HumanProof } from '../contract/humanChecks.ts';
import { CharactersRow } from './humanCheck/CharactersRow.tsx';
import { MailCodeRow } from './humanCheck/MailCodeRow.tsx';
import { useCheck } from './humanCheck/useCheck.ts';
import { type MailCode, useMailCode } from './humanCheck/useMailCode.ts';
import { useWork } from './humanCheck/useWork.ts';
import { WorkRow } from './humanCheck/WorkRow.tsx';

export interface HumanCheckProps {
  /** The user ID as typed in the form around it; a code goes there when it is asked for. */
  readonly email: string;
  /** Told what to send along, as soon as there is something, and null while there is nothing. */
  readonly onProof: (proof: HumanProof | null) => void;
  /** Grows after every try that was refused: what was shown is used up then. */
  readonly round: number;
  /** Whether the last try was refused because of this check. */
  readonly wrong: boolean;
}

/**
 * Shows that somebody is there. The browser works by itself from the start, so that most people have nothing to do; picture
 * and sound stand beside it, and a code to the mailbox for whom none of these serves.
 */
export function HumanCheck({ email, onProof, round, wrong }: HumanCheckProps) {
  const { t, locale } = useHouse();
  const id = useId();
  const { check, failed, renew } = useCheck(locale, round);
  const work = useWork(check);
  const mail = useMailCode(email);
  // Characters belong to the check that they were typed for: a new one takes them away, and none that are typed after it.
  const [said, say] = useState<{ readonly check: Begun | null; readonly typed: string }>({ check: null, typed: '' });
  const typed = said.check === check ? said.typed : '';
  const [isNew, setNew] = useState(false);
  const proof = proofOf({ check, typed, mail, payload: work.payload });
  const last = useTold(proof, onProof);
  const wrongKind = useEnded(round, wrong, last, mail);

  return (
    <div role="group" aria-labelledby={id} className="flex flex-col gap-4 border-t border-line pt-5">
      <div className="flex flex-col gap-0.5">
        <p id={id} className="text-16 font-semibold">
          {t('check.title')}
        </p>
        <p className="text-14 text-muted">{t('check.text')}</p>
      </div>
      {wrongKind && wrongKind !== 'mail_code' && (
        <Banner kind="danger" urgent>
          {t('check.wrong')}
        </Banner>
      )}
      {failed ? (
        <Banner kind="danger" urgent action={<Button onPress={renew}>{t('check.again')}</Button>}>
          {t('check.not_begun')}
        </Banner>
      ) : (
        <WorkRow work={work} />
      )}
      <CharactersRow
        check={check}
        typed={typed}
        onTyped={(characters) => say({ check, typed: characters })}
        onRefresh={() => {
          setNew(true);
          renew();
        }}
      />
      <span role="status" className="sr-only">
        {isNew && check ? t('check.refreshed') : ''}
      </span>
      <MailCodeRow email={email} mail={mail} wrong={wrongKind === 'mail_code'} />
    </div>
  );
}

const digitsOf = (typed: string): string => typed.normalize('NFKC').replace(/\D/g, '');

/** What is sent along: what somebody typed goes before what the browser did, and the mailbox before all, for it proves more. */
function proofOf({ check, typed, mail, payload }: { check: Begun | null; typed: string; mail: MailCode; payload: string | null }): HumanProof | null {
  const [code, characters] = [digitsOf(mail.code), digitsOf(typed)];
  if (mail.sent && code.length === 6) return { kind: 'mail_code', attempt: mail.sent.attempt, code };
  if (check && characters.length === HUMAN_CHARACTERS) return { kind: 'characters', checkId: check.checkId, characters };
  return payload ? { kind: 'work', payload } : null;
}

/** Tells of each change once, whatever function is given anew with each drawing; gives the last proof there was. */
function useTold(proof: HumanProof | null, onProof: HumanCheckProps['onProof']) {
  const tell = useRef(onProof);
  const last = useRef<HumanProof | null>(null);
  const key = JSON.stringify(proof);
  useEffect(() => {
    tell.current = onProof;
  });
  useEffect(() => {
    const told = JSON.parse(key) as HumanProof | null;
    if (told) last.current = told;
    tell.current(told);
  }, [key]);
  return last;
}

/** Which way failed, when a round ended for want of it. A mistyped code may be typed again; one that was right is used up. */
function useEnded(round: number, wrong: boolean, last: { readonly current: HumanProof | null }, mail: MailCode): HumanProof['kind'] | null {
  const [failed, setFailed] = useState<HumanProof['kind'] | null>(null);
  const seen = useRef(round);
  useEffect(() => {
    if (seen.current === round) return;
    seen.current = round;
    const kind = last.current?.kind ?? null;
    setFailed(wrong ? kind : null);
    if (kind !== 'mail_code') return;
    if (wrong) mail.type('');
    else mail.drop();
  }, [round, wrong, last, mail]);
  return failed;
}
