import type { MessageKey } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import type { FormValues } from '../../../web/ui/formState.ts';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { MergedBanner } from '../../../web/ui/MergedBanner.tsx';
import { useMerging as useMergingOf } from '../../../web/useMerging.ts';
import { partOf } from './locations/said.ts';

/** A form of the company's profile; what a colleague changed meanwhile comes in beside one's own. */
export function useMerging<T extends { readonly version: number }>(read: T, reload: () => Promise<T | undefined>, valuesOf: (of: T) => FormValues) {
  const { theirs, ...merging } = useMergingOf(read, reload, valuesOf, partOf);
  return { ...merging, conflict: theirs.length > 0 ? <Conflict parts={theirs} /> : undefined };
}

function Conflict({ parts }: { readonly parts: readonly string[] }) {
  const { t } = useHouse();
  const at = useAccountPath();
  return (
    <MergedBanner
      // Boxes of one list are one part to the reader.
      parts={[...new Set(parts.map((part) => part.split('.')[0] ?? part))].map((part) => t(`accounts.part.${part}` as MessageKey))}
      action={
        <LinkButton size="small" href={at('/company/history')}>
          {t('accounts.merging.who')}
        </LinkButton>
      }
    />
  );
}
