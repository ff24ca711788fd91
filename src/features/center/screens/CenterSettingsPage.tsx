import { useEffect } from 'react';
import type { Locale } from '../../../core/locale.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { Form, FormActions, FormSection } from '../../../web/ui/Form.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { center } from '../contract.ts';
import type { CenterSettings } from '../contract.ts';
import { AccentField } from './AccentField.tsx';
import { LanguagesField } from './LanguagesField.tsx';
import { LogoField } from './LogoField.tsx';

/** Name, look, languages and contact of the center; the page wears a choice before it is saved. */
export function CenterSettingsPage() {
  const { t } = useHouse();
  const settings = useRead(center.getSettings, {});
  return (
    <Page title={t('center.title')} sentence={t('center.sentence')} width="reading">
      {!settings.data && <SkeletonLines lines={8} />}
      {settings.data && !settings.data.can.edit && <Banner kind="info">{t('center.view_only')}</Banner>}
      {settings.data && (
        // Shut off as a whole for those who may only look; another version is another form.
        <fieldset key={settings.data.version} disabled={!settings.data.can.edit} className="contents">
          <SettingsForm settings={settings.data} onReload={settings.refetch} />
        </fieldset>
      )}
    </Page>
  );
}

interface Typed {
  readonly name: string;
  readonly accent: string;
  readonly locales: readonly Locale[];
  readonly deskEmail: string;
  readonly deskPhone: string;
  readonly refuseFreeMail: boolean;
  readonly mergedSettings: boolean;
  readonly [field: string]: unknown;
}

interface SettingsFormProps {
  readonly settings: CenterSettings;
  readonly onReload: () => unknown;
}

function SettingsForm({ settings, onReload }: SettingsFormProps) {
  const { t } = useHouse();
  const { attempt, banner, problem } = useAttempt();
  const update = useAct(center.updateSettings);
  const setLogo = useAct(center.setLogo);
  const preview = usePreview(settings);
  const save = (typed: Typed) =>
    attempt(async () => {
      const { name, accent, locales, refuseFreeMail, mergedSettings } = typed;
      await update.mutateAsync({
        name,
        accent,
        locales: [...locales],
        refuseFreeMail,
        mergedSettings,
        deskEmail: typed.deskEmail.trim() || null,
        deskPhone: typed.deskPhone.trim() || null,
        version: settings.version,
      });
      toast(t('center.saved'));
    });
  const changeLogo = (picture: { readonly base64: string } | null) =>
    attempt(async () => {
      await setLogo.mutateAsync({ picture: picture?.base64 ?? null });
      toast(t('center.logo.saved'));
    });
  const { name, accent, locales, deskEmail, deskPhone, refuseFreeMail, mergedSettings } = settings;
  const meanwhile = problem?.code === 'request.changed_meanwhile' && (
    <Banner kind="warning" urgent title={t('center.changed_meanwhile')} action={<Button onPress={onReload}>{t('center.reload')}</Button>} />
  );
  return (
    <Form<Typed>
      initial={{
        name,
        accent,
        locales,
        deskEmail: deskEmail ?? '',
        deskPhone: deskPhone ?? '',
        refuseFreeMail,
        mergedSettings,
      }}
      onChange={preview}
      problem={meanwhile || banner}
      onSubmit={save}
    >
      <FormSection title={t('center.look')}>
        <TextField name="name" label={t('center.name')} help={t('center.name_help')} maxLength={60} autoComplete="off" />
        <AccentField name="accent" label={t('center.accent')} help={t('center.accent_help')} />
        <LogoField label={t('center.logo')} help={t('center.logo_help')} image={settings.logoUrl} onChange={changeLogo} />
      </FormSection>
      <FormSection title={t('center.reach')}>
        <LanguagesField name="locales" label={t('center.locales')} help={t('center.locales_help')} />
        <TextField name="deskEmail" type="email" label={t('center.desk_email')} help={t('center.desk_email_help')} optional autoComplete="off" />
        <TextField name="deskPhone" type="tel" label={t('center.desk_phone')} width="half" optional autoComplete="off" />
      </FormSection>
      <FormSection title={t('center.signup')}>
        <Checkbox name="refuseFreeMail" label={t('center.free_mail')} help={t('center.free_mail_help')} optional>
          {t('center.free_mail')}
        </Checkbox>
      </FormSection>
      <FormSection title={t('center.menus')}>
        <Checkbox name="mergedSettings" label={t('center.merged_settings')} help={t('center.merged_settings_help')} optional>
          {t('center.merged_settings')}
        </Checkbox>
      </FormSection>
      {settings.can.edit && (
        <FormActions>
          <Button type="submit" variant="primary">
            {t('center.save')}
          </Button>
        </FormActions>
      )}
    </Form>
  );
}

/** Dresses the page in what is being typed; whoever leaves without saving gets the center back as it is. */
function usePreview(settings: CenterSettings): (typed: Partial<Typed>) => void {
  const { setCenter } = useHouse();
  useEffect(() => {
    setCenter(settings);
    return () => setCenter(settings);
  }, [settings, setCenter]);
  return (typed) => setCenter({ ...settings, name: typed.name?.trim() || settings.name, accent: typed.accent ?? settings.accent });
}
