// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import user from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { Button } from './Button.tsx';
import { Checkbox } from './Checkbox.tsx';
import { Form } from './Form.tsx';
import type { FieldErrors, FormValues } from './formState.ts';
import { renderInHouse } from './test-house.tsx';
import { TextField } from './TextField.tsx';

afterEach(cleanup);

const email = (value: string) => (value.includes('@') ? undefined : 'This is no address.');

function showForm(onSubmit: (values: FormValues) => Promise<FieldErrors | void> | FieldErrors | void = () => {}, initial?: FormValues) {
  renderInHouse(
    <Form onSubmit={onSubmit} initial={initial}>
      <TextField name="name" label="Legal name" />
      <TextField name="email" label="Work e-mail" validate={email} />
      <TextField name="site" label="Web site" optional />
      <Checkbox name="terms" label="Terms">
        I accept
      </Checkbox>
      <Button type="submit">Save</Button>
    </Form>,
  );
  return { name: screen.getByLabelText('Legal name'), email: screen.getByLabelText('Work e-mail'), save: screen.getByRole('button', { name: 'Save' }) };
}

test('a mistake is said when the field is left, and taken back while it is mended', async () => {
  const fields = showForm();
  await user.type(fields.email, 'ana');
  expect(screen.queryByText('This is no address.')).toBeNull();
  await user.tab();
  expect(screen.getByText('This is no address.')).toBeDefined();
  expect(fields.email.getAttribute('aria-invalid')).toBe('true');
  await user.type(fields.email, '@contoso.com');
  expect(screen.queryByText('This is no address.')).toBeNull();
});

test('passing through an empty field is no mistake', async () => {
  const fields = showForm();
  await user.click(fields.name);
  await user.tab();
  expect(fields.name.getAttribute('aria-invalid')).toBeNull();
});

test('saving with mistakes sends nothing, lists them in the order of the page and focuses the first', async () => {
  const send = vi.fn<(values: FormValues) => void>();
  const fields = showForm(send);
  await user.click(fields.save);
  expect(send).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(fields.name);
  const summary = within(screen.getByRole('alert'));
  expect(summary.getByText('3 answers need a correction')).toBeDefined();
  expect(summary.getAllByRole('button').map((link) => link.textContent)).toEqual([
    'Fill in “Legal name”.',
    'Fill in “Work e-mail”.',
    'Choose an answer for “Terms”.',
  ]);
  await user.click(summary.getByText('Fill in “Work e-mail”.'));
  expect(document.activeElement).toBe(fields.email);
});

test('what the server refuses stands at its field, and what was typed stays', async () => {
  const fields = showForm(async () => ({ name: 'This name is taken.', nowhere: 'And something else.' }), { terms: true });
  await user.type(fields.name, 'Contoso');
  await user.type(fields.email, 'ana@contoso.com');
  await user.click(fields.save);
  await waitFor(() => expect(document.activeElement).toBe(fields.name));
  expect(fields.name).toHaveProperty('value', 'Contoso');
  expect(fields.name.getAttribute('aria-describedby')).toBeTruthy();
  expect(within(screen.getByRole('alert')).getByText('And something else.')).toBeDefined();
});

test('a form in flight cannot be sent twice', async () => {
  let finish = () => {};
  const send = vi.fn<() => Promise<void>>(() => new Promise<void>((done) => (finish = done)));
  const fields = showForm(send, { name: 'Contoso', email: 'ana@contoso.com', terms: true });
  await user.click(fields.save);
  await user.click(fields.save);
  expect(send).toHaveBeenCalledTimes(1);
  expect(fields.save.getAttribute('aria-busy')).toBe('true');
  finish();
  await waitFor(() => expect(fields.save.getAttribute('aria-busy')).toBeNull());
});

test('optional fields are marked, required ones say so to screen readers only', () => {
  const fields = showForm();
  expect(screen.getByText('optional')).toBeDefined();
  expect(fields.name.getAttribute('aria-required')).toBe('true');
});

test('a button that cannot be pressed stays reachable and says why', async () => {
  const press = vi.fn<() => void>();
  renderInHouse(
    <Button onPress={press} reason="You are the last admin.">
      Remove
    </Button>,
  );
  const button = screen.getByRole('button', { name: 'Remove', description: 'You are the last admin.' });
  await user.tab();
  expect(document.activeElement).toBe(button);
  await user.keyboard('{Enter}');
  expect(press).not.toHaveBeenCalled();
});
