// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import user from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import countries from '../../../core/countries.json' with { type: 'json' };
import type { CountryRule } from '../../../core/country.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Form } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { renderInHouse } from '../../../web/ui/test-house.tsx';
import { AddressFields, addressOf } from './AddressFields.tsx';
import { NumberFields } from './NumberFields.tsx';

afterEach(cleanup);
const ruleOf = (iso2: 'FR' | 'US' | 'TW' | 'HK') => countries.countries[iso2] as unknown as CountryRule;

function show(iso2: 'FR' | 'US' | 'TW' | 'HK') {
  const rule = ruleOf(iso2);
  const saved = vi.fn<(values: FormValues) => void>();
  renderInHouse(
    <Form onSubmit={saved}>
      <AddressFields rule={rule} />
      <NumberFields rule={rule} />
      <Button type="submit">Save</Button>
    </Form>,
  );
  return { rule, saved };
}
const labels = () => [...document.querySelectorAll('label')].map((label) => label.textContent?.replace('optional', '').trim());

test('each country asks for its own fields in its own order', () => {
  show('US');
  expect(labels()).toEqual(['Street address', 'Building, floor, suite', 'City', 'State', 'ZIP code', 'Registration number (EIN)']);
  cleanup();
  show('FR');
  expect(labels().slice(0, 4)).toEqual(['Street address', 'Building, floor, suite', 'Postal code', 'City']);
  cleanup();
  show('HK');
  expect(labels().join()).not.toContain('Postal');
});

test('a state is chosen from its country’s list', () => {
  show('US');
  const state = screen.getByLabelText('State');
  expect(state.tagName).toBe('SELECT');
  expect(state.textContent).toContain('Washington');
});

test('what the post office or the register would refuse is said beside its field, with an example', async () => {
  const { saved } = show('FR');
  await user.type(screen.getByLabelText('Street address'), '1 rue de la Paix');
  await user.type(screen.getByLabelText(/Postal code/), '7500');
  await user.type(screen.getByLabelText(/City/), 'Paris');
  await user.type(screen.getByLabelText(/Registration number/), '732829321');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(saved).not.toHaveBeenCalled();
  expect(screen.getAllByText(/This code does not have the form used in this country/).length).toBeGreaterThan(0);
  expect(screen.getAllByText(/The check digit does not match/).length).toBeGreaterThan(0);
});

test('what is typed becomes the address of the country', async () => {
  const { rule, saved } = show('FR');
  await user.type(screen.getByLabelText('Street address'), '1 rue de la Paix');
  await user.type(screen.getByLabelText(/Postal code/), '75002');
  await user.type(screen.getByLabelText(/City/), 'Paris');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(addressOf(rule, saved.mock.calls[0]?.[0] ?? {})).toMatchObject({ country: 'FR', line1: '1 rue de la Paix', postalCode: '75002', city: 'Paris' });
});
