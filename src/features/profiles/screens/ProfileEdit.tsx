import { useState } from 'react';
import { ApiProblem } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { toast } from '../../../web/ui/Toast.tsx';
import { LogoField } from '../../center/screens/LogoField.tsx';
import { profiles } from '../contract.ts';
import type { Profile } from '../contract/profiles.ts';
import type { ProfilePart } from '../contract/fields.ts';
import { ProfileActs } from './ProfileActs.tsx';
import { ProfileFieldsForm } from './ProfileFieldsForm.tsx';
import { asFormErrors, isChanged, merge, saidIn, valuesOf } from './said.ts';

interface ProfileEditProps {
  readonly profile: Profile;
  /** Reads it anew. */
  readonly reload: () => Promise<Profile | undefined>;
}
/** What is edited: the profile as it was read, and what stands in the form. */
interface Draft {
  readonly base: Profile;
  readonly initial: FormValues;
  readonly conflict?: { readonly parts: readonly ProfilePart[]; readonly by: string | null };
}

/** Writes the draft. When a colleague was quicker, their changes come in beside the writer's own and nothing is lost. */
export function ProfileEdit({ profile, reload }: ProfileEditProps) {
  const { t } = useHouse();
  const update = useAct(profiles.updateProfile);
  const { attempt, banner } = useAttempt();
  const [{ base, initial, conflict }, setDraft] = useState<Draft>({ base: profile, initial: valuesOf(profile) });
  const [typed, setTyped] = useState(initial);
  const take = (fresh: Profile, kept = valuesOf(fresh), found?: Draft['conflict']) => {
    setDraft({ base: fresh, initial: kept, ...(found ? { conflict: found } : {}) });
    setTyped(kept);
  };
  const takeOver = async (values: FormValues, found: NonNullable<Draft['conflict']>) => {
    const fresh = await reload();
    if (fresh) take(fresh, merge(valuesOf(base), values, valuesOf(fresh)), found);
  };
  const save = async (values: FormValues) =>
    asFormErrors(
      await attempt(async () => {
        try {
          take(await update.mutateAsync({ ...saidIn(values), profileId: base.profileId, version: base.version }));
          toast(t('profiles.saved'));
        } catch (error) {
          if (!(error instanceof ApiProblem) || error.code !== 'profiles.changed_meanwhile') throw error;
          await takeOver(values, error.details as unknown as NonNullable<Draft['conflict']>);
        }
      }),
    );
  const isDirty = isChanged(valuesOf(base), typed);
  return (
    <>
      <Logo profile={base} onChange={(fresh) => setDraft((draft) => ({ ...draft, base: fresh }))} />
      <Form key={base.version} initial={initial} onChange={setTyped} onSubmit={save} problem={banner ?? (conflict && <Conflict {...conflict} />)}>
        <ProfileFieldsForm places={base.places} />
        {base.can.edit && (
          <FormActions>
            <Button type="submit" variant={isDirty || !base.can.publish ? 'primary' : 'secondary'}>
              {t('profiles.save')}
            </Button>
          </FormActions>
        )}
      </Form>
      {base.can.edit && <ProfileActs profile={base} isDirty={isDirty} onChange={take} />}
    </>
  );
}

function Conflict({ parts, by }: NonNullable<Draft['conflict']>) {
  const { t, formatList } = useHouse();
  return (
    <Banner kind="warning" urgent title={by ? t('profiles.conflict', { by }) : t('profiles.conflict_someone')}>
      {t('profiles.conflict_text', { parts: formatList(parts.map((part) => t(`profiles.part.${part}`))) })}
    </Banner>
  );
}

/** Kept as soon as it is chosen; what is being typed stays as it is. */
function Logo({ profile, onChange }: { readonly profile: Profile; readonly onChange: (fresh: Profile) => void }) {
  const { t } = useHouse();
  const set = useAct(profiles.setProfileLogo);
  const { attempt, banner } = useAttempt();
  if (!profile.can.edit) return profile.logoUrl && <img src={profile.logoUrl} alt={t('profiles.part.logo')} className="max-h-24 max-w-40 object-contain" />;
  return (
    <>
      {banner}
      <LogoField
        label={t('profiles.part.logo')}
        help={t('profiles.logo_help')}
        image={profile.logoUrl}
        onChange={(picture) =>
          attempt(async () => {
            onChange(await set.mutateAsync({ profileId: profile.profileId, version: profile.version, picture: picture?.base64 ?? null }));
            toast(t('profiles.logo_saved'));
          })
        }
      />
    </>
  );
}
