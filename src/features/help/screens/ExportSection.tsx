import { Download } from 'lucide-react';
import { localeNames, locales } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { exportFormats } from '../contract/imports.ts';

/** All articles of a language with their source, to be worked on elsewhere. */
export function ExportSection() {
  const { t } = useHouse();
  return (
    <Section title={t('help.exports')} text={t('help.exports.text')}>
      <ul className="divide-y divide-line border-y border-line text-14">
        {locales
          .filter((locale) => locale !== 'en')
          .map((locale) => (
            <li key={locale} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-2.5">
              <span lang={locale} className="font-medium">
                {localeNames[locale]}
              </span>
              <span className="flex flex-wrap gap-2">
                {exportFormats.map((format) => (
                  <LinkButton key={format} size="small" icon={Download} href={`/api/operator/help/export?locale=${locale}&format=${format}`} download>
                    {t(`help.exports.${format}`)}
                    <span className="sr-only" lang={locale}>
                      {' '}
                      {localeNames[locale]}
                    </span>
                  </LinkButton>
                ))}
              </span>
            </li>
          ))}
      </ul>
    </Section>
  );
}
