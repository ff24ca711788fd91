import type { Locale } from '../core/locale.ts';
import type { Client } from '../core/endpoint.ts';
import type { customers } from '../features/customers/contract.ts';

interface Place {
  readonly line1: string;
  readonly line2?: string;
  readonly city?: string;
  readonly district?: string;
  readonly state?: string;
  readonly postalCode: string;
}
interface DemoCustomer {
  readonly name: string;
  readonly domain: string;
  readonly place: Place;
  readonly who: readonly [givenName: string, familyName: string];
  readonly qualifies?: readonly ['education' | 'government' | 'state_owned', string];
  /** Days ago that it agreed; absent: it has not yet. */
  readonly agreed?: number;
}
interface DemoSeller {
  readonly country: string;
  readonly locale: Locale;
  readonly customers: readonly DemoCustomer[];
}

const us = (line1: string, city: string, state: string, postalCode: string): Place => ({ line1, city, state, postalCode });
const fr = (line1: string, city: string, postalCode: string): Place => ({ line1, city, postalCode });
const es = (line1: string, city: string, state: string, postalCode: string): Place => ({ line1, city, state, postalCode });
const cn = (line1: string, district: string, city: string, state: string, postalCode: string): Place => ({ line1, district, city, state, postalCode });
const tw = (line1: string, city: string, state: string, postalCode: string): Place => ({ line1, city, state, postalCode });

/** Whom each demo company sells to. Domains are those that are set aside for examples. */
export const demoCustomers: Readonly<Record<string, DemoSeller>> = {
  harbor: {
    country: 'US',
    locale: 'en',
    customers: [
      {
        name: 'Cascade Orchard Foods LLC',
        domain: 'cascade-orchard.example',
        place: us('310 Orchard Loop', 'Yakima', 'WA', '98902'),
        who: ['Walter', 'Sims'],
        agreed: 90,
      },
      {
        name: 'Northgate Dental Group',
        domain: 'northgate-dental.example',
        place: us('11 Meridian Avenue N', 'Seattle', 'WA', '98133'),
        who: ['Renee', 'Abbott'],
        agreed: 61,
      },
      {
        name: 'Blue Lantern Books',
        domain: 'bluelantern.example',
        place: us('702 SE Division Street', 'Portland', 'OR', '97202'),
        who: ['Ida', 'Holm'],
        agreed: 45,
      },
      {
        name: 'Maple Ridge School District',
        domain: 'mapleridge.example',
        place: us('1500 Campus Drive', 'Spokane', 'WA', '99201'),
        who: ['Joan', 'Tully'],
        agreed: 30,
        qualifies: ['education', 'mapleridge.example/board'],
      },
      { name: 'Ferncliff Legal LLP', domain: 'ferncliff.example', place: us('88 Pine Street', 'Seattle', 'WA', '98101'), who: ['Arturo', 'Vance'], agreed: 28 },
      {
        name: 'Saltwater Kayaks, Inc.',
        domain: 'saltwater-kayaks.example',
        place: us('4 Ferry Landing', 'Bellingham', 'WA', '98225'),
        who: ['Kim', 'Yoder'],
        agreed: 12,
      },
      {
        name: 'County of Rainfall',
        domain: 'rainfall-county.example',
        place: us('1 Courthouse Square', 'Olympia', 'WA', '98501'),
        who: ['Denise', 'Park'],
        qualifies: ['government', 'Clerk’s office, rainfall-county.example/clerk'],
      },
      {
        name: 'Quartz Hill Machining',
        domain: 'quartzhill.example',
        place: us('2750 Industrial Way', 'Tacoma', 'WA', '98421'),
        who: ['Bo', 'Larsen'],
        agreed: 8,
      },
      {
        name: 'Evergreen Physical Therapy',
        domain: 'evergreen-pt.example',
        place: us('905 Evergreen Boulevard', 'Vancouver', 'WA', '98660'),
        who: ['Mina', 'Cho'],
        agreed: 5,
      },
      { name: 'Tidewater Brewing Co.', domain: 'tidewater.example', place: us('18 Dock Street', 'Astoria', 'OR', '97103'), who: ['Gus', 'Merritt'] },
      { name: 'Ázimo Bakery', domain: 'azimo.example', place: us('621 Alder Street', 'Boise', 'ID', '83702'), who: ['Paloma', 'Ríos'], agreed: 3 },
    ],
  },
  atelier: {
    country: 'FR',
    locale: 'fr',
    customers: [
      { name: 'Éditions du Parvis', domain: 'parvis.example', place: fr('14 rue des Tanneurs', 'Lyon', '69001'), who: ['Hélène', 'Girard'], agreed: 70 },
      { name: 'Boulangerie Vasseur', domain: 'vasseur.example', place: fr('3 place Bellecour', 'Lyon', '69002'), who: ['Luc', 'Vasseur'], agreed: 52 },
      {
        name: 'Cabinet Morel et Associées',
        domain: 'morel-associees.example',
        place: fr('22 quai de la Fosse', 'Nantes', '44000'),
        who: ['Claire', 'Morel'],
        agreed: 33,
      },
      {
        name: 'Les Ateliers du Vercors',
        domain: 'ateliers-vercors.example',
        place: fr('8 avenue du Vercors', 'Grenoble', '38000'),
        who: ['Samir', 'Haddad'],
        agreed: 14,
      },
      {
        name: 'Lycée des Trois Rivières',
        domain: 'trois-rivieres.example',
        place: fr('40 boulevard des Écoles', 'Saint-Étienne', '42000'),
        who: ['Nadia', 'Perrin'],
        qualifies: ['education', 'trois-rivieres.example/etablissement'],
      },
    ],
  },
  mediterraneo: {
    country: 'ES',
    locale: 'es',
    customers: [
      {
        name: 'Bodegas Ñarra, S.A.',
        domain: 'narra.example',
        place: es('Camino de la Viña, 12', 'Requena', 'Valencia', '46340'),
        who: ['Íñigo', 'Sanz'],
        agreed: 40,
      },
      {
        name: 'Clínica Albufera',
        domain: 'albufera.example',
        place: es('Avenida del Puerto, 101', 'Valencia', 'Valencia', '46021'),
        who: ['Carmen', 'Llorens'],
        agreed: 20,
      },
      {
        name: 'Transportes Levante',
        domain: 'levante-transportes.example',
        place: es('Calle del Muelle, 7', 'Alicante', 'Alicante', '03001'),
        who: ['Óscar', 'Beltrán'],
      },
      {
        name: 'Instituto La Marina',
        domain: 'ies-lamarina.example',
        place: es('Calle Mayor, 30', 'Castellón de la Plana', 'Castellón', '12001'),
        who: ['Pilar', 'Domènech'],
        qualifies: ['education', 'ies-lamarina.example/centro'],
      },
      {
        name: 'Azulejos Peñíscola, S.L.',
        domain: 'azulejos-peniscola.example',
        place: es('Polígono Norte, 5', 'Castellón de la Plana', 'Castellón', '12006'),
        who: ['Rosa', 'Ferrer'],
        agreed: 6,
      },
    ],
  },
  yunfan: {
    country: 'CN',
    locale: 'zh-CN',
    customers: [
      {
        name: '苏州锦程纺织有限公司',
        domain: 'jincheng.example',
        place: cn('工业园区星湖街218号', '虎丘区', '苏州市', '江苏省', '215123'),
        who: ['志远', '周'],
        agreed: 50,
      },
      {
        name: '杭州青禾餐饮管理有限公司',
        domain: 'qinghe.example',
        place: cn('文三路90号', '西湖区', '杭州市', '浙江省', '310012'),
        who: ['梦瑶', '孙'],
        agreed: 33,
      },
      {
        name: '上海市浦东新区晨光小学',
        domain: 'chenguang-school.example',
        place: cn('杨高南路1500号', '浦东新区', '上海市', '上海市', '200127'),
        who: ['丽华', '何'],
        qualifies: ['education', 'chenguang-school.example/about'],
      },
      {
        name: '宁波海港物流有限公司',
        domain: 'haigang.example',
        place: cn('百丈东路55号', '鄞州区', '宁波市', '浙江省', '315040'),
        who: ['强', '马'],
        agreed: 15,
      },
      { name: '南京润泽医疗器械有限公司', domain: 'runze.example', place: cn('中山路18号', '玄武区', '南京市', '江苏省', '210008'), who: ['雅静', '徐'] },
    ],
  },
  chenxi: {
    country: 'TW',
    locale: 'zh-TW',
    customers: [
      {
        name: '綠葉有機食品股份有限公司',
        domain: 'greenleaf.example',
        place: tw('忠孝東路四段200號', '大安區', '台北市', '106'),
        who: ['佩珊', '張'],
        agreed: 44,
      },
      { name: '高雄港務代理有限公司', domain: 'khport.example', place: tw('五福三路21號', '前金區', '高雄市', '801'), who: ['建宏', '蔡'], agreed: 21 },
      {
        name: '文山國民中學',
        domain: 'wenshan.example',
        place: tw('木柵路三段102號', '文山區', '台北市', '116'),
        who: ['淑芬', '許'],
        qualifies: ['education', 'wenshan.example/about'],
      },
      { name: '日安牙醫診所', domain: 'riandental.example', place: tw('公益路二段51號', '南屯區', '台中市', '408'), who: ['承恩', '楊'], agreed: 9 },
      { name: '竹塹精密機械有限公司', domain: 'zhuqian.example', place: tw('光復路一段89號', '東區', '新竹市', '300'), who: ['家豪', '鄭'] },
    ],
  },
};

/** Adds the customers of a company, as one of its agents would. */
export async function addCustomers(own: Client<typeof customers>, now: Date, { country, locale, customers: wanted }: DemoSeller): Promise<void> {
  for (const { name, domain, place, who, qualifies, agreed } of wanted) {
    const [givenName, familyName] = who;
    const email = `office@${domain}`;
    const contact = { givenName, familyName, middleName: null, email };
    const agreedOn = new Date(now.getTime() - (agreed ?? 0) * 86_400_000).toISOString().slice(0, 10);
    await own.addCustomer({
      name,
      domain,
      address: { country, ...place },
      contact,
      locale,
      registrationNumber: null,
      ...(qualifies ? { qualification: qualifies[0], qualificationGround: qualifies[1] } : {}),
      agreement: agreed === undefined ? null : { givenName, familyName, email, agreedOn },
      addressConfirmed: true,
    });
  }
}
