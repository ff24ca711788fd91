import { Clock, Globe, Languages, Mail, MapPin, MessageCircle, Phone, PhoneIncoming } from 'lucide-react';
import { useMemo } from 'react';
import { countryName } from '../../../core/country.ts';
import { useHouse } from '../../../web/house.tsx';
import { Badge } from '../../../web/ui/Badge.tsx';
import type { Icon } from '../../../web/ui/icon.ts';
import { Link } from '../../../web/ui/Link.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import type { ContactKind, ReachableContact } from '../contract/directory.ts';
import { hoursInWords, type Reader, stateInWords } from './hoursInWords.ts';

const icons: Record<ContactKind, Icon> = { phone: Phone, email: Mail, callback: PhoneIncoming, chat: MessageCircle, web: Globe, postal: MapPin };

interface ContactCardProps {
  readonly contact: ReachableContact;
  readonly now: Date;
  readonly timeZone: string;
}

/** One way of reaching somebody: what to press first, then whether anybody is there. */
export function ContactCard({ contact, now, timeZone }: ContactCardProps) {
  const { t, locale, formatDate, formatList } = useHouse();
  const reader = useMemo<Reader>(() => ({ t, locale, timeZone, formatList }), [t, locale, timeZone, formatList]);
  const names = useMemo(() => new Intl.DisplayNames(locale, { type: 'language' }), [locale]);
  const Mark = icons[contact.kind];
  const hours = hoursInWords(contact.week, reader);
  const about = contact.purpose === '*' ? null : t(`support.purpose.${contact.purpose}`);
  const product = contact.product === 'signin' ? t('support.product.signin') : contact.productName;
  return (
    <li className="flex items-start gap-4 px-4 py-4 sm:px-5">
      <span className="mt-0.5 flex size-9 flex-none items-center justify-center rounded-control bg-sunken text-muted">
        <Mark size={20} aria-hidden />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <h3 className="text-14 font-semibold">{contact.label ?? t(`support.kind.${contact.kind}`)}</h3>
          {[about, product].map((word) => word && <Badge key={word}>{word}</Badge>)}
        </div>
        <Value contact={contact} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          {contact.kind !== 'postal' && (
            <Status bare kind={contact.isOpen ? 'success' : 'plain'}>
              {stateInWords(contact, now, reader)}
            </Status>
          )}
          {contact.tollFree && <span className="text-13 text-muted">{t('support.toll_free')}</span>}
          {contact.costNote && <span className="text-13 text-muted">{contact.costNote}</span>}
        </div>
        <dl className="flex flex-col gap-x-6 gap-y-1 text-13 text-muted">
          {hours.length > 0 && (
            <div className="flex gap-2">
              <dt className="flex-none">
                <Clock size={16} aria-hidden className="mt-0.5" />
                <span className="sr-only">{t('support.hours')}</span>
              </dt>
              <dd>
                {hours.map((line) => (
                  <span key={line} className="block tabular-nums">
                    {line}
                  </span>
                ))}
              </dd>
            </div>
          )}
          <div className="flex gap-2">
            <dt className="flex-none">
              <Languages size={16} aria-hidden className="mt-0.5" />
              <span className="sr-only">{t('support.speaks')}</span>
            </dt>
            <dd>{formatList(contact.languages.map((language) => names.of(language) ?? language))}</dd>
          </div>
        </dl>
        <p className="text-12 text-muted">
          {contact.country === '*' ? t('support.every_country') : countryName(contact.country, locale)}
          {contact.checkedOn && ` · ${t('support.checked', { date: formatDate(contact.checkedOn) })}`}
        </p>
      </div>
    </li>
  );
}

/** What one presses, or copies onto an envelope. */
function Value({ contact: { kind, value, shown } }: { readonly contact: ReachableContact }) {
  if (kind === 'postal') return <address className="text-14 whitespace-pre-line not-italic">{value}</address>;
  const href = kind === 'phone' ? `tel:${value}` : kind === 'email' ? `mailto:${value}` : value;
  return (
    <Link href={href} className="self-start text-16 font-medium break-all tabular-nums">
      {kind === 'phone' || kind === 'email' ? shown : value.replace(/^https:\/\//, '')}
    </Link>
  );
}
