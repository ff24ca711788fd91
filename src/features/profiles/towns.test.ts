import { expect, test } from 'vitest';
import { originOf } from './near.ts';
import { kilometersBetween, townKey, townOf, townsNamed } from './towns.ts';

const reader = (locale: string, country?: string) => {
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  return { country, countryName: (code: string) => names.of(code) ?? code, isCountry: (typed: string) => typed === names.of('MX') };
};

test('a town is found under the names that its letters and its neighbors have for it', () => {
  for (const [names, country] of [
    [['Lyon', 'LYON CEDEX 03', 'Lyon 3e', 'lyon'], 'FR'],
    [['St Etienne', 'Saint-Étienne', 'saint etienne'], 'FR'],
    [['Marseille', 'Marseille 13e', 'Marsella'], 'FR'],
    [['München', 'Munich', 'MUENCHEN', '慕尼黑'], 'DE'],
    [['Sevilla', 'Séville'], 'ES'],
    [['苏州市', '苏州', 'Suzhou'], 'CN'],
    [['臺北市', '台北', 'Taipei'], 'TW'],
    [['New York', 'Nueva York', '纽约'], 'US'],
  ] as const)
    expect(
      new Set(names.map((city) => JSON.stringify({ ...townOf({ country, city, state: country === 'US' ? 'NY' : undefined }), name: '' }))).size,
      names.join(),
    ).toBe(1);
  expect(townKey('Paris 15e Arrondissement')).toBe('paris');
  expect(townsNamed('')).toEqual([]);
  expect(townsNamed('Nowhere at all')).toEqual([]);
});

test('the first and the last line of the list are found as any other', () => {
  expect(townsNamed('1 decembrie').length + townsNamed('A Coruña').length).toBeGreaterThan(0);
  expect(townsNamed('高雄')).toMatchObject([{ country: 'TW', latitude: 22.62 }]);
});

test('an address that could mean two towns means none, unless its state says which', () => {
  expect(townOf({ country: 'US', city: 'Springfield', state: 'IL' })).toMatchObject({ state: 'IL', latitude: 39.8 });
  expect(townOf({ country: 'US', city: 'Springfield' })).toBeUndefined();
  expect(townOf({ country: 'CN', city: '浦东', state: '上海市' })).toMatchObject({ name: '上海' });
  expect(townOf({ country: 'TW', city: '信義區', state: '台北市' })).toMatchObject({ name: '台北' });
  expect(townOf({ country: 'HK', city: '旺角', state: '九龍' })).toMatchObject({ name: '九龍' });
  // A province is no town, though its capital is called the same.
  expect(townOf({ country: 'ES', city: 'Un pueblo', state: 'Valencia' })).toBeUndefined();
  expect(townOf({ country: 'CN', city: '万州区', state: '重庆市' })).toBeUndefined();
  expect(townOf({ country: 'FR', city: 'Springfield' })).toBeUndefined();
});

test('what a visitor types is a town alone, with its country or its state, and never a country', () => {
  expect(originOf('Lyon', reader('fr'))).toMatchObject({ country: 'FR' });
  expect(originOf('lyon, francia', reader('es'))).toMatchObject({ country: 'FR' });
  expect(originOf('Portland ME', reader('en'))).toMatchObject({ state: 'ME' });
  expect(originOf('Madrid', reader('es'))).toMatchObject({ country: 'ES' });
  expect(originOf('Madrid', reader('es', 'CO'))).toMatchObject({ country: 'CO' });
  expect(originOf('México', reader('es'))).toBeUndefined();
  expect(originOf('Lyon Spain', reader('en'))).toBeUndefined();
  expect(originOf(' , ', reader('en'))).toBeUndefined();
});

test('kilometers are those of the globe', () => {
  const [lyon] = townsNamed('Lyon');
  const [paris] = townsNamed('Paris');
  const [tokyo] = townsNamed('東京');
  if (!lyon || !paris || !tokyo) throw new Error('no towns');
  expect(kilometersBetween(lyon, paris)).toBeCloseTo(392, -1);
  expect(kilometersBetween(paris, tokyo)).toBeCloseTo(9_713, -2);
  expect(kilometersBetween(paris, paris)).toBe(0);
});
