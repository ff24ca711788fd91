import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { localeNames, locales } from '../../../../core/locale.ts';
import { useHouse } from '../../../../web/house.tsx';
import { FormSection } from '../../../../web/ui/Form.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';

/** A program's words in each language; the writer's own stand first and open. */
export function ProgramTexts() {
  const { t, locale } = useHouse();
  const [order] = useState(() => [locale, ...locales.filter((each) => each !== locale)]);
  return (
    <FormSection title={t('programs.op.words')} text={t('programs.op.words_text')}>
      {order.map((each, at) => (
        <details key={each} open={at === 0 || undefined} className="group rounded-card border border-line">
          <summary className="flex min-h-11 items-center gap-2.5 px-4 py-2 text-14 font-semibold -outline-offset-2!">
            <ChevronRight size={16} aria-hidden className="flex-none text-muted transition-transform group-open:rotate-90" />
            <span lang={each}>{localeNames[each]}</span>
          </summary>
          <div lang={each} className="flex flex-col gap-5 px-4 pt-2 pb-5">
            <TextField name={`texts.${each}.name`} label={t('programs.op.name')} maxLength={80} />
            <TextField name={`texts.${each}.nav`} label={t('programs.op.nav')} help={t('programs.op.nav_help')} maxLength={40} />
            <TextArea name={`texts.${each}.brings`} label={t('programs.brings')} rows={3} maxLength={600} />
            <TextArea name={`texts.${each}.asks`} label={t('programs.asks')} rows={3} maxLength={600} />
          </div>
        </details>
      ))}
    </FormSection>
  );
}
