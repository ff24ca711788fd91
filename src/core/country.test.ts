import { describe, expect, test } from 'vitest';
import { countryRule } from './countries.ts';
import { Address, addressForm, addressLines, checkAddress, countryName, normaliseAddress, stateOptions } from './country.ts';

const rule = (iso2: string) => countryRule(iso2) ?? expect.fail(`no rule for ${iso2}`);
type Typed = Omit<Address, 'country'>;

/** Real addresses of public places, as someone might type them, and the lines of a letter to them. */
const letters: [country: string, typed: Typed, ...lines: string[]][] = [
  ['FR', { line1: '10 rue de Rivoli', line2: 'Bâtiment B', city: 'Paris', postalCode: 'F-75004' }, '10 rue de Rivoli', 'Bâtiment B', '75004 PARIS'],
  ['ES', { line1: 'Calle de Alcalá 50', city: 'Madrid', state: 'madrid', postalCode: '28014' }, 'Calle de Alcalá 50', '28014 MADRID'],
  [
    'ES',
    { line1: 'Av. de Europa 26', city: 'Pozuelo de Alarcón', state: 'Madrid', postalCode: '28224' },
    'Av. de Europa 26',
    '28224 POZUELO DE ALARCÓN MADRID',
  ],
  ['CN', { line1: '文三路478号', city: '杭州市', district: '西湖区', state: '浙江省', postalCode: '310012' }, '310012', '浙江省杭州市西湖区', '文三路478号'],
  ['CN', { line1: '长安街1号', city: '北京市', district: '东城区', state: '北京市', postalCode: '１０００１０' }, '100010', '北京市东城区', '长安街1号'],
  ['CN', { line1: '478 Wensan Road', city: 'Hangzhou', state: 'zhejiang', postalCode: '310012' }, '478 Wensan Road', 'Hangzhou', 'ZHEJIANG, 310012'],
  ['TW', { line1: '信義路五段7號', city: '信義區', state: '臺北市', postalCode: '110-615' }, '110615', '台北市信義區', '信義路五段7號'],
  [
    'TW',
    { line1: '7 Xinyi Rd., Sec. 5', city: 'Xinyi Dist.', state: 'Taipei City', postalCode: '11049' },
    '7 Xinyi Rd., Sec. 5',
    'Xinyi Dist., Taipei City 11049',
  ],
  ['TW', { line1: '復興路186號', city: '桃園區', state: '桃園市', postalCode: '330' }, '330', '桃園市桃園區', '復興路186號'],
  [
    'US',
    { line1: '1600 Amphitheatre Pkwy', city: 'Mountain View', state: 'California', postalCode: '940431351' },
    '1600 Amphitheatre Pkwy',
    'MOUNTAIN VIEW, CA 94043-1351',
  ],
  ['GB', { line1: '10 Downing Street', city: 'London', postalCode: 'sw1a2aa' }, '10 Downing Street', 'LONDON', 'SW1A 2AA'],
  [
    'IE',
    { line1: '1 Grand Canal Square', city: 'Dublin 2', state: 'Co. Dublin', postalCode: 'd02p820' },
    '1 Grand Canal Square',
    'Dublin 2',
    'Co. Dublin',
    'D02 P820',
  ],
  ['DE', { line1: 'Willy-Brandt-Straße 1', city: 'Berlin', postalCode: 'D-10557' }, 'Willy-Brandt-Straße 1', '10557 Berlin'],
  ['AT', { line1: 'Ballhausplatz 2', city: 'Wien', postalCode: 'A-1010' }, 'Ballhausplatz 2', '1010 Wien'],
  ['CH', { line1: 'Bundesplatz 3', city: 'Bern', postalCode: 'CH-3005' }, 'Bundesplatz 3', 'CH-3005 Bern'],
  ['BE', { line1: 'Rue de la Loi 16', city: 'Bruxelles', postalCode: '1000' }, 'Rue de la Loi 16', '1000 Bruxelles'],
  ['NL', { line1: 'Damrak 1', city: 'Amsterdam', postalCode: '1012lg' }, 'Damrak 1', '1012 LG Amsterdam'],
  ['LU', { line1: '33 boulevard Roosevelt', city: 'Luxembourg', postalCode: 'L-2450' }, '33 boulevard Roosevelt', 'L-2450 Luxembourg'],
  ['IT', { line1: 'Via del Corso 1', city: 'Milano', state: 'Milano', postalCode: '20121' }, 'Via del Corso 1', '20121 MILANO MI'],
  ['PT', { line1: 'Rua Augusta 1', city: 'Lisboa', postalCode: '1100048' }, 'Rua Augusta 1', '1100-048 Lisboa'],
  ['PL', { line1: 'ul. Nowy Świat 1', city: 'Warszawa', postalCode: '00496' }, 'ul. Nowy Świat 1', '00-496 Warszawa'],
  ['CZ', { line1: 'Staroměstské nám. 1', city: 'Praha 1', postalCode: '11000' }, 'Staroměstské nám. 1', '110 00 Praha 1'],
  ['LV', { line1: 'Brīvības iela 1', city: 'Rīga', postalCode: '1010' }, 'Brīvības iela 1', 'Rīga, LV-1010'],
  ['SE', { line1: 'Drottninggatan 1', city: 'Stockholm', postalCode: '111 51' }, 'Drottninggatan 1', 'SE-11151 Stockholm'],
  ['CA', { line1: '111 Wellington St', city: 'Ottawa', state: 'ontario', postalCode: 'k1a0a9' }, '111 WELLINGTON ST', 'OTTAWA ON K1A 0A9'],
  ['CA', { line1: '500, place d’Armes', city: 'Montréal', state: 'Quebec', postalCode: 'H2Y 2W2' }, '500, PLACE D’ARMES', 'MONTRÉAL QC H2Y 2W2'],
  [
    'MX',
    { line1: 'Av. Juárez 1', district: 'Centro', city: 'Cuauhtémoc', state: 'CDMX', postalCode: '06050' },
    'Av. Juárez 1',
    'Centro',
    '06050 CUAUHTÉMOC, CDMX',
  ],
  [
    'BR',
    { line1: 'Av. Paulista 1000', district: 'Bela Vista', city: 'São Paulo', state: 'sao paulo', postalCode: '01310100' },
    'Av. Paulista 1000',
    'Bela Vista',
    'SÃO PAULO-SP',
    '01310-100',
  ],
  [
    'AR',
    { line1: 'Av. de Mayo 500', city: 'Buenos Aires', state: 'Capital Federal', postalCode: 'c1084aaa' },
    'AV. DE MAYO 500',
    'C1084AAA BUENOS AIRES',
    'Capital Federal',
  ],
  ['CO', { line1: 'Carrera 7 # 1-10', city: 'Bogotá', state: 'Cundinamarca', postalCode: '110311' }, 'Carrera 7 # 1-10', 'Bogotá, Cundinamarca', '110311'],
  ['JP', { line1: '千代田1-1', city: '千代田区', state: '東京都', postalCode: '１０００００１' }, '〒100-0001', '東京都千代田区', '千代田1-1'],
  ['JP', { line1: '1-1 Chiyoda', city: 'Chiyoda-ku', state: 'Tokyo', postalCode: '100-0001' }, '1-1 Chiyoda', 'Chiyoda-ku, TOKYO', '100-0001'],
  ['KR', { line1: '세종대로 110', city: '중구', state: '서울특별시', postalCode: '04524' }, '서울특별시 중구', '세종대로 110', '04524'],
  ['HK', { line1: '德輔道中1號', city: '中環', state: '香港島' }, '香港島', '中環', '德輔道中1號'],
  ['SG', { line1: '1 Raffles Place', postalCode: '048616' }, '1 Raffles Place', 'SINGAPORE 048616'],
  ['IN', { line1: '1 MG Road', city: 'Hyderabad', state: 'telangana', postalCode: '500 001' }, '1 MG Road', 'Hyderabad 500001', 'Telangana'],
  ['AU', { line1: '1 George St', city: 'Sydney', state: 'New South Wales', postalCode: '2000' }, '1 George St', 'SYDNEY NSW 2000'],
  ['NZ', { line1: '1 Queen St', district: 'Auckland Central', city: 'Auckland', postalCode: '1010' }, '1 Queen St', 'Auckland Central', 'Auckland 1010'],
  ['AE', { line1: 'Sheikh Zayed Road 1', state: 'dubai' }, 'Sheikh Zayed Road 1', 'Dubai'],
  ['TR', { line1: 'İstiklal Caddesi 1', city: 'Beyoğlu', state: 'Istanbul', postalCode: '34430' }, 'İstiklal Caddesi 1', '34430 Beyoğlu/İstanbul'],
  ['TH', { line1: '1 ถนนสีลม', district: 'สีลม', city: 'บางรัก', state: 'กรุงเทพมหานคร', postalCode: '10500' }, '1 ถนนสีลม', 'สีลม บางรัก', 'กรุงเทพมหานคร 10500'],
  ['RU', { line1: 'ул. Тверская, д. 1', city: 'Москва', postalCode: '125009' }, 'ул. Тверская, д. 1', 'Москва', '125009'],
  ['UA', { line1: 'вул. Хрещатик, 1', city: 'Київ', postalCode: '01001' }, 'вул. Хрещатик, 1', 'Київ', '01001'],
  ['ZA', { line1: '1 Church St', district: 'Hatfield', city: 'Pretoria', postalCode: '0083' }, '1 Church St', 'Hatfield', 'Pretoria', '0083'],
  ['EG', { line1: 'شارع التحرير 1', city: 'الدقي', state: 'الجيزة', postalCode: '12611' }, 'شارع التحرير 1', 'الدقي', 'الجيزة', '12611'],
];

test.each(letters)('%s: %j is an address', (country, typed, ...lines) => {
  const address = normaliseAddress(rule(country), { country, ...typed });
  expect(checkAddress(rule(country), { country, ...typed })).toEqual([]);
  expect(Address.parse(address)).toEqual(address);
  expect(addressLines(rule(country), address, 'en')).toEqual(lines);
  expect(normaliseAddress(rule(country), address)).toEqual(address);
});

describe('an address is refused field by field', () => {
  const refused: [country: string, typed: Typed, ...refusals: string[]][] = [
    ['US', { line1: ' ' }, 'line1 required', 'city required', 'state required', 'postalCode required'],
    ['US', { line1: '1 Main St', city: 'Reno', state: 'XY', postalCode: '89501' }, 'state state_unknown'],
    ['US', { line1: '1 Main St', city: 'Reno', state: 'NV', postalCode: '8950' }, 'postalCode pattern'],
    ['US', { line1: '1 Main St', city: 'Reno', state: 'NV', postalCode: '10001' }, 'postalCode postal_not_in_state'],
    ['FR', { line1: '1 rue A', city: 'Paris', postalCode: '7500' }, 'postalCode pattern'],
    ['FR', { line1: 'x'.repeat(201), line2: 'y'.repeat(201), city: 'z'.repeat(101), postalCode: '75001' }, 'line1 too_long', 'line2 too_long', 'city too_long'],
    ['ES', { line1: 'Calle A', city: 'Sevilla', state: 'Sevilla', postalCode: '28014' }, 'postalCode postal_not_in_state'],
    ['GB', { line1: '1 High St', city: 'Leeds', postalCode: 'RH6 OHP' }, 'postalCode pattern'],
    ['KR', { line1: 'A', city: 'B', state: 'Seoul', postalCode: '110-110' }, 'postalCode pattern'],
    ['CN', { line1: 'A', city: 'B', state: '香港', postalCode: '999077' }, 'state state_unknown'],
    ['AE', { line1: 'A', state: 'Texas' }, 'state state_unknown'],
    ['SG', { line1: 'A' }, 'postalCode required'],
  ];
  test.each(refused)('%s: %j', (country, typed, ...refusals) => {
    expect(checkAddress(rule(country), { country, ...typed }).map(({ field, code }) => `${field} ${code}`)).toEqual(refusals);
  });

  test('and an address of another shape is none at all', () => {
    for (const wrong of [
      { country: 'fr', line1: 'A' },
      { country: 'FR', line1: '' },
      { country: 'FR', line1: 'A\nB' },
      { country: 'FR', line1: 'x'.repeat(201) },
    ]) {
      expect(Address.safeParse(wrong).success).toBe(false);
    }
  });
});

test('what a country has no field for is left out: a state typed before the country was changed does no harm', () => {
  const typed = { country: 'FR', line1: '1 rue A', city: 'Paris', state: 'CA', district: 'x', postalCode: '75001' };
  expect(normaliseAddress(rule('FR'), typed)).toEqual({ country: 'FR', line1: '1 rue A', city: 'PARIS', postalCode: '75001' });
});

describe('the form', () => {
  const form = (iso2: string, locale: string) => addressForm(rule(iso2), locale).map(({ field, kind, required }) => `${field}${required ? '*' : ''}:${kind}`);

  test('follows the order of the country and calls each field what it is there', () => {
    expect(form('FR', 'fr')).toEqual(['line1*:street', 'line2:street_more', 'postalCode*:postal', 'city*:city']);
    expect(form('US', 'en')).toEqual(['line1*:street', 'line2:street_more', 'city*:city', 'state*:state', 'postalCode*:zip']);
    expect(form('ES', 'es')).toEqual(['line1*:street', 'line2:street_more', 'postalCode*:postal', 'city*:city', 'state*:province']);
    expect(form('IE', 'en')).toContain('postalCode:eircode');
    expect(form('IN', 'en')).toContain('postalCode*:pin');
    expect(form('AE', 'en')).toContain('state*:emirate');
    expect(form('AU', 'en')).toContain('city*:suburb');
    expect(form('GB', 'en')).toContain('city*:post_town');
    expect(form('MY', 'en')).toContain('district:village_township');
  });

  test('turns around for readers of the country’s own script', () => {
    expect(form('CN', 'zh-CN')).toEqual(['postalCode*:postal', 'state*:province', 'city*:city', 'district:district', 'line1*:street', 'line2:street_more']);
    expect(form('CN', 'fr')).toEqual(['line1*:street', 'line2:street_more', 'district:district', 'city*:city', 'state*:province', 'postalCode*:postal']);
    expect(form('TW', 'zh-TW')).toEqual(['postalCode*:postal', 'state*:county', 'city*:district', 'line1*:street', 'line2:street_more']);
    expect(form('JP', 'zh-CN')[0]).toBe('postalCode*:postal');
    expect(form('KR', 'zh-CN')[0]).toBe('line1*:street');
  });

  test('lays fields of one line side by side, and shows a third street line to who has one', () => {
    expect(addressForm(rule('US'), 'en').map(({ width }) => width)).toEqual([12, 12, 4, 4, 4]);
    expect(addressForm(rule('FR'), 'fr').map(({ width }) => width)).toEqual([12, 12, 4, 8]);
    expect(addressForm(rule('FR'), 'fr', { line3: 'Cedex' }).map(({ field }) => field)).toContain('line3');
  });
});

test('states are shown in words that the reader reads, in their order', () => {
  const labels = (iso2: string, locale: string) => stateOptions(rule(iso2), locale).map(({ label }) => label);
  expect(labels('CN', 'zh-CN')).toContain('浙江省');
  expect(labels('CN', 'es')).toContain('Zhejiang');
  expect(labels('US', 'fr').slice(0, 2)).toEqual(['Alabama', 'Alaska']);
  expect(labels('CA', 'fr')).toContain('Île-du-Prince-Édouard');
  expect(labels('CA', 'es')).toContain('Prince Edward Island');
  expect(labels('TH', 'en')[0]).toBe('Amnat Charoen');
  expect(labels('FR', 'en')).toEqual([]);
});

test('a country is named in the reader’s language', () => {
  expect(countryName('DE', 'fr')).toBe('Allemagne');
  expect(countryName('XK', 'en')).toBe('Kosovo');
});
