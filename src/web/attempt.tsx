import { useState } from 'react';
import type { ReactNode } from 'react';
import type { MessageKey, Values } from '../core/locale.ts';
import { ApiProblem } from './api.ts';
import { useHouse } from './house.tsx';
import { Banner } from './ui/Banner.tsx';
import { LinkButton } from './ui/LinkButton.tsx';
import type { FieldErrors } from './ui/formState.ts';
import type { Missing } from './shell/slots.ts';
import { useSlots } from './shell/slots.ts';

export interface Attempt {
  /** Runs a call; what is wrong with fields is given back to the form, any other refusal is said by `banner`. */
  attempt(act: () => Promise<unknown>): Promise<FieldErrors | void>;
  readonly banner: ReactNode;
  readonly problem: ApiProblem | null;
  /** Takes the banner away. */
  clear(): void;
}

/** Calls that may be refused, with the refusal said in the reader's language, also after it is switched. */
export function useAttempt(): Attempt {
  const { t } = useHouse();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  return {
    problem,
    clear: () => setProblem(null),
    banner: problem && <Banner kind="danger" urgent title={sayProblem(t, problem)} action={<WhyRefused problem={problem} />} />,
    async attempt(act) {
      setProblem(null);
      try {
        await act();
      } catch (error) {
        // Closing the question for a second factor is the reader's own choice, and no fault.
        if (!(error instanceof ApiProblem)) throw error;
        const wrong = Object.entries(error.fields);
        if (wrong.length > 0) return Object.fromEntries(wrong.map(([name, code]) => [name, t(`fields.${code}` as MessageKey)]));
        setProblem(error);
      }
      return undefined;
    },
  };
}

/** An act that was refused for want of a role explains itself like a page does; another refusal may name the page that helps. */
function WhyRefused({ problem }: { readonly problem: ApiProblem }) {
  const { WhyNot } = useSlots();
  const { t } = useHouse();
  const { permission, needs, roles, goTo } = problem.details as Partial<Missing & { roles: readonly string[]; goTo: string }>;
  if (goTo?.startsWith('/')) return <LinkButton href={goTo}>{t(`problems.go.${problem.code}` as MessageKey)}</LinkButton>;
  return WhyNot && problem.code === 'access.denied' && permission && needs && roles?.length ? <WhyNot permission={permission} needs={needs} /> : null;
}

/**
 * What a refusal says; a role among its details by its name, and when it opens, in the reader's language. Without a connection the
 * sentences of refusals may not have come: then it is said in those that every page has.
 */
export function sayProblem(t: ReturnType<typeof useHouse>['t'], problem: ApiProblem): string {
  if (problem.code === 'offline') return t('frame.offline');
  const { role, opensAt } = problem.details as { role?: string; opensAt?: string };
  const spoken = { ...(role ? { role: t(`roles.${role}` as MessageKey) } : {}), ...(opensAt ? { opensAt: sayMoment(opensAt) } : {}) };
  const key = `problems.${problem.code}` as MessageKey;
  const said = t(key, { ...(problem.details as Values), ...spoken });
  return said === key ? t('ui.error.text') : said;
}
const sayMoment = (at: string) =>
  new Intl.DateTimeFormat(document.documentElement.lang || 'en', { dateStyle: 'long', timeStyle: 'short' }).format(new Date(at));
