import { useState } from 'react';
import type { ReactNode } from 'react';
import type { MessageKey } from '../../../core/locale.ts';
import { ApiProblem } from '../../../web/api.ts';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { merge, partOf } from './locations/said.ts';

interface Versioned {
  readonly version: number;
}
interface Draft<T> {
  /** As it was read. */
  readonly base: T;
  readonly initial: FormValues;
  /** Parts that a colleague changed meanwhile. */
  readonly theirs: readonly string[];
}

/**
 * A form over something that others change too. When a colleague was quicker with the same form, what they changed comes in beside
 * one's own and nothing is lost; what they changed elsewhere, only the version, is no reason to ask.
 */
export function useMerging<T extends Versioned>(read: T, reload: () => Promise<T | undefined>, valuesOf: (of: T) => FormValues) {
  const [{ base, initial, theirs }, setDraft] = useState<Draft<T>>(() => ({ base: read, initial: valuesOf(read), theirs: [] }));
  return {
    base,
    initial,
    conflict: theirs.length > 0 ? <Conflict parts={theirs} /> : undefined,
    /** Answers whether it was saved; if not, the form shows both now. */
    async save(typed: FormValues, send: (version: number) => Promise<unknown>): Promise<boolean> {
      try {
        await send(base.version);
        return true;
      } catch (error) {
        const fresh = error instanceof ApiProblem && error.code === 'request.changed_meanwhile' ? await reload() : undefined;
        if (!fresh) throw error;
        const [was, is] = [valuesOf(base), valuesOf(fresh)];
        const changed = [...new Set([...Object.keys(was), ...Object.keys(is)].filter((field) => !isSame(was[field], is[field])).map(partOf))];
        if (changed.length > 0) {
          setDraft({ base: fresh, initial: merge(was, typed, is), theirs: changed });
          return false;
        }
        setDraft({ base: fresh, initial: typed, theirs: [] });
        await send(fresh.version);
        return true;
      }
    },
  };
}
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? '') === JSON.stringify(other ?? '');

function Conflict({ parts }: { readonly parts: readonly string[] }): ReactNode {
  const { t, formatList } = useHouse();
  const at = useAccountPath();
  return (
    <Banner
      kind="warning"
      urgent
      title={t('accounts.merging.title')}
      action={
        <LinkButton size="small" href={at('/company/history')}>
          {t('accounts.merging.who')}
        </LinkButton>
      }
    >
      {t('accounts.merging.text', { parts: formatList(parts.map((part) => t(`accounts.part.${part}` as MessageKey))) })}
    </Banner>
  );
}
