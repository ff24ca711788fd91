import type { ContactFields } from '../features/support/contract.ts';

const workdays: ContactFields['hours'][number]['days'] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const office = (open: string, close: string): ContactFields['hours'] => [{ days: workdays, open, close }];
const line = (country: string, value: string, languages: readonly string[], timeZone: string, over: Partial<ContactFields> = {}): ContactFields => ({
  country,
  product: '*',
  purpose: '*',
  kind: 'phone',
  value,
  label: {
    en: 'Partner support',
    fr: 'Support aux partenaires',
    es: 'Soporte para partners',
    'zh-CN': '合作伙伴支持',
    'zh-TW': '合作夥伴支援',
  },
  costNote: {},
  tollFree: false,
  languages: [...languages],
  timeZone,
  hours: office('09:00', '18:00'),
  checkedOn: '2026-11-02',
  ...over,
});
const local: ContactFields['costNote'] = {
  en: 'Price of a local call',
  fr: 'Prix d’un appel local',
  es: 'Precio de una llamada local',
  'zh-CN': '按市话计费',
  'zh-TW': '依市話計費',
};

/** Contacts of the demo’s operator. Their numbers are from the ranges that are set aside for stories. */
export const demoContacts: readonly ContactFields[] = [
  line('US', '+1 206 555 0137', ['en', 'es'], 'America/Los_Angeles', { hours: office('06:00', '18:00'), costNote: local }),
  line('US', '+1 206 555 0188', ['en'], 'America/New_York', {
    product: 'signin',
    purpose: 'access',
    hours: [],
    label: {
      en: 'Sign-in help line',
      fr: 'Aide à la connexion',
      es: 'Ayuda para iniciar sesión',
      'zh-CN': '登录帮助热线',
      'zh-TW': '登入協助專線',
    },
  }),
  line('GB', '+44 20 7946 0143', ['en'], 'Europe/London', { costNote: local }),
  line('FR', '+33 1 99 00 12 34', ['fr', 'en'], 'Europe/Paris', { costNote: local }),
  line('FR', 'facturation@northwind.example', ['fr'], 'Europe/Paris', {
    kind: 'email',
    purpose: 'billing',
    label: { en: 'Billing questions', fr: 'Questions de facturation', es: 'Consultas de facturación', 'zh-CN': '账务咨询', 'zh-TW': '帳務洽詢' },
  }),
  line('ES', 'ayuda@northwind.example', ['es', 'ca'], 'Europe/Madrid', { kind: 'email', hours: [{ days: workdays, open: '08:00', close: '20:00' }] }),
  line('CN', 'zhichi@northwind.example', ['zh-CN'], 'Asia/Shanghai', { kind: 'email' }),
  line('TW', 'zhiyuan@northwind.example', ['zh-TW', 'en'], 'Asia/Taipei', { kind: 'email' }),
  line('*', 'https://help.northwind.example/callback', ['en', 'fr', 'es', 'zh'], 'UTC', {
    kind: 'callback',
    hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], open: '00:00', close: '24:00' }],
    label: { en: 'Ask for a callback', fr: 'Demander à être rappelé', es: 'Pedir que le llamen', 'zh-CN': '预约回电', 'zh-TW': '預約回電' },
  }),
];
