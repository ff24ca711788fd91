import { expect, test } from 'vitest';
import { account, announced, as, buildWorld, member, operator, refusal } from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { center } from './contract.ts';

const world = await buildWorld();
const root = await operator(world, 'op_root');
const mine = as(world, center, root);
const paris = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], zone: 'Europe/Paris', opens: '08:00', closes: '16:00' } as const;

/** Renames a company, which is then verified anew; by when is promised. */
async function promisedToday(): Promise<Date | null> {
  const company = await account(world);
  const profile = as(world, accounts, { ...(await member(world, company, 'global_admin')), account: company });
  const { address, version } = await profile.getCompany({});
  const said = { address, registrationNumber: null, vatNumber: null, website: null };
  return (await profile.updateLegalProfile({ ...said, name: `${company.name} anew`, version })).vetting.dueAt;
}

test('from the start one works Monday to Friday; an answer within a day and within a week is promised by it', async () => {
  // A Saturday.
  expect(await mine.getCalendar({})).toMatchObject({
    days: ['mon', 'tue', 'wed', 'thu', 'fri'],
    zone: 'UTC',
    opens: '09:00',
    closes: '18:00',
    holidays: [],
    promises: [
      { days: 1, dueAt: new Date('2026-11-23T18:00:00Z') },
      { days: 5, dueAt: new Date('2026-11-27T18:00:00Z') },
    ],
    can: { edit: true },
  });
  expect(await promisedToday()).toEqual(new Date('2026-11-27T18:00:00Z'));
});

test('another calendar is for all that is promised from then on, and is announced with before and after', async () => {
  const before = await mine.getCalendar({});
  const holidays = [
    { on: '2026-11-25', name: 'Founders’ day' },
    { on: '2026-11-23', name: '' },
  ];
  const changed = await mine.changeCalendar({ ...paris, holidays, days: ['fri', 'mon', 'wed', 'tue', 'thu'], version: before.version });
  // Days in the order of the week, holidays in the order of the year.
  expect(changed).toMatchObject({ ...paris, holidays: holidays.toReversed(), version: before.version + 1 });
  // Of the next five days two are holidays; at four in Paris it is three.
  expect(changed.promises[1]?.dueAt).toEqual(new Date('2026-12-01T15:00:00Z'));
  expect(await promisedToday()).toEqual(new Date('2026-12-01T15:00:00Z'));
  expect(await announced(world, 'center.calendar_changed')).toMatchObject([
    {
      before: { deskTimeZone: 'UTC', holidays: [] },
      after: { deskTimeZone: 'Europe/Paris', deskCloses: '16:00', holidays: ['2026-11-23', '2026-11-25 Founders’ day'] },
    },
  ]);
});

test('what makes no sense is refused, field by field', async () => {
  const { version } = await mine.getCalendar({});
  const said = { ...paris, days: [...paris.days], holidays: [], version };
  const fieldsOf = async (over: object) => (await refusal(mine.changeCalendar({ ...said, ...over }))).details;
  expect(await fieldsOf({ days: [] })).toMatchObject({ fields: { days: expect.any(String) } });
  expect(await fieldsOf({ zone: 'Mars/Olympus' })).toMatchObject({ fields: { zone: 'invalid_value' } });
  expect(await fieldsOf({ opens: '16:00' })).toMatchObject({ fields: { closes: 'invalid_value' } });
  expect(await fieldsOf({ holidays: [{ on: '2026-02-30', name: '' }] })).toMatchObject({ fields: { 'holidays.0.on': 'invalid_format' } });
  const twice = { on: '2026-12-25', name: '' };
  expect(await fieldsOf({ holidays: [twice, twice] })).toMatchObject({ fields: { holidays: 'invalid_value' } });
  expect(await refusal(mine.changeCalendar({ ...said, version: version - 1 }))).toMatchObject({ code: 'request.changed_meanwhile' });
});

test('an auditor reads it and may not change it', async () => {
  const auditor = as(world, center, await operator(world, 'op_auditor'));
  const { version, can } = await auditor.getCalendar({});
  expect(can.edit).toBe(false);
  expect(await refusal(auditor.changeCalendar({ ...paris, days: [...paris.days], holidays: [], version }))).toMatchObject({ code: 'access.denied' });
});
