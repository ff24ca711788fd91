import { isLocale, localeNames } from '../../../core/locale.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import type { Theme } from '../../../web/theme.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions, FormSection } from '../../../web/ui/Form.tsx';
import { NameFields } from '../../../web/ui/NameFields.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RadioGroup } from '../../../web/ui/RadioGroup.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { identity } from '../contract.ts';
import type { Me } from '../contract.ts';

/** One's own name, language and look. */
export function ProfilePage() {
  const { t } = useHouse();
  const { data: me } = useRead(identity.getMe, {});
  return (
    <Page title={t('profile.title')} sentence={t('profile.sentence')} width="reading">
      {me ? <ProfileForm me={me} /> : <SkeletonLines lines={8} />}
    </Page>
  );
}

interface Typed {
  readonly [key: string]: unknown;
  readonly givenName: string;
  readonly familyName: string;
  readonly locale: string;
  readonly theme: Theme;
}
const themes = ['system', 'light', 'dark'] as const;

function ProfileForm({ me }: { readonly me: Me }) {
  const { t, locale: shown, locales, setLocale, setTheme } = useHouse();
  const { attempt, banner } = useAttempt();
  const update = useAct(identity.updateMe);
  const save = ({ givenName, familyName, locale, theme }: Typed) =>
    attempt(async () => {
      if (!isLocale(locale)) return;
      await update.mutateAsync({ givenName, familyName, locale, theme });
      setTheme(theme);
      if (locale !== shown) await setLocale(locale);
      toast(t('profile.saved'));
    });
  const { givenName, familyName, email, locale, theme } = me;
  return (
    <Form<Typed> initial={{ givenName, familyName, locale, theme }} onSubmit={save} problem={banner}>
      <NameFields own />
      <div className="flex flex-col gap-0.5 text-14">
        <p className="font-medium">{t('profile.email')}</p>
        <p className="break-words">{email}</p>
        <p className="text-13 text-muted">{t('profile.email_help')}</p>
      </div>
      <FormSection title={t('profile.look')}>
        <Select
          name="locale"
          label={t('profile.locale')}
          help={t('profile.locale_help')}
          width="half"
          options={locales.map((id) => ({ id, label: localeNames[id] }))}
        />
        <RadioGroup name="theme" label={t('profile.theme')} choices={themes.map((id) => ({ id, label: t(`profile.theme.${id}`) }))} />
      </FormSection>
      <FormActions>
        <Button type="submit" variant="primary">
          {t('profile.save')}
        </Button>
      </FormActions>
    </Form>
  );
}
