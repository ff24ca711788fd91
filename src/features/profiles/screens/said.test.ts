import { expect, test } from 'vitest';
import { merge } from './said.ts';

const was = {
  description: 'We move people.',
  website: '',
  companyPage: '',
  industries: ['retail'],
  services: ['consulting', 'training'],
  products: 'Azure\nDynamics',
  skills: '',
  languages: ['en', 'fr'],
  locations: ['paris'],
};

test('two people edit one profile: lists take in what each added and lose what each took out, also those written in lines', () => {
  const typed = { ...was, languages: ['en', 'fr', 'es'], services: ['training'], products: 'Azure\nDynamics\nFabric', description: 'We move firms.' };
  const is = {
    ...was,
    languages: ['fr', 'zh-Hans'],
    services: ['consulting', 'training', 'migration'],
    products: 'Dynamics\nTeams',
    locations: ['paris', 'lyon'],
  };
  expect(merge(was, typed, is)).toEqual({
    ...was,
    description: 'We move firms.',
    languages: ['fr', 'zh-Hans', 'es'],
    services: ['training', 'migration'],
    products: 'Dynamics\nTeams\nFabric',
    locations: ['paris', 'lyon'],
  });
});
