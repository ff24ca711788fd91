import type { z } from 'zod';
import type { Locale } from '../core/locale.ts';
import type { ProfileFields } from '../features/profiles/contract/fields.ts';

interface DemoProfile {
  readonly company: string;
  readonly country: string;
  readonly locale: Locale;
  /** By their names; none: the company's own address. */
  readonly locations: readonly string[];
  readonly fields: z.input<typeof ProfileFields>;
  readonly isDraft?: boolean;
}

/** What the demo companies say of themselves in the public directory. */
export const demoProfiles: readonly DemoProfile[] = [
  {
    company: 'harbor',
    country: 'US',
    locale: 'en',
    locations: ['Seattle headquarters', 'Portland office'],
    fields: {
      description:
        'We move hospitals and clinics in the Pacific Northwest to the cloud and keep them running. Forty engineers, two offices, one number to call day and night.',
      website: 'https://harborpine.example',
      industries: ['health', 'government'],
      services: ['migration', 'security', 'managed_services'],
      products: ['Northwind Cloud'],
      skills: ['Zero trust', 'Electronic health records'],
      languages: ['en', 'es'],
    },
  },
  {
    company: 'atelier',
    country: 'FR',
    locale: 'fr',
    locations: ['Siège de Lyon', 'Agence de Nantes'],
    fields: {
      description:
        'Nous accompagnons les PME de la région lyonnaise dans leur passage au numérique. De la première étude à la formation des équipes, un seul interlocuteur vous suit.',
      website: 'https://atelier-numerique.example',
      industries: ['manufacturing', 'retail'],
      services: ['advice', 'migration', 'learning'],
      products: ['Northwind Cloud'],
      skills: ['Télétravail', 'Gestion commerciale'],
      languages: ['fr', 'en'],
    },
  },
  {
    company: 'mediterraneo',
    country: 'ES',
    locale: 'es',
    locations: [],
    fields: {
      description: 'Ayudamos a hoteles y agencias de viajes a vender y atender mejor en línea. Trabajamos en toda la costa, en tres idiomas.',
      industries: ['tourism'],
      services: ['app_development', 'support'],
      skills: ['Reservas en línea'],
      languages: ['es', 'ca', 'en'],
    },
  },
  {
    company: 'yunfan',
    country: 'CN',
    locale: 'zh-CN',
    locations: [],
    fields: {
      description: '我们为制造业和物流企业提供从咨询、开发到运维的一站式服务。团队常驻上海，可在全国范围内提供现场支持，七年来已服务两百多家客户。',
      industries: ['manufacturing', 'transport'],
      services: ['app_development', 'integration', 'managed_services'],
      skills: ['仓储管理', '数据中台'],
      languages: ['zh', 'en'],
    },
  },
  {
    company: 'chenxi',
    country: 'TW',
    locale: 'zh-TW',
    locations: [],
    fields: {
      description: '我們協助學校與非營利組織導入雲端服務，從規劃、移轉到教育訓練一路陪伴。辦公室位於台北，並提供全台到府服務，讓您的團隊安心使用新工具。',
      industries: ['education', 'nonprofit'],
      services: ['migration', 'learning', 'support'],
      skills: ['線上教學'],
      languages: ['zh', 'en'],
    },
  },
];

/** What visitors of the directory wrote. */
export const demoLeads = [
  {
    name: 'Rachel Stone',
    company: 'Cedar Valley Clinic',
    email: 'rachel.stone@cedarvalley.example',
    phone: '+1 503 555 0188',
    message: 'We are a clinic with 80 people in two buildings and want to move our mail and files before the end of the year. Whom can we talk to?',
    locale: 'en',
  },
  {
    name: 'Hugo Marchand',
    company: 'Fonderies Marchand',
    email: 'hugo.marchand@fonderies-marchand.example',
    phone: '',
    message: 'Nous sommes 45 personnes à Villeurbanne et cherchons un partenaire pour notre gestion commerciale.',
    locale: 'fr',
  },
  {
    name: 'Marta Soler',
    company: '',
    email: 'marta.soler@example.com',
    phone: '',
    message: '¿Trabajan ustedes con hoteles pequeños, de unas 20 habitaciones?',
    locale: 'es',
  },
  {
    name: '周文静',
    company: '海通物流',
    email: 'zhou.wenjing@haitong.example',
    phone: '',
    message: '我们在苏州有三个仓库，想更换仓储管理系统，请问可以先来现场看看吗？',
    locale: 'zh-CN',
  },
  {
    name: '許雅琪',
    company: '明德國小',
    email: 'hsu.yachi@mingde.example',
    phone: '',
    message: '我們是一所有600名學生的小學，想了解線上教學平台的導入費用。',
    locale: 'zh-TW',
  },
] as const;
