import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accentFor, accentProperties, contrast } from './accent.ts';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('any color an operator may choose is readable, in light and in dark', () => {
  fc.assert(
    fc.property(hex, (color) => {
      const { light, dark } = accentFor(color);
      for (const [shades, pages] of [
        [light, ['#ffffff', '#f1f3f6']],
        [dark, ['#12151b', '#1b1f27']],
      ] as const) {
        expect(contrast(shades.fill, shades.on)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(shades.hover, shades.on)).toBeGreaterThanOrEqual(4.5);
        for (const page of [...pages, shades.soft]) expect(contrast(shades.ink, page)).toBeGreaterThanOrEqual(4.5);
      }
    }),
    { numRuns: 300 },
  );
});

test('a bright color keeps itself and takes black text; a dark one comes forward on a dark page', () => {
  expect(accentFor('#ffe600').light).toMatchObject({ fill: '#ffe600', on: '#000000' });
  expect(contrast(accentFor('#0a0a2a').dark.fill, '#12151b')).toBeGreaterThanOrEqual(2.9);
});

test('a color that is readable already is left as it is, and a middle blue keeps white text', () => {
  expect(accentFor('#3551d0').light).toMatchObject({ fill: '#3551d0', on: '#ffffff' });
  expect(accentFor('#4a90e2').light.on).toBe('#ffffff');
});

test('what is no color gives the default', () => {
  expect(accentFor('url(evil)')).toEqual(accentFor('#3551d0'));
  expect(accentFor('#abc')).toEqual(accentFor('#aabbcc'));
});

test('contrast is WCAG’s', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test('the page gets one variable a shade, for both themes', () => {
  const style = accentProperties('#3551d0');
  expect([...style.keys()]).toEqual(['--accent', '--accent-hover', '--on-accent', '--accent-ink', '--accent-soft']);
  expect(style.get('--accent')).toMatch(/^light-dark\(#3551d0, #[\da-f]{6}\)$/);
});
