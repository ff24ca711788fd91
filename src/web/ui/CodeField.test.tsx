// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import user from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { CodeField } from './CodeField.tsx';
import { renderInHouse } from './test-house.tsx';

afterEach(cleanup);

const show = (props: { letters?: boolean; length?: number } = {}) => {
  const complete = vi.fn<(code: string) => void>();
  renderInHouse(<CodeField name="code" label="Code" onComplete={complete} {...props} />);
  return { input: screen.getByLabelText('Code'), complete };
};

test('a pasted code is taken whole, without its spaces, and told once', async () => {
  const { input, complete } = show();
  await user.click(input);
  await user.paste(' 123 456 ');
  expect(input).toHaveProperty('value', '123456');
  expect(complete.mock.calls).toEqual([['123456']]);
});

test('typing takes digits only, and no more than fit', async () => {
  const { input, complete } = show();
  await user.type(input, '12a3-4567');
  expect(input).toHaveProperty('value', '123456');
  expect(complete).toHaveBeenCalledTimes(1);
});

test('full-width digits of a Chinese keyboard are digits', async () => {
  const { input } = show();
  await user.click(input);
  await user.paste('１２３４５６');
  expect(input).toHaveProperty('value', '123456');
});

test('a code with letters is taken in capitals', async () => {
  const { input, complete } = show({ letters: true, length: 8 });
  await user.click(input);
  await user.paste('ab3d-9xyz');
  expect(complete).toHaveBeenCalledWith('AB3D9XYZ');
  expect(input).toHaveProperty('value', 'AB3D9XYZ');
});

test('the phone may offer the code it received', () => {
  const { input } = show();
  expect(input.getAttribute('autocomplete')).toBe('one-time-code');
  expect(input.getAttribute('inputmode')).toBe('numeric');
});
