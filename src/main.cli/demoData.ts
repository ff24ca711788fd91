import { fullName } from '../core/person.ts';
import type { AccountRole, OperatorRole } from '../core/roles.ts';
import type { Locale } from '../core/locale.ts';

/** One password for everyone in the demo; long enough to pass the rules that real people meet. */
export const demoPassword = 'harbor lantern 48 cedar';

export interface DemoPerson {
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly locale: Locale;
  readonly roles: readonly AccountRole[];
}
/** A place of business; without an address it has the company's. `contact` is the place among the company's people. */
export interface DemoLocation {
  readonly name: string;
  readonly address?: DemoCompany['address'] & { readonly country: string };
  readonly registrationNumber?: string;
  readonly contact: number;
  readonly phone?: string;
}
export interface DemoCompany {
  readonly key: string;
  readonly name: string;
  readonly country: string;
  readonly address: {
    readonly line1: string;
    readonly line2?: string;
    readonly city?: string;
    readonly district?: string;
    readonly state?: string;
    readonly postalCode?: string;
  };
  readonly registrationNumber: string;
  readonly vatNumber?: string;
  readonly website: string;
  readonly phone: string;
  readonly support?: { readonly email: string; readonly phone: string; readonly website: string };
  readonly taxExemption?: 'not_for_us' | 'will_file';
  /** A certificate of tax exemption that waits for the operator. */
  readonly certificate?: {
    readonly country: string;
    readonly states: string[];
    readonly certificate: string;
    readonly validFrom: string;
    readonly validUntil: string;
    readonly paper: { readonly name: string; readonly content: string };
  };
  readonly vetting: 'authorized' | 'pending' | 'asked' | 'rejected';
  /** What the verifier wants to know of a company that was asked. */
  readonly question?: string;
  readonly locations: readonly DemoLocation[];
  /** The first one signed the company up. */
  readonly people: readonly DemoPerson[];
  readonly invited: readonly Omit<DemoPerson, 'locale'>[];
}

const person = (locale: Locale, givenName: string, familyName: string, email: string, ...roles: AccountRole[]): DemoPerson => ({
  givenName,
  familyName,
  email,
  locale,
  roles,
});
const invited = (givenName: string, familyName: string, email: string, ...roles: AccountRole[]) => ({ givenName, familyName, email, roles });

/** A consultant who works for three of the companies. */
export const consultant = {
  person: person('en', 'Mei-Ling', 'Chen', 'meiling.chen@bridgeway.example'),
  companies: { harbor: ['billing_admin'], yunfan: ['user_admin'], chenxi: ['account_admin', 'billing_admin'] },
} as const;

/** Five partner companies, one for each language, and an integrator that works for them. */
export const demoCompanies: readonly DemoCompany[] = [
  {
    key: 'harbor',
    name: 'Harbor & Pine Systems, Inc.',
    country: 'US',
    address: { line1: '1420 Western Avenue', line2: 'Suite 600', city: 'Seattle', state: 'WA', postalCode: '98101' },
    registrationNumber: '912345678',
    website: 'https://harborpine.example',
    phone: '+1 206 555 0142',
    vetting: 'authorized',
    taxExemption: 'will_file',
    certificate: {
      country: 'US',
      states: ['WA', 'OR'],
      certificate: 'RS-2047-1187',
      validFrom: '2026-01-01',
      validUntil: '2027-12-31',
      paper: { name: 'Resale certificate.pdf', content: btoa('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n') },
    },
    support: { email: 'support@harborpine.example', phone: '+1 206 555 0199', website: 'https://harborpine.example/support' },
    locations: [
      { name: 'Seattle headquarters', contact: 0, phone: '+1 206 555 0142' },
      {
        name: 'Portland office',
        address: { country: 'US', line1: '830 NW 13th Avenue', line2: 'Floor 2', city: 'Portland', state: 'OR', postalCode: '97209' },
        contact: 2,
        phone: '+1 503 555 0110',
      },
      {
        name: 'Vancouver office',
        address: { country: 'CA', line1: '1055 West Georgia Street', city: 'Vancouver', state: 'BC', postalCode: 'V6E 3P3' },
        contact: 1,
      },
      { name: 'Dublin support center', address: { country: 'IE', line1: '12 Hanover Quay', city: 'Dublin', postalCode: 'D02 R573' }, contact: 3 },
    ],
    people: [
      person('en', 'Olivia', 'Bennett', 'olivia.bennett@harborpine.example', 'global_admin', 'referrals_admin', 'admin_agent'),
      person('en', 'Marcus', 'Reed', 'marcus.reed@harborpine.example', 'global_admin', 'billing_admin'),
      person('en', 'Priya', 'Nair', 'priya.nair@harborpine.example', 'account_admin'),
      person('en', 'Tom', 'Whitaker', 'tom.whitaker@harborpine.example', 'user_admin'),
      person('en', 'Grace', 'Okafor', 'grace.okafor@harborpine.example', 'default_user'),
      person('es', 'Daniel', 'Ruiz', 'daniel.ruiz@harborpine.example', 'sales_agent'),
      person('en', 'Elena', 'Marchetti', 'elena.marchetti@harborpine.example', 'developer_owner'),
      person('en', 'Noah', 'Fischer', 'noah.fischer@harborpine.example', 'financial_contributor'),
    ],
    invited: [
      invited('Hannah', 'Lindqvist', 'hannah.lindqvist@harborpine.example', 'default_user'),
      invited('Sam', 'Porter', 'sam.porter@harborpine.example', 'billing_admin'),
    ],
  },
  {
    key: 'atelier',
    name: 'Atelier Numérique Lyonnais SAS',
    country: 'FR',
    address: { line1: '27 rue de la République', city: 'Lyon', postalCode: '69002' },
    registrationNumber: '812345676',
    website: 'https://atelier-numerique.example',
    phone: '04 72 56 01 42',
    vetting: 'authorized',
    taxExemption: 'not_for_us',
    support: { email: 'support@atelier-numerique.example', phone: '04 72 56 01 99', website: 'https://atelier-numerique.example/aide' },
    locations: [
      { name: 'Siège de Lyon', contact: 0, registrationNumber: '81234567600017', phone: '04 72 56 01 42' },
      {
        name: 'Agence de Nantes',
        address: { country: 'FR', line1: '5 rue de Strasbourg', city: 'Nantes', postalCode: '44000' },
        contact: 1,
        phone: '02 40 35 01 42',
      },
      { name: 'Agence de Genève', address: { country: 'CH', line1: 'Rue du Rhône 62', city: 'Genève', postalCode: '1204' }, contact: 2 },
    ],
    people: [
      person('fr', 'Camille', 'Lefèvre', 'camille.lefevre@atelier-numerique.example', 'global_admin', 'referrals_admin', 'admin_agent'),
      person('fr', 'Julien', 'Moreau', 'julien.moreau@atelier-numerique.example', 'account_admin'),
      person('fr', 'Inès', 'Benali', 'ines.benali@atelier-numerique.example', 'billing_admin'),
      person('fr', 'Théo', 'Garnier', 'theo.garnier@atelier-numerique.example', 'sales_agent'),
      person('en', 'Éloïse', 'D’Amico', 'eloise.damico@atelier-numerique.example', 'default_user'),
    ],
    invited: [invited('Baptiste', 'Roux', 'baptiste.roux@atelier-numerique.example', 'default_user')],
  },
  {
    key: 'mediterraneo',
    name: 'Soluciones Mediterráneo, S.L.',
    country: 'ES',
    address: { line1: 'Calle de Colón, 48', line2: '3.º izquierda', city: 'Valencia', state: 'Valencia', postalCode: '46004' },
    registrationNumber: 'B46812343',
    website: 'https://mediterraneo.example',
    phone: '961 23 45 67',
    vetting: 'asked',
    question: 'En el Registro Mercantil figura «Soluciones del Mediterráneo, S.L.». ¿Es la misma empresa? Indique el nombre exacto o envíenos una nota simple.',
    locations: [{ name: 'Sede de Valencia', contact: 0, phone: '961 23 45 67' }],
    people: [
      person('es', 'Lucía', 'Navarro Gil', 'lucia.navarro@mediterraneo.example', 'global_admin', 'referrals_admin', 'admin_agent'),
      person('es', 'Javier', 'Ortega', 'javier.ortega@mediterraneo.example', 'user_admin'),
      person('es', 'Marta', 'Soler', 'marta.soler@mediterraneo.example', 'sales_agent'),
    ],
    invited: [],
  },
  {
    key: 'yunfan',
    name: '上海云帆信息技术有限公司',
    country: 'CN',
    address: { line1: '张江路1288号3号楼5层', city: '上海市', district: '浦东新区', state: '上海市', postalCode: '201203' },
    registrationNumber: '91310115MA1K4ABCK0',
    website: 'https://yunfan.example',
    phone: '021 5080 1234',
    vetting: 'authorized',
    taxExemption: 'not_for_us',
    support: { email: 'support@yunfan.example', phone: '021 5080 1299', website: 'https://yunfan.example/support' },
    locations: [
      { name: '上海总部', contact: 0, phone: '021 5080 1234' },
      {
        name: '深圳分公司',
        address: { country: 'CN', line1: '科技南路18号', city: '深圳市', district: '南山区', state: '广东省', postalCode: '518063' },
        contact: 2,
      },
      { name: '香港办事处', address: { country: 'HK', line1: '彌敦道688號12樓', city: '旺角', state: '九龍' }, contact: 1 },
    ],
    people: [
      person('zh-CN', '晓敏', '王', 'wang.xiaomin@yunfan.example', 'global_admin', 'referrals_admin', 'admin_agent'),
      person('zh-CN', '建国', '李', 'li.jianguo@yunfan.example', 'global_admin'),
      person('zh-CN', '思远', '张', 'zhang.siyuan@yunfan.example', 'account_admin'),
      person('zh-CN', '雨晴', '刘', 'liu.yuqing@yunfan.example', 'sales_agent'),
    ],
    invited: [invited('浩然', '赵', 'zhao.haoran@yunfan.example', 'default_user')],
  },
  {
    key: 'chenxi',
    name: '台北晨曦資訊股份有限公司',
    country: 'TW',
    address: { line1: '信義路五段7號12樓', city: '信義區', state: '台北市', postalCode: '110' },
    registrationNumber: '24567894',
    website: 'https://chenxi.example',
    phone: '02 2345 6789',
    vetting: 'rejected',
    locations: [
      { name: '台北總公司', contact: 0, phone: '02 2345 6789' },
      { name: '台中據點', address: { country: 'TW', line1: '台灣大道三段99號8樓', city: '西屯區', state: '台中市', postalCode: '407' }, contact: 1 },
    ],
    people: [
      person('zh-TW', '怡君', '林', 'lin.yijun@chenxi.example', 'global_admin', 'referrals_admin', 'admin_agent'),
      person('zh-TW', '志豪', '陳', 'chen.zhihao@chenxi.example', 'billing_admin'),
      person('zh-TW', '雅婷', '黃', 'huang.yating@chenxi.example', 'sales_agent'),
    ],
    invited: [invited('俊傑', '吳', 'wu.junjie@chenxi.example', 'user_admin')],
  },
  {
    key: 'fjordbridge',
    name: 'Fjordbridge Software Ltd',
    country: 'GB',
    address: { line1: '18 Holyrood Road', city: 'Edinburgh', postalCode: 'EH8 8AE' },
    registrationNumber: 'SC412088',
    website: 'https://fjordbridge.example',
    phone: '+44 131 496 0142',
    vetting: 'authorized',
    taxExemption: 'not_for_us',
    locations: [],
    people: [
      person('en', 'Isla', 'Drummond', 'isla.drummond@fjordbridge.example', 'global_admin'),
      person('fr', 'Bastien', 'Carpentier', 'bastien.carpentier@fjordbridge.example', 'default_user'),
    ],
    invited: [],
  },
];

/** Someone of each company waits for a role: who, and why. */
export const demoRoleRequests: Readonly<Record<string, { readonly email: string; readonly reason: string }>> = {
  harbor: { email: 'grace.okafor@harborpine.example', reason: 'Marcus is on leave next week and the purchase orders for the quarter have to be matched.' },
  atelier: { email: 'theo.garnier@atelier-numerique.example', reason: 'Je remplace Inès jusqu’à la clôture du trimestre.' },
  mediterraneo: { email: 'marta.soler@mediterraneo.example', reason: 'Hay que corregir los datos de facturación antes del cierre.' },
  yunfan: { email: 'liu.yuqing@yunfan.example', reason: '本周要核对季度账单，需要更新开票信息。' },
  chenxi: { email: 'huang.yating@chenxi.example', reason: '志豪休假期間由我處理帳務資料。' },
};

/** The operator: who runs the center. */
export const demoOperators: readonly (Omit<DemoPerson, 'roles'> & { readonly role: OperatorRole })[] = [
  { givenName: 'Renata', familyName: 'Vogel', email: 'renata.vogel@northwind.example', locale: 'en', role: 'op_root' },
  { givenName: 'Paul', familyName: 'Desmarais', email: 'paul.desmarais@northwind.example', locale: 'fr', role: 'op_verifier' },
  { givenName: '冠宇', familyName: '許', email: 'hsu.kuanyu@northwind.example', locale: 'zh-TW', role: 'op_program_manager' },
  { givenName: 'Ana', familyName: 'Cabrera', email: 'ana.cabrera@northwind.example', locale: 'es', role: 'op_support_agent' },
];

export const demoCenter = { name: 'Northwind Partners', accent: '#1f6f8b', deskEmail: 'partners@northwind.example', deskPhone: '+1 425 555 0100' } as const;

/** Days on which nobody works, this year and the next. */
export const demoHolidays = (now: Date) =>
  [0, 1].flatMap((later) => {
    const year = now.getUTCFullYear() + later;
    return [
      { on: `${year}-01-01`, name: 'New Year’s Day' },
      { on: `${year}-07-04`, name: 'Independence Day' },
      { on: `${year}-12-25`, name: 'Christmas Day' },
    ];
  });

/** What the operator has told its partners, in every language. */
export const demoNews: Record<Locale, { readonly title: string; readonly text: string }> = {
  en: {
    title: 'Welcome to the new partner center',
    text: 'Your company profile, your people and your requests are now in one place. Check that your support details are up to date: your customers will see them.',
  },
  fr: {
    title: 'Bienvenue dans le nouvel espace partenaires',
    text: 'Le profil de votre entreprise, vos collaborateurs et vos demandes sont désormais réunis au même endroit. Vérifiez que vos coordonnées du support sont à jour : vos clients les verront.',
  },
  es: {
    title: 'Le damos la bienvenida al nuevo centro de partners',
    text: 'El perfil de su empresa, sus usuarios y sus solicitudes están ahora en un mismo lugar. Compruebe que sus datos de soporte están al día: sus clientes los verán.',
  },
  'zh-CN': { title: '欢迎使用全新的合作伙伴中心', text: '公司资料、成员和申请现已集中在一处。请确认支持信息是最新的：您的客户会看到这些信息。' },
  'zh-TW': { title: '歡迎使用全新的合作夥伴中心', text: '公司資料、成員與申請現已集中在同一個地方。請確認支援資訊是最新的：您的客戶會看到這些資訊。' },
};

/** Who is worth signing in as: the first of each company, the one of three companies, the operator's people. */
export const demoSignIns = () => [
  ...demoCompanies.flatMap(({ name, people: [first] }) => (first ? [{ name: fullName(first), email: first.email, company: name, role: 'global_admin' }] : [])),
  { name: fullName(consultant.person), email: consultant.person.email, company: null, role: 'billing_admin' },
  ...demoOperators.map((who) => ({ name: fullName(who), email: who.email, company: null, role: who.role })),
];
