import { CircleCheck, CircleDashed } from 'lucide-react';
import { localeNames, locales } from '../../../../core/locale.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import type { FormValues } from '../../../../web/ui/formState.ts';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { agreements } from '../../contract.ts';
import type { AgreementTexts, TextInFull } from '../../contract.ts';

const read = (values: FormValues): AgreementTexts => {
  const said = (name: string) => String(values[name] ?? '');
  return Object.fromEntries(locales.map((locale) => [locale, { title: said(`texts.${locale}.title`), text: said(`texts.${locale}.text`) }]));
};

/** A draft in every language: English binds, the others are a courtesy. Half written is fine until it is published. */
export function DraftForm({ data }: { readonly data: TextInFull }) {
  const { t } = useHouse();
  const edit = useAct(agreements.editText);
  const { attempt, banner } = useAttempt();
  const initial = Object.fromEntries(
    locales.flatMap((locale) => [
      [`texts.${locale}.title`, data.texts[locale]?.title ?? ''],
      [`texts.${locale}.text`, data.texts[locale]?.text ?? ''],
    ]),
  );
  return (
    <Form
      initial={initial}
      problem={banner}
      onSubmit={(values) =>
        attempt(async () => {
          await edit.mutateAsync({ textId: data.textId, version: data.version, texts: read(values) });
          toast(t('agreements.op.saved'));
        })
      }
    >
      {locales.map((locale) => {
        const whole = data.locales.includes(locale);
        const Mark = whole ? CircleCheck : CircleDashed;
        return (
          <details key={locale} open={locale === 'en' || undefined} className="group rounded-card border border-line">
            <summary className="flex min-h-11 items-center gap-2.5 px-4 py-2 text-14 font-semibold -outline-offset-2!">
              <Mark size={16} aria-hidden className={whole ? 'text-success' : 'text-faint'} />
              <span lang={locale}>{localeNames[locale]}</span>
              <span className="ms-auto text-13 font-normal text-muted">{t(locale === 'en' ? 'agreements.op.binding' : 'agreements.op.courtesy')}</span>
            </summary>
            <div lang={locale} className="flex flex-col gap-5 px-4 pt-2 pb-5">
              <TextField name={`texts.${locale}.title`} label={t('agreements.op.name')} optional maxLength={120} />
              <TextArea name={`texts.${locale}.text`} label={t('agreements.op.text')} help={t('agreements.op.text_help')} optional rows={16} />
            </div>
          </details>
        );
      })}
      <FormActions>
        <Button type="submit">{t('agreements.op.save')}</Button>
      </FormActions>
    </Form>
  );
}
