import { CircleCheck, CircleDashed } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { localeNames } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import type { FieldErrors, FormValues } from '../../../web/ui/formState.ts';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import type { NewsItem } from '../contract.ts';

interface NewsFormProps {
  readonly texts: NewsItem['texts'];
  readonly problem: ReactNode;
  /** Saving is the next step; otherwise publishing is. */
  readonly isNew?: boolean;
  readonly onSave: (texts: NewsItem['texts']) => Promise<FieldErrors | void>;
}

/** A title and a text in each language that the center offers; half-written is fine for a draft. */
export function NewsForm({ texts, problem, isNew = false, onSave }: NewsFormProps) {
  const { t, locale, locales } = useHouse();
  // The writer's own language first; a later switch of language moves nothing that is being typed.
  const [order] = useState(() => [locale, ...locales.filter((each) => each !== locale)]);
  const initial = Object.fromEntries(
    order.flatMap((each) => [
      [`texts.${each}.title`, texts[each]?.title ?? ''],
      [`texts.${each}.text`, texts[each]?.text ?? ''],
    ]),
  );
  const read = (values: FormValues): NewsItem['texts'] => {
    const said = (name: string) => String(values[name] ?? '').trim();
    const given = order.map((each) => [each, { title: said(`texts.${each}.title`), text: said(`texts.${each}.text`) }] as const);
    return Object.fromEntries(given.filter(([, { title, text }]) => title || text));
  };
  return (
    <Form initial={initial} problem={problem} onSubmit={(values) => onSave(read(values))}>
      {order.map((each) => {
        const whole = Boolean(texts[each]?.title && texts[each].text);
        const Mark = whole ? CircleCheck : CircleDashed;
        return (
          <details key={each} open={each === order[0] || Boolean(texts[each]) || undefined} className="group rounded-card border border-line">
            <summary className="flex min-h-11 items-center gap-2.5 px-4 py-2 text-14 font-semibold -outline-offset-2!">
              <Mark size={16} aria-hidden className={whole ? 'text-success' : 'text-faint'} />
              <span lang={each}>{localeNames[each]}</span>
              <span className="ms-auto text-13 font-normal text-muted">{t(whole ? 'news.complete' : 'news.incomplete')}</span>
            </summary>
            <div lang={each} className="flex flex-col gap-5 px-4 pt-2 pb-5">
              <TextField name={`texts.${each}.title`} label={t('news.headline')} optional={each !== order[0]} maxLength={120} />
              <TextArea name={`texts.${each}.text`} label={t('news.text')} help={t('news.text_help')} optional={each !== order[0]} rows={6} maxLength={5000} />
            </div>
          </details>
        );
      })}
      <FormActions>
        <Button type="submit" variant={isNew ? 'primary' : undefined}>
          {t('news.save')}
        </Button>
      </FormActions>
    </Form>
  );
}
