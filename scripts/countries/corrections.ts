/**
 * Where the address data is behind the post offices. Written in the data's own words (`fmt`, `zip`, `require`,
 * `sub_keys` …; see `../countries.ts`), each with its reason, so that a newer copy of the data shows which of them
 * can go: the script names every correction that no longer changes anything.
 */
export type Correction = {
  readonly why: string;
  readonly set?: Readonly<Record<string, string>>;
  /** By key: a state's own postal prefix, or `''` where none can be trusted. */
  readonly zips?: Readonly<Record<string, string>>;
  /** Names the source lacks: key, then postal prefix, then name in Latin letters where the key is not in them. */
  readonly add?: readonly (readonly [key: string, zip?: string, latin?: string])[];
  readonly drop?: readonly string[];
  readonly rename?: Readonly<Record<string, string>>;
  /** A state's name in Latin letters, by key. */
  readonly latin?: Readonly<Record<string, string>>;
};

const TURKISH_PROVINCES =
  'Adana Adıyaman Afyonkarahisar Ağrı Amasya Ankara Antalya Artvin Aydın Balıkesir Bilecik Bingöl Bitlis Bolu Burdur Bursa Çanakkale Çankırı Çorum Denizli ' +
  'Diyarbakır Edirne Elazığ Erzincan Erzurum Eskişehir Gaziantep Giresun Gümüşhane Hakkâri Hatay Isparta Mersin İstanbul İzmir Kars Kastamonu Kayseri Kırklareli Kırşehir ' +
  'Kocaeli Konya Kütahya Malatya Manisa Kahramanmaraş Mardin Muğla Muş Nevşehir Niğde Ordu Rize Sakarya Samsun Siirt Sinop Sivas Tekirdağ Tokat ' +
  'Trabzon Tunceli Şanlıurfa Uşak Van Yozgat Zonguldak Aksaray Bayburt Karaman Kırıkkale Batman Şırnak Bartın Ardahan Iğdır Yalova Karabük Kilis Osmaniye Düzce';

/** Turkish postal codes begin with the number of the province, which is also on its cars. */
const turkishProvinces = TURKISH_PROVINCES.split(' ').map((name, at) => [name, String(at + 1).padStart(2, '0')] as const);

const POSTAL_CODE_EVERYWHERE = 'every address there has a postal code; mail without one is delayed';
const STREET_ALONE = 'the street has lines of its own in our forms';
const NO_EXAMPLE = 'the source has a pattern without an example to show';

export const corrections: Readonly<Record<string, Correction>> = {
  AE: {
    why: 'an address names its emirate; there is no postal code',
    set: { fmt: '%N%n%O%n%A%n%S', lfmt: '%N%n%O%n%A%n%S', require: 'AS', state_name_type: 'emirate', lang: 'ar', languages: 'ar' },
    add: [
      ['أبو ظبي', '', 'Abu Dhabi'],
      ['دبي', '', 'Dubai'],
      ['الشارقة', '', 'Sharjah'],
      ['عجمان', '', 'Ajman'],
      ['أم القيوين', '', 'Umm Al Quwain'],
      ['رأس الخيمة', '', 'Ras Al Khaimah'],
      ['الفجيرة', '', 'Fujairah'],
    ],
  },
  AR: { why: 'Argentina has provinces, not states', set: { state_name_type: 'province' } },
  AU: { why: 'the place in an Australian address is a suburb', set: { locality_name_type: 'suburb' } },
  BR: {
    why: 'a bairro is part of most addresses; Rondônia has 768 and 769 since 2010',
    set: { fmt: '%O%n%N%n%A%n%D%n%C-%S%n%Z', sublocality_name_type: 'neighborhood' },
    zips: { RO: '76[89]|789' },
  },
  BY: {
    why: 'Belpochta writes from the street to the region; one example had lost a digit',
    set: { fmt: '%N%n%O%n%A%n%Z %C%n%S', zipex: '223016,225860,220050' },
  },
  CC: { why: NO_EXAMPLE, set: { zipex: '6799' } },
  CI: { why: STREET_ALONE, set: { fmt: '%N%n%O%n%A%n%C' } },
  CK: { why: NO_EXAMPLE, set: { zipex: '1001' } },
  CL: { why: 'Chile has regions', set: { state_name_type: 'region' } },
  CN: {
    why: 'Hong Kong, Macao and Taiwan have forms of their own under their own codes: other fields, postal codes, currencies',
    drop: ['台湾', '香港', '澳门'],
    // Pinyin of the whole title ("Anhui Sheng") is what nobody writes on a letter.
    latin: { 广西壮族自治区: 'Guangxi', 内蒙古自治区: 'Inner Mongolia', 宁夏回族自治区: 'Ningxia', 西藏自治区: 'Tibet', 新疆维吾尔自治区: 'Xinjiang' },
  },
  CO: { why: 'Colombia has departments; postal codes since 2011', set: { fmt: '%N%n%O%n%A%n%C, %S%n%Z', state_name_type: 'department' } },
  CR: { why: 'province and canton are part of every address', set: { fmt: '%N%n%O%n%A%n%S, %C%n%Z', require: 'ACS' } },
  CX: { why: NO_EXAMPLE, set: { zipex: '6798' } },
  CZ: { why: POSTAL_CODE_EVERYWHERE, set: { require: 'ACZ' } },
  EE: { why: `${POSTAL_CODE_EVERYWHERE}; one example had lost a digit`, set: { require: 'ACZ', zipex: '69501,11212,10111' } },
  GB: {
    why: 'Royal Mail dropped counties in 1996; one example had the letter O for a zero',
    set: {
      fmt: '%N%n%O%n%A%n%C%n%Z',
      locality_name_type: 'post_town',
      zipex: 'EC1Y 8SY,GIR 0AA,M2 5BQ,M34 4AB,CR0 2YR,DN16 9AA,W1A 4ZZ,RH6 0NP',
    },
  },
  GN: { why: STREET_ALONE, set: { fmt: '%N%n%O%n%A%n%Z %C' } },
  HK: { why: 'an address names its district', set: { fmt: '%S%n%C%n%A%n%O%n%N', lfmt: '%N%n%O%n%A%n%C%n%S', locality_name_type: 'district' } },
  HM: { why: NO_EXAMPLE, set: { zipex: '7050' } },
  HN: { why: `${NO_EXAMPLE}; Honduras has departments`, set: { zipex: '31301', state_name_type: 'department' } },
  HU: { why: POSTAL_CODE_EVERYWHERE, set: { require: 'ACZ' } },
  ID: {
    why: 'provinces, five of them made since 2012',
    set: { state_name_type: 'province' },
    add: [['Kalimantan Utara'], ['Papua Barat Daya'], ['Papua Pegunungan'], ['Papua Selatan'], ['Papua Tengah']],
  },
  IE: {
    why: 'Eircode since 2015',
    set: {
      fmt: '%N%n%O%n%A%n%D%n%C%n%S%n%Z',
      zip: '(?:D6W|[AC-FHKNPRTV-Y]\\d{2}) ?[\\dAC-FHKNPRTV-Y]{4}',
      zipex: 'A65 F4E2,D02 AF30,D6W XY00',
      zip_name_type: 'eircode',
      sublocality_name_type: 'townland',
    },
  },
  IN: {
    why: 'Telangana (2014) and Ladakh (2019) are missing, three territories have more codes',
    set: { zip_name_type: 'pin' },
    zips: { 'Daman and Diu': '396|362', Lakshadweep: '682', Puducherry: '60[579]|533|673' },
    add: [
      ['Telangana', '50'],
      ['Ladakh', '194'],
    ],
  },
  IQ: { why: NO_EXAMPLE, set: { zipex: '10001' } },
  IT: {
    why: 'Sardinia was redrawn in 2016 and again in 2025, its codes no longer tell the province',
    zips: { CA: '', CI: '', MD: '', NU: '', OG: '', OT: '', OR: '', SS: '' },
    add: [['SU', '', 'Sud Sardegna']],
  },
  KG: { why: 'the street stands before the code and the place', set: { fmt: '%N%n%O%n%A%n%Z %C' } },
  KR: {
    why: 'five-digit codes since August 2015; Gangwon (2023) and North Jeolla (2024) are renamed',
    set: { fmt: '%S %C %D%n%A%n%O%n%N%n%Z', zip: '\\d{5}', zipex: '03051,06236,48058', sublocality_name_type: 'district' },
    rename: { 강원도: '강원특별자치도', 전라북도: '전북특별자치도' },
    zips: {
      서울특별시: '0[1-9]',
      경기도: '1\\d|20',
      인천광역시: '2[1-3]',
      강원특별자치도: '2[4-6]',
      충청북도: '2[7-9]',
      세종특별자치시: '30',
      충청남도: '3[1-3]',
      대전광역시: '3[45]',
      경상북도: '3[6-9]|40',
      대구광역시: '4[1-3]',
      울산광역시: '4[45]',
      부산광역시: '4[6-9]',
      경상남도: '5[0-3]',
      전북특별자치도: '5[4-6]',
      전라남도: '5[7-9]',
      광주광역시: '6[12]',
      제주특별자치도: '63',
    },
  },
  LT: { why: POSTAL_CODE_EVERYWHERE, set: { require: 'ACZ' } },
  LV: { why: POSTAL_CODE_EVERYWHERE, set: { require: 'ACZ' } },
  MN: { why: 'the place comes before the province', set: { fmt: '%N%n%O%n%A%n%C%n%S %Z' } },
  MO: { why: 'the source names no language', set: { languages: 'zh-hant~pt' } },
  MU: { why: 'five-digit codes since 2014', set: { zip: '\\d{5}|\\d{3}[A-Z]{2}\\d{3}', zipex: '42602,742CU001' } },
  MX: {
    why: 'the Federal District became Mexico City in 2016; a colonia is part of every address',
    set: { sublocality_name_type: 'neighborhood' },
    rename: { 'D.F.': 'CDMX' },
  },
  MY: { why: 'Kuala Lumpur has all codes from 50 to 60', zips: { 'KUALA LUMPUR': '5|60' } },
  MZ: { why: 'the code stands before the place', set: { fmt: '%N%n%O%n%A%n%Z %C' } },
  NA: { why: 'five-digit codes since 2018', set: { fmt: '%N%n%O%n%A%n%C%n%Z', zip: '\\d{5}', zipex: '10001,10017' } },
  NF: { why: NO_EXAMPLE, set: { zipex: '2899' } },
  NI: { why: 'the codes were dealt out anew', set: { sub_zips: '' } },
  NO: { why: 'the place is a post town', set: { locality_name_type: 'post_town' } },
  NZ: { why: 'a suburb is part of most addresses', set: { fmt: '%N%n%O%n%A%n%D%n%C %Z' } },
  PE: {
    why: 'five-digit codes for all since 2011',
    set: { fmt: '%N%n%O%n%A%n%C %Z%n%S', locality_name_type: 'district', zipex: '15001,04001,LIMA 23,CALLAO 2' },
  },
  PF: { why: NO_EXAMPLE, set: { zipex: '98713' } },
  PH: {
    why: 'Davao Occidental is a province since 2013, two had no codes and Surigao del Norte not all',
    zips: { 'Dinagat Islands': '84[12]', 'Southern Leyte': '66[01]', 'Surigao del Norte': '84[0-2]', 'Davao del Sur': '' },
    add: [['Davao Occidental', '801']],
  },
  RO: { why: POSTAL_CODE_EVERYWHERE, set: { require: 'ACZ' } },
  RU: {
    why: 'Russian Post writes from the street to the region since 2010, and wants no capitals',
    set: { fmt: '%N%n%O%n%A%n%C%n%S%n%Z', state_name_type: 'oblast', upper: '' },
  },
  SE: { why: 'the place is a post town', set: { locality_name_type: 'post_town' } },
  SI: { why: 'a stray space', set: { fmt: '%N%n%O%n%A%nSI-%Z %C' } },
  SJ: { why: 'the place is a post town', set: { locality_name_type: 'post_town' } },
  SK: { why: POSTAL_CODE_EVERYWHERE, set: { require: 'ACZ' } },
  SO: { why: 'the letters of the region are part of the code', set: { zip: '(?:[A-Z]{2} ?)?\\d{5}', zipex: 'JH 09010,AD 11010' } },
  SV: { why: 'El Salvador has departments', set: { state_name_type: 'department' } },
  TH: { why: 'Bueng Kan was parted from Nong Khai in 2011', add: [['บึงกาฬ', '38', 'Bueng Kan']], zips: { หนองคาย: '43|38' } },
  TR: {
    why: 'an address names district and province',
    set: { fmt: '%N%n%O%n%A%n%Z %C/%S', require: 'ACSZ', locality_name_type: 'district', lang: 'tr', languages: 'tr' },
    add: turkishProvinces,
  },
  TW: {
    why: 'Taoyuan is a special municipality since 2014; 3+3 codes since 2020; under the county or city stands a district',
    set: { zip: '\\d{3}(?:\\d{2,3})?', zipex: '104,10603,100006', locality_name_type: 'district' },
    rename: { 桃園縣: '桃園市' },
    latin: { 桃園市: 'Taoyuan City' },
  },
  TZ: { why: 'five-digit codes since 2012', set: { fmt: '%N%n%O%n%A%n%Z %C', zip: '\\d{4,5}', zipex: '6090,34413' } },
  UA: { why: 'Ukrposhta writes from the street to the region', set: { fmt: '%N%n%O%n%A%n%C%n%S%n%Z', state_name_type: 'oblast' } },
  UM: { why: 'the example is the only code', set: { zip: '96898' } },
  US: { why: 'USPS sets a comma before the state in running text', set: { fmt: '%N%n%O%n%A%n%C, %S %Z' } },
  UY: { why: 'Uruguay has departments', set: { state_name_type: 'department' } },
  VE: { why: 'Venezuela has states', set: { state_name_type: 'state' } },
  VN: {
    why: 'five-digit codes since 2018; 63 provinces became 34 on July 1, 2025, and both are in use: typed freely',
    set: { fmt: '%N%n%O%n%A%n%C%n%S %Z', lfmt: '%N%n%O%n%A%n%C%n%S %Z', zip: '\\d{5}\\d?', zipex: '70010,55999', sub_keys: '', sub_lnames: '' },
  },
  ZA: { why: 'a suburb is part of most addresses', set: { fmt: '%N%n%O%n%A%n%D%n%C%n%Z' } },
};
