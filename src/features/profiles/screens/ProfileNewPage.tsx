import { countryName } from '../../../core/country.ts';
import { isLocale, localeNames } from '../../../core/locale.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { profiles } from '../contract.ts';

type Typed = Readonly<Record<'country' | 'locale' | 'from', string | undefined>>;

/** Where and in which language; what it says comes afterwards. */
export function ProfileNewPage() {
  const { t, locale, locales, compareNames } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const list = useRead(profiles.listProfiles, {}).data;
  const add = useAct(profiles.addProfile);
  const { attempt, banner } = useAttempt();
  const save = (typed: Typed) =>
    attempt(async () => {
      const language = isLocale(typed.locale) ? typed.locale : locale;
      const { profileId } = await add.mutateAsync({
        country: typed.country ?? '',
        locale: language,
        from: typed.from && typed.from !== 'none' ? typed.from : null,
      });
      go(at(`/profiles/${profileId}`));
    });
  const sayOne = (country: string, language: keyof typeof localeNames) => `${countryName(country, locale)} · ${localeNames[language]}`;
  return (
    <Page
      title={t('profiles.add_title')}
      sentence={t('profiles.add_sentence')}
      crumbs={[{ label: t('profiles.title'), href: at('/profiles') }]}
      width="reading"
    >
      {!list && <SkeletonLines lines={6} />}
      {list && (
        <Form<Typed> initial={{ country: list.countries.length === 1 ? list.countries[0] : undefined, locale, from: 'none' }} onSubmit={save} problem={banner}>
          <Select
            name="country"
            label={t('profiles.country')}
            help={t('profiles.country_help')}
            width="half"
            options={list.countries.map((id) => ({ id, label: countryName(id, locale) })).toSorted((a, b) => compareNames(a.label, b.label))}
          />
          <Select name="locale" label={t('profiles.language')} width="half" options={locales.map((id) => ({ id, label: localeNames[id] }))} />
          {list.items.length > 0 && (
            <Select
              name="from"
              label={t('profiles.from')}
              width="half"
              options={[
                { id: 'none', label: t('profiles.from_none') },
                ...list.items.map((each) => ({ id: each.profileId, label: sayOne(each.country, each.locale) })),
              ]}
            />
          )}
          <FormActions>
            <Button type="submit" variant="primary">
              {t('profiles.add')}
            </Button>
            <LinkButton href={at('/profiles')} variant="quiet">
              {t('ui.cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      )}
    </Page>
  );
}
