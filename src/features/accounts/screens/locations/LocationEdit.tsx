import { useState } from 'react';
import { ApiProblem } from '../../../../web/api.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import type { FormValues } from '../../../../web/ui/formState.ts';
import { toast } from '../../../../web/ui/Toast.tsx';
import { accounts } from '../../contract.ts';
import type { LocationPart } from '../../contract.ts';
import { LocationForm } from './LocationForm.tsx';
import { merge, valuesOf } from './said.ts';
import type { LocationShown, SaidOfLocation } from './said.ts';

interface LocationEditProps {
  readonly location: LocationShown;
  /** Reads it anew. */
  readonly reload: () => Promise<LocationShown | undefined>;
  readonly onDone: () => void;
}

/** What is edited: the location as it was read, and what stands in the form. */
interface Draft {
  readonly base: LocationShown;
  readonly initial: FormValues;
  readonly conflict?: { readonly parts: readonly LocationPart[]; readonly by: string | null };
}

/** Changes a location. When a colleague was quicker, their changes come in beside the reader's own and nothing is lost. */
export function LocationEdit({ location, reload, onDone }: LocationEditProps) {
  const { t } = useHouse();
  const update = useAct(accounts.updateLocation);
  const { attempt, banner } = useAttempt();
  const [{ base, initial, conflict }, setDraft] = useState<Draft>({ base: location, initial: valuesOf(location) });
  const uses = useRead(accounts.getLocationUses, { locationId: location.locationId }, { catches: true }).data?.items;
  const followers = uses?.find(({ key }) => key === 'address')?.count ?? 0;
  const takeOver = async (typed: FormValues, details: ApiProblem['details']) => {
    const fresh = await reload();
    if (!fresh) return;
    setDraft({ base: fresh, initial: merge(valuesOf(base), typed, valuesOf(fresh)), conflict: details as unknown as NonNullable<Draft['conflict']> });
  };
  const save = (said: SaidOfLocation, typed: FormValues) =>
    attempt(async () => {
      try {
        await update.mutateAsync({ ...said, locationId: base.locationId, version: base.version });
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'locations.changed_meanwhile') return takeOver(typed, error.details);
        throw error;
      }
      toast(t('locations.saved'));
      onDone();
    });
  return (
    <LocationForm
      key={base.version}
      initial={initial}
      location={base}
      problem={banner ?? (conflict && <Conflict {...conflict} />)}
      action={t('ui.save')}
      onSave={save}
      onCancel={onDone}
    >
      {followers > 0 && <Banner kind="info">{t('locations.follow', { count: followers })}</Banner>}
    </LocationForm>
  );
}

function Conflict({ parts, by }: NonNullable<Draft['conflict']>) {
  const { t, formatList } = useHouse();
  return (
    <Banner kind="warning" urgent title={by ? t('locations.conflict', { by }) : t('locations.conflict_someone')}>
      {t('locations.conflict_text', { parts: formatList(parts.map((part) => t(`locations.part.${part}`))) })}
    </Banner>
  );
}
