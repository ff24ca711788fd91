// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { renderPage } from '../../../web/test-page.tsx';
import { CompaniesPage } from './CompaniesPage.tsx';

const accountId = '11111111-1111-4111-8111-111111111111';
const items = [{ accountId, partnerId: '4100137', name: 'Contoso', country: 'FR', state: 'active', roles: ['default_user'], permissions: [] }];

test('whoever belongs to a company may leave it, once they have confirmed; a refusal is said in words', async () => {
  const { asked } = renderPage(<CompaniesPage />, {
    answers: {
      'GET /api/me/accounts': { items },
      [`POST /api/a/${accountId}/leave`]: { problem: 'members.last_admin', status: 409, details: {} },
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Leave the company: Contoso' }));
  expect(screen.getByRole('heading', { name: 'Leave Contoso?' })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Leave the company' }));
  expect(await screen.findByText(/last global admin/)).toBeTruthy();
  expect(asked.some((each) => JSON.stringify(each).includes('leave'))).toBe(true);
});
