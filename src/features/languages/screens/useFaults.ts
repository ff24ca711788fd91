import type { ApiProblem } from '../../../web/api.ts';
import { useHouse } from '../../../web/house.tsx';
import type { Fault } from '../contract.ts';

const named = new Set<Fault['code']>(['missing_value', 'unknown_value', 'missing_form', 'missing_choice']);

/** What is wrong with a sentence, in words; and that of a refusal, for the field in which it was written. */
export function useFaults() {
  const { t, formatList } = useHouse();
  // Values stand in braces, as one writes them.
  const say = (faults: readonly Fault[]): string =>
    formatList(faults.map(({ code, name, form }) => t(`languages.fault.${code}`, { name: named.has(code) ? `{${name}}` : name, form })));
  return {
    say,
    ofProblem: (problem: ApiProblem): string | null =>
      problem.code === 'sentences.faulty' ? say((problem.details as { faults: readonly Fault[] }).faults) : null,
  };
}
