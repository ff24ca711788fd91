import type { Definition, SkuDefinition } from '../features/catalog/contract.ts';

export interface DemoSku {
  readonly id: string;
  readonly titles: SkuDefinition['titles'];
  readonly kind?: SkuDefinition['kind'];
  readonly billing?: SkuDefinition['billing'];
  readonly unit?: SkuDefinition['unit'];
  readonly most?: number;
  /** In dollars, for one and a month. */
  readonly price?: number;
  readonly educates?: boolean;
  readonly addOnTo?: readonly string[];
  readonly upgradesTo?: readonly string[];
  readonly convertsTo?: readonly string[];
  readonly plans?: SkuDefinition['plans'];
}
export interface DemoProduct extends Omit<Definition, 'skus' | 'keywords'> {
  readonly id: string;
  readonly keywords: readonly string[];
  readonly skus: readonly DemoSku[];
  /** Above 0 where its SKUs lead to those of other products. */
  readonly links?: number;
}

type Five = readonly [en: string, fr: string, es: string, cn: string, tw: string];
const five = ([en, fr, es, cn, tw]: Five) => ({ en, fr, es, 'zh-CN': cn, 'zh-TW': tw });
const texts = (title: Five, description: Five): Definition['texts'] => {
  const [t, d] = [five(title), five(description)];
  const of = (locale: keyof typeof t) => ({ title: t[locale], description: d[locale] });
  return { en: of('en'), fr: of('fr'), es: of('es'), 'zh-CN': of('zh-CN'), 'zh-TW': of('zh-TW') };
};
const same = (word: string): SkuDefinition['titles'] => five([word, word, word, word, word]);
const trialOf = (id: string, to: string): DemoSku => ({
  id,
  titles: five(['Trial', 'Essai', 'Prueba', '试用', '試用']),
  kind: 'trial',
  most: 25,
  convertsTo: [to],
});
const basic = five(['Basic', 'Essentiel', 'Básico', '基础版', '基本版']);
const standard = five(['Standard', 'Standard', 'Estándar', '标准版', '標準版']);
const business = five(['Business', 'Entreprise', 'Empresa', '商务版', '商務版']);
const pro = five(['Pro', 'Pro', 'Pro', '专业版', '專業版']);

/** What an edition of the office is made of; slides and calls need what they stand on. */
const plan = (planId: string, titles: SkuDefinition['titles'], ...requires: string[]) => ({ planId, titles, requires });
const officePlans = [
  plan('tideway-mailbox', five(['Mailbox', 'Boîte aux lettres', 'Buzón', '邮箱', '信箱'])),
  plan('tideway-files', five(['Files', 'Fichiers', 'Archivos', '文件', '檔案'])),
  plan('tideway-documents', five(['Documents', 'Documents', 'Documentos', '文档', '文件編輯']), 'tideway-files'),
  plan('tideway-slides', five(['Slides', 'Présentations', 'Presentaciones', '演示文稿', '簡報']), 'tideway-documents'),
];

const own = (category: Definition['category']) => ({ publisher: 'Northwind', isOperators: true, category });

/** What the invented vendor of the demo, and two publishers beside it, sell. */
export const demoProducts: readonly DemoProduct[] = [
  {
    id: 'tideway-mail',
    ...own('enterprise'),
    keywords: ['mail', 'calendar', 'courriel', 'correo', '邮件', '郵件'],
    texts: texts(
      ['Tideway Mail', 'Tideway Courrier', 'Tideway Correo', 'Tideway邮件', 'Tideway郵件'],
      [
        'Mail, calendar and contacts for a whole company, on every device.',
        'Messagerie, agenda et contacts pour toute l’entreprise, sur chaque appareil.',
        'Correo, calendario y contactos para toda la empresa, en cualquier dispositivo.',
        '供整个公司使用的邮件、日历和通讯录，适用于各种设备。',
        '供整個公司使用的郵件、行事曆與聯絡人，適用於各種裝置。',
      ],
    ),
    skus: [
      { id: 'tideway-mail-basic', titles: basic, price: 4, educates: true, upgradesTo: ['tideway-mail-plus'] },
      { id: 'tideway-mail-plus', titles: same('Plus'), price: 8, educates: true },
      {
        id: 'tideway-mail-archive',
        titles: five(['Archive', 'Archivage', 'Archivo', '归档', '封存']),
        kind: 'add_on',
        price: 3,
        addOnTo: ['tideway-mail-basic', 'tideway-mail-plus'],
      },
      trialOf('tideway-mail-trial', 'tideway-mail-plus'),
    ],
  },
  {
    id: 'tideway-office',
    ...own('enterprise'),
    keywords: ['documents', 'spreadsheet', 'tableur', 'hoja de cálculo', '文档', '文件'],
    texts: texts(
      ['Tideway Office', 'Tideway Bureau', 'Tideway Oficina', 'Tideway办公', 'Tideway辦公'],
      [
        'Documents, spreadsheets and slides that several people write at once, with mail included.',
        'Documents, tableurs et présentations à plusieurs en même temps, messagerie comprise.',
        'Documentos, hojas de cálculo y presentaciones entre varias personas a la vez, con correo incluido.',
        '可多人同时编辑的文档、表格和演示文稿，含邮件。',
        '可多人同時編輯的文件、試算表與簡報，含郵件。',
      ],
    ),
    skus: [
      {
        id: 'tideway-office-starter',
        titles: five(['Starter', 'Débutant', 'Inicial', '入门版', '入門版']),
        price: 6,
        most: 299,
        upgradesTo: ['tideway-office-business', 'tideway-office-enterprise'],
        plans: officePlans.slice(0, 3),
      },
      { id: 'tideway-office-business', titles: business, price: 12.5, educates: true, upgradesTo: ['tideway-office-enterprise'], plans: officePlans },
      {
        id: 'tideway-office-enterprise',
        titles: five(['Enterprise', 'Grand compte', 'Corporativo', '企业版', '企業版']),
        price: 32,
        educates: true,
        plans: officePlans,
      },
      {
        id: 'tideway-office-voice',
        titles: five(['Telephone', 'Téléphonie', 'Telefonía', '电话', '電話']),
        kind: 'add_on',
        price: 7.2,
        addOnTo: ['tideway-office-business', 'tideway-office-enterprise'],
      },
      trialOf('tideway-office-trial', 'tideway-office-business'),
    ],
  },
  {
    id: 'tideway-meet',
    ...own('small_business'),
    keywords: ['video', 'meeting', 'réunion', 'reunión', '会议', '會議'],
    texts: texts(
      ['Tideway Meet', 'Tideway Réunions', 'Tideway Reuniones', 'Tideway会议', 'Tideway會議'],
      [
        'Meetings by video and telephone, with captions in five languages.',
        'Réunions par vidéo et téléphone, sous-titrées en cinq langues.',
        'Reuniones por vídeo y teléfono, con subtítulos en cinco idiomas.',
        '视频和电话会议，提供五种语言的字幕。',
        '視訊與電話會議，提供五種語言的字幕。',
      ],
    ),
    skus: [{ id: 'tideway-meet-standard', titles: standard, price: 5.5, educates: true }, trialOf('tideway-meet-trial', 'tideway-meet-standard')],
  },
  {
    id: 'tideway-files',
    ...own('small_business'),
    keywords: ['storage', 'stockage', 'almacenamiento', '存储', '儲存'],
    texts: texts(
      ['Tideway Files', 'Tideway Fichiers', 'Tideway Archivos', 'Tideway文件', 'Tideway檔案'],
      [
        'Shared folders with versions, kept in the customer’s country.',
        'Dossiers partagés avec versions, conservés dans le pays du client.',
        'Carpetas compartidas con versiones, guardadas en el país del cliente.',
        '带版本记录的共享文件夹，数据保存在客户所在地。',
        '具版本紀錄的共用資料夾，資料保存在客戶所在地。',
      ],
    ),
    skus: [{ id: 'tideway-files-standard', titles: standard, price: 3.2 }],
  },
  {
    id: 'granite-cloud',
    ...own('infrastructure'),
    keywords: ['servers', 'serveurs', 'servidores', '云', '雲端'],
    texts: texts(
      ['Granite Cloud', 'Granite Cloud', 'Granite Nube', 'Granite云', 'Granite雲端'],
      [
        'Servers and databases, billed by what was used.',
        'Serveurs et bases de données, facturés à l’usage.',
        'Servidores y bases de datos, facturados por uso.',
        '服务器和数据库，按实际用量计费。',
        '伺服器與資料庫，按實際用量計費。',
      ],
    ),
    skus: [
      {
        id: 'granite-cloud-hours',
        titles: five(['Server hours', 'Heures de serveur', 'Horas de servidor', '服务器小时', '伺服器時數']),
        billing: 'usage',
        unit: 'hour',
        price: 0.082,
      },
    ],
  },
  {
    id: 'granite-backup',
    ...own('infrastructure'),
    keywords: ['backup', 'sauvegarde', 'copia de seguridad', '备份', '備份'],
    texts: texts(
      ['Granite Backup', 'Granite Sauvegarde', 'Granite Copias', 'Granite备份', 'Granite備份'],
      [
        'Nightly copies of servers, and proof that each can be restored.',
        'Copies nocturnes des serveurs, avec preuve que chacune peut être restaurée.',
        'Copias nocturnas de servidores, con prueba de que cada una se puede restaurar.',
        '每晚备份服务器，并验证每份备份均可恢复。',
        '每晚備份伺服器，並驗證每份備份均可還原。',
      ],
    ),
    skus: [{ id: 'granite-backup-server', titles: five(['Server', 'Serveur', 'Servidor', '服务器', '伺服器']), unit: 'server', price: 21 }],
  },
  {
    id: 'lookout-identity',
    ...own('security'),
    keywords: ['sign-in', 'connexion', 'acceso', '身份', '身分'],
    texts: texts(
      ['Lookout Identity', 'Lookout Identité', 'Lookout Identidad', 'Lookout身份', 'Lookout身分'],
      [
        'One sign-in for every program, with a second factor.',
        'Une seule connexion pour toutes les applications, avec un second facteur.',
        'Un solo inicio de sesión para todas las aplicaciones, con segundo factor.',
        '一次登录即可使用所有应用，并支持第二验证方式。',
        '一次登入即可使用所有應用程式，並支援第二驗證方式。',
      ],
    ),
    skus: [
      { id: 'lookout-identity-basic', titles: basic, price: 2.8, upgradesTo: ['lookout-identity-pro'] },
      { id: 'lookout-identity-pro', titles: pro, price: 6 },
    ],
  },
  {
    id: 'lookout-endpoint',
    ...own('security'),
    keywords: ['antivirus', 'devices', 'appareils', 'dispositivos', '终端', '端點'],
    texts: texts(
      ['Lookout Endpoint', 'Lookout Postes', 'Lookout Equipos', 'Lookout终端', 'Lookout端點'],
      [
        'Watches laptops and phones, and shuts out what does not belong there.',
        'Surveille ordinateurs et téléphones, et bloque ce qui n’a rien à y faire.',
        'Vigila portátiles y teléfonos y bloquea lo que no debe estar ahí.',
        '监测笔记本电脑和手机，阻止不应存在的程序。',
        '監測筆記型電腦與手機，阻擋不應存在的程式。',
      ],
    ),
    skus: [{ id: 'lookout-endpoint-pro', titles: pro, unit: 'device', price: 4.4 }, trialOf('lookout-endpoint-trial', 'lookout-endpoint-pro')],
  },
  {
    id: 'forge-build',
    ...own('development'),
    keywords: ['code', 'build', 'développement', 'desarrollo', '开发', '開發'],
    texts: texts(
      ['Forge Build', 'Forge Build', 'Forge Build', 'Forge构建', 'Forge建置'],
      [
        'Keeps code, builds it and tests it for teams of any size.',
        'Conserve, compile et teste le code, pour des équipes de toute taille.',
        'Guarda, compila y prueba el código, para equipos de cualquier tamaño.',
        '为各种规模的团队保存、构建和测试代码。',
        '為各種規模的團隊保存、建置與測試程式碼。',
      ],
    ),
    skus: [{ id: 'forge-build-team', titles: five(['Team', 'Équipe', 'Equipo', '团队版', '團隊版']), price: 15 }],
  },
  {
    id: 'millstone-sql',
    ...own('development'),
    keywords: ['database', 'base de données', 'base de datos', '数据库', '資料庫'],
    texts: texts(
      ['Millstone SQL', 'Millstone SQL', 'Millstone SQL', 'Millstone SQL', 'Millstone SQL'],
      [
        'A database for one’s own servers, bought once.',
        'Une base de données pour ses propres serveurs, achetée une fois.',
        'Una base de datos para servidores propios, de compra única.',
        '用于自有服务器的数据库，一次性购买。',
        '用於自有伺服器的資料庫，一次購買。',
      ],
    ),
    skus: [
      { id: 'millstone-sql-server', titles: five(['Server', 'Serveur', 'Servidor', '服务器', '伺服器']), billing: 'one_time', unit: 'server', price: 940 },
    ],
  },
  {
    id: 'ledgerwood-crm',
    publisher: 'Ledgerwood',
    isOperators: false,
    category: 'enterprise',
    keywords: ['crm', 'sales', 'ventes', 'ventas', '销售', '銷售'],
    texts: texts(
      ['Ledgerwood CRM', 'Ledgerwood CRM', 'Ledgerwood CRM', 'Ledgerwood CRM', 'Ledgerwood CRM'],
      [
        'Who buys what, who asked for it, and what comes next.',
        'Qui achète quoi, qui l’a demandé et quelle est la suite.',
        'Quién compra qué, quién lo pidió y qué sigue.',
        '记录谁购买了什么、谁提出了需求以及后续事项。',
        '記錄誰購買了什麼、誰提出了需要以及後續事項。',
      ],
    ),
    skus: [{ id: 'ledgerwood-crm-standard', titles: standard, price: 18 }],
  },
  {
    id: 'quillworks-sign',
    publisher: 'Quillworks',
    isOperators: false,
    category: 'small_business',
    keywords: ['signature', 'firma', '签名', '簽章'],
    texts: texts(
      ['Quillworks Sign', 'Quillworks Signature', 'Quillworks Firma', 'Quillworks签署', 'Quillworks簽署'],
      [
        'Contracts signed on a screen, with a record of who and when.',
        'Des contrats signés à l’écran, avec la trace de qui et quand.',
        'Contratos firmados en pantalla, con registro de quién y cuándo.',
        '在屏幕上签署协议，并记录签署人和时间。',
        '在螢幕上簽署合約，並記錄簽署人與時間。',
      ],
    ),
    skus: [{ id: 'quillworks-sign-solo', titles: five(['Solo', 'Solo', 'Individual', '个人版', '個人版']), price: 9 }],
  },
];
