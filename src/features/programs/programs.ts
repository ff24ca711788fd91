import type { Locale } from '../../core/locale.ts';
import type { Definition, ProgramText, Requirement } from './contract.ts';

/**
 * The catalog that the house ships. Put into the table once, when the program is missing; from then on the operator's page and
 * file are the authority. A further program is one entry here: what it brings, what it asks, its words in every language.
 */
export interface ShippedProgram extends Definition {
  readonly program: string;
}

/** Name, navigation name, what it brings, what it asks. */
type Words = Readonly<Record<Locale, readonly [string, string, string, string]>>;
const texts = (words: Words): Record<Locale, ProgramText> => {
  const of = ([name, nav, brings, asks]: readonly [string, string, string, string]): ProgramText => ({ name, nav, brings, asks });
  return { en: of(words.en), fr: of(words.fr), es: of(words.es), 'zh-CN': of(words['zh-CN']), 'zh-TW': of(words['zh-TW']) };
};

const plain: Pick<Definition, 'agreement' | 'review' | 'reviewDays' | 'replaces' | 'leavingIsFinal' | 'contact'> = {
  agreement: null,
  review: 'none',
  reviewDays: 5,
  replaces: [],
  leavingIsFinal: false,
  contact: { email: null, phone: null },
};
const verified: Requirement = { kind: 'verified' };
const member: Requirement = { kind: 'program', programs: ['membership'] };
/** What everyone asks who lets a company sell to customers in its country. */
const toSell: Requirement[] = [
  member,
  verified,
  { kind: 'location', countries: [] },
  { kind: 'support_details', fields: ['email', 'phone', 'website'] },
  { kind: 'second_factor', roles: ['global_admin', 'admin_agent'] },
];
const authority: Requirement = {
  kind: 'statement',
  key: 'authority',
  texts: {
    en: 'I am authorized to enter into agreements for the company.',
    fr: 'Je suis habilité à conclure des contrats au nom de l’entreprise.',
    es: 'Tengo poder para celebrar contratos en nombre de la empresa.',
    'zh-CN': '我有权代表公司签订协议。',
    'zh-TW': '我有權代表公司簽訂合約。',
  },
};
const supportPlan: Requirement = {
  kind: 'statement',
  key: 'support_plan',
  texts: {
    en: 'We answer our customers’ first questions ourselves and will hold a paid support plan.',
    fr: 'Nous assurons nous-mêmes le support de premier niveau et souscrirons une offre de support payante.',
    es: 'Atendemos nosotros mismos el primer nivel de soporte y contrataremos un plan de soporte de pago.',
    'zh-CN': '我们自行为客户提供一线支持，并将购买付费支持计划。',
    'zh-TW': '我們自行為客戶提供第一線支援，並將購買付費支援方案。',
  },
};
const billing: Requirement = {
  kind: 'statement',
  key: 'billing',
  texts: {
    en: 'We have systems of our own to bill our customers and to set up what they buy.',
    fr: 'Nous disposons de nos propres systèmes pour facturer nos clients et mettre en service leurs achats.',
    es: 'Contamos con sistemas propios para facturar a nuestros clientes y poner en marcha lo que compran.',
    'zh-CN': '我们拥有自己的系统，可向客户出具账单并开通其所购产品。',
    'zh-TW': '我們擁有自己的系統，可向客戶開立帳單並佈建其購買的產品。',
  },
};

// biome-ignore format: a language a line
const words = {
  membership: {
    en: ['MPN', 'MPN', 'Benefits, competencies and reports on your business. Most other programs build on it. Joining is free.', 'A company whose legal data has been verified.'],
    fr: ['MPN', 'MPN', 'Des avantages, des compétences et des rapports sur votre activité. La plupart des autres programmes s’appuient sur celui-ci. L’inscription est gratuite.', 'Une entreprise dont les données légales ont été vérifiées.'],
    es: ['MPN', 'MPN', 'Ventajas, competencias e informes sobre su negocio. La mayoría de los demás programas parten de este. La inscripción es gratuita.', 'Una empresa cuyos datos legales se hayan verificado.'],
    'zh-CN': ['MPN', 'MPN', '提供会员权益、能力认证和业务报表，是加入大多数其他计划的前提。加入免费。', '公司的法定资料已通过验证。'],
    'zh-TW': ['MPN', 'MPN', '提供會員權益、專長認證與業務報表，是加入大多數其他計畫的前提。加入免費。', '公司的法定資料已通過驗證。'],
  },
  reseller_indirect: {
    en: ['CSP (indirect reseller)', 'CSP', 'Sell cloud products to your customers through a distributor, who bills you and helps you along. Every newcomer to CSP starts here.', 'An active membership, a location in your market, a relationship with a distributor, support details for your customers and the partner agreement.'],
    fr: ['CSP (revendeur indirect)', 'CSP', 'Vendez des produits cloud à vos clients par l’intermédiaire d’un distributeur, qui vous facture et vous accompagne. Toute entreprise nouvelle dans CSP commence ici.', 'Une adhésion active, un établissement sur votre marché, une relation avec un distributeur, des coordonnées du support pour vos clients et le contrat de partenaire.'],
    es: ['CSP (revendedor indirecto)', 'CSP', 'Venda productos en la nube a sus clientes a través de un mayorista, que le factura y le acompaña. Toda empresa nueva en CSP empieza aquí.', 'Una membresía activa, una sede en su mercado, una relación con un mayorista, datos de soporte para sus clientes y el contrato de partner.'],
    'zh-CN': ['CSP（间接经销商）', 'CSP', '通过分销商向客户销售云产品，由分销商与您结算并提供协助。新加入CSP的公司都从这里开始。', '会员资格有效、在所在市场设有营业地点、与一家分销商建立关系、已填写面向客户的支持信息，并接受合作伙伴协议。'],
    'zh-TW': ['CSP（間接經銷商）', 'CSP', '透過代理商向客戶銷售雲端產品，由代理商與您結算並提供協助。新加入CSP的公司都從這裡開始。', '會員資格有效、在所在市場設有營業據點、與一家代理商建立關係、已填寫面向客戶的支援資訊，並接受合作夥伴合約。'],
  },
  reseller_direct: {
    en: ['CSP (direct-bill reseller)', 'CSP', 'Buy directly, without a distributor, and bill your customers yourself.', 'Twelve months as an indirect reseller, a yearly revenue of at least US$300,000 from reselling, a paid support plan and billing systems of your own.'],
    fr: ['CSP (revendeur à facturation directe)', 'CSP', 'Achetez directement, sans distributeur, et facturez vous-même vos clients.', 'Douze mois comme revendeur indirect, un chiffre d’affaires annuel de revente d’au moins 300\u202f000\u00a0dollars américains, une offre de support payante et vos propres systèmes de facturation.'],
    es: ['CSP (revendedor con facturación directa)', 'CSP', 'Compre directamente, sin mayorista, y facture usted mismo a sus clientes.', 'Doce meses como revendedor indirecto, unos ingresos anuales por reventa de al menos 300.000 dólares estadounidenses, un plan de soporte de pago y sistemas de facturación propios.'],
    'zh-CN': ['CSP（直接结算经销商）', 'CSP', '无需分销商即可直接采购，并自行向客户出具账单。', '担任间接经销商满12个月、转售年收入不低于30万美元、购买付费支持计划，并拥有自己的账务系统。'],
    'zh-TW': ['CSP（直接結算經銷商）', 'CSP', '不經代理商直接採購，並自行向客戶開立帳單。', '擔任間接經銷商滿12個月、轉售年營收不低於30萬美元、購買付費支援方案，並擁有自己的帳務系統。'],
  },
  reseller_distributor: {
    en: ['CSP (distributor)', 'CSP', 'Supply indirect resellers: invite them, bill them and see how they do.', 'An invitation by the operator; everything that selling to customers asks for.'],
    fr: ['CSP (distributeur)', 'CSP', 'Approvisionnez les revendeurs indirects\u00a0: invitez-les, facturez-les et suivez leur activité.', 'Une invitation de l’opérateur, ainsi que tout ce que demande la vente à des clients.'],
    es: ['CSP (mayorista)', 'CSP', 'Abastezca a revendedores indirectos: invítelos, factúreles y siga su evolución.', 'Una invitación del operador y todo lo que exige la venta a clientes.'],
    'zh-CN': ['CSP（分销商）', 'CSP', '为间接经销商供货：邀请经销商、与其结算并了解其业绩。', '须获得运营方邀请，并满足向客户销售的各项要求。'],
    'zh-TW': ['CSP（代理商）', 'CSP', '為間接經銷商供貨：邀請經銷商、與其結算並掌握其業績。', '須獲得營運方邀請，並符合向客戶銷售的各項要求。'],
  },
  referrals: {
    en: ['Referrals', 'Referrals', 'Be found by customers with your business profile, receive leads and register deals.', 'An active membership.'],
    fr: ['Recommandations', 'Recommandations', 'Faites-vous connaître des clients grâce à votre profil commercial, recevez des prospects et enregistrez vos affaires.', 'Une adhésion active.'],
    es: ['Referidos', 'Referidos', 'Dé a conocer su empresa con un perfil de negocio, reciba clientes potenciales y registre sus operaciones.', 'Una membresía activa.'],
    'zh-CN': ['引荐', '引荐', '通过企业简介让客户找到您，接收销售线索并报备商机。', '会员资格有效。'],
    'zh-TW': ['轉介', '轉介', '透過企業簡介讓客戶找到您，接收潛在客戶並登錄商機。', '會員資格有效。'],
  },
  incentives: {
    en: ['Incentives', 'Incentives', 'Earn incentives for what you sell, file claims and follow your payouts.', 'An invitation by the operator and an incentives admin who enrolls the company.'],
    fr: ['Incentives', 'Incentives', 'Touchez des incentives sur vos ventes, déposez des demandes de remboursement et suivez vos versements.', 'Une invitation de l’opérateur et un administrateur des incentives qui inscrit l’entreprise.'],
    es: ['Incentivos', 'Incentivos', 'Obtenga incentivos por lo que vende, presente solicitudes de reembolso y siga sus liquidaciones.', 'Una invitación del operador y un administrador de incentivos que inscriba a la empresa.'],
    'zh-CN': ['激励', '激励', '按销售业绩获得激励，提交报销申请并跟踪款项发放。', '须获得运营方邀请，并由激励管理员为公司办理加入。'],
    'zh-TW': ['獎勵', '獎勵', '依銷售業績獲得獎勵，提出請款申請並追蹤撥款。', '須獲得營運方邀請，並由獎勵管理員為公司辦理加入。'],
  },
  integrator: {
    en: ['Control Panel Vendor', 'Control Panel Vendor', 'Offer resellers your software, connected to the center with their consent.', 'An invitation by one of the operator’s people who stands for you, and a second factor for every global admin.'],
    fr: ['Fournisseur de panneau de configuration', 'Panneau de configuration', 'Proposez aux revendeurs votre logiciel, relié à l’espace partenaires avec leur consentement.', 'Une invitation d’un collaborateur de l’opérateur qui vous parraine et un second facteur pour chaque administrateur général.'],
    es: ['Proveedor de panel de control', 'Panel de control', 'Ofrezca su software a los revendedores, conectado al centro de partners con su consentimiento.', 'Una invitación de alguien del operador que le avale y un segundo factor para cada administrador global.'],
    'zh-CN': ['控制面板供应商', '控制面板供应商', '向经销商提供您的软件，并在其同意下与合作伙伴中心对接。', '须由运营方员工担保邀请，且每位全局管理员均已设置第二验证方式。'],
    'zh-TW': ['控制台廠商', '控制台廠商', '向經銷商提供您的軟體，並在其同意下與合作夥伴中心串接。', '須由營運方人員擔保邀請，且每位全域管理員均已設定第二驗證方式。'],
  },
  marketplace: {
    en: ['Commercial Marketplace', 'Commercial Marketplace', 'List your own solutions for business customers and see how they sell.', 'A verified company. Offers that cost money also need bank and tax details later on.'],
    fr: ['Place de marché commerciale', 'Place de marché commerciale', 'Publiez vos propres solutions pour les entreprises et suivez leurs ventes.', 'Une entreprise vérifiée. Les offres payantes demandent ensuite des coordonnées bancaires et fiscales.'],
    es: ['Marketplace comercial', 'Marketplace comercial', 'Publique sus propias soluciones para empresas y siga sus ventas.', 'Una empresa verificada. Las ofertas de pago requieren más adelante datos bancarios y fiscales.'],
    'zh-CN': ['商业市场', '商业市场', '向企业客户发布您自己的解决方案，并了解销售情况。', '公司已通过验证。付费商品之后还需提供银行和税务信息。'],
    'zh-TW': ['商業市集', '商業市集', '向企業客戶發布您自己的解決方案，並掌握銷售情況。', '公司已通過驗證。付費商品之後還需提供銀行與稅務資訊。'],
  },
  windows_xbox: {
    en: ['Windows and Xbox', 'Windows and Xbox', 'Publish apps and games for Windows and Xbox.', 'A verified company.'],
    fr: ['Windows et Xbox', 'Windows et Xbox', 'Publiez des applications et des jeux pour Windows et Xbox.', 'Une entreprise vérifiée.'],
    es: ['Windows y Xbox', 'Windows y Xbox', 'Publique aplicaciones y juegos para Windows y Xbox.', 'Una empresa verificada.'],
    'zh-CN': ['Windows和Xbox', 'Windows和Xbox', '发布适用于Windows和Xbox的应用与游戏。', '公司已通过验证。'],
    'zh-TW': ['Windows與Xbox', 'Windows與Xbox', '發布適用於Windows與Xbox的應用程式與遊戲。', '公司已通過驗證。'],
  },
  office_store: {
    en: ['Office Store', 'Office Store', 'Publish add-ins for Office.', 'A verified company.'],
    fr: ['Office Store', 'Office Store', 'Publiez des compléments pour Office.', 'Une entreprise vérifiée.'],
    es: ['Office Store', 'Office Store', 'Publique complementos para Office.', 'Una empresa verificada.'],
    'zh-CN': ['Office Store', 'Office Store', '发布Office加载项。', '公司已通过验证。'],
    'zh-TW': ['Office Store', 'Office Store', '發布Office增益集。', '公司已通過驗證。'],
  },
  edge: {
    en: ['Edge extensions', 'Edge', 'Publish extensions for the Edge browser.', 'A verified company.'],
    fr: ['Extensions Edge', 'Edge', 'Publiez des extensions pour le navigateur Edge.', 'Une entreprise vérifiée.'],
    es: ['Extensiones de Edge', 'Edge', 'Publique extensiones para el navegador Edge.', 'Una empresa verificada.'],
    'zh-CN': ['Edge扩展', 'Edge', '发布适用于Edge浏览器的扩展。', '公司已通过验证。'],
    'zh-TW': ['Edge擴充功能', 'Edge', '發布適用於Edge瀏覽器的擴充功能。', '公司已通過驗證。'],
  },
} as const satisfies Record<string, Words>;

export const shippedPrograms: readonly ShippedProgram[] = [
  {
    ...plain,
    program: 'membership',
    group: 'partner',
    sections: ['membership', 'insights'],
    review: 'verification',
    requirements: [verified],
    texts: texts(words.membership),
  },
  {
    ...plain,
    program: 'reseller_indirect',
    group: 'partner',
    sections: ['reseller'],
    agreement: 'partner',
    review: 'operator',
    requirements: [...toSell, { kind: 'relation', with: 'distributor' }, authority],
    texts: texts(words.reseller_indirect),
  },
  {
    ...plain,
    program: 'reseller_direct',
    group: 'partner',
    sections: ['reseller'],
    agreement: 'partner',
    review: 'operator',
    // Who buys directly is no longer an indirect reseller, unless it applies for that again.
    replaces: ['reseller_indirect'],
    leavingIsFinal: true,
    requirements: [...toSell, { kind: 'months', months: 12 }, { kind: 'revenue', amount: '300000', currency: 'USD' }, supportPlan, billing],
    texts: texts(words.reseller_direct),
  },
  {
    ...plain,
    program: 'reseller_distributor',
    group: 'partner',
    sections: ['distributor'],
    agreement: 'partner',
    review: 'operator',
    requirements: [{ kind: 'invitation' }, ...toSell, billing, authority],
    texts: texts(words.reseller_distributor),
  },
  {
    ...plain,
    program: 'referrals',
    group: 'partner',
    sections: ['referrals'],
    requirements: [member, verified],
    texts: texts(words.referrals),
  },
  {
    ...plain,
    program: 'incentives',
    group: 'partner',
    sections: ['incentives'],
    requirements: [member, { kind: 'invitation' }],
    texts: texts(words.incentives),
  },
  {
    ...plain,
    program: 'integrator',
    group: 'partner',
    sections: ['integrator'],
    review: 'operator',
    requirements: [{ kind: 'invitation' }, verified, { kind: 'second_factor', roles: ['global_admin'] }, authority],
    texts: texts(words.integrator),
  },
  {
    ...plain,
    program: 'marketplace',
    group: 'developer',
    sections: ['marketplace'],
    requirements: [verified, authority],
    texts: texts(words.marketplace),
  },
  {
    ...plain,
    program: 'windows_xbox',
    group: 'developer',
    sections: ['windows_xbox'],
    requirements: [verified],
    texts: texts(words.windows_xbox),
  },
  {
    ...plain,
    program: 'office_store',
    group: 'developer',
    sections: ['office_store'],
    requirements: [verified],
    texts: texts(words.office_store),
  },
  {
    ...plain,
    program: 'edge',
    group: 'developer',
    sections: ['edge'],
    requirements: [verified],
    texts: texts(words.edge),
  },
];
