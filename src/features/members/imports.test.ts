import { text } from 'node:stream/consumers';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  account,
  announced,
  as,
  buildWorld,
  join,
  mailsTo,
  member,
  openAppIn,
  person,
  refusal,
  runJobs,
  type TestAccount,
  type TestPerson,
} from '../../../test/world.ts';
import { inAccount } from '../../server/db.ts';
import type { Download } from '../../server/http.ts';
import { askNextMails, carryOutImport, inviteAll } from './acts/imports.ts';
import { members } from './contract.ts';
import { importBytes, type ImportRow } from './contract/imports.ts';

const world = await buildWorld();
const start = world.now;
let company: TestAccount;
let admin: TestPerson;
let serial = 0;
beforeEach(async () => {
  world.now = start;
  company = await account(world);
  admin = await member(world, company, 'global_admin');
});

const client = (who = admin, at = company) => as(world, members, { ...who, account: at });
const base64 = (content: string | Buffer) => Buffer.from(content).toString('base64');
const fresh = (n = ++serial) => `new.${n}@contoso.example`;
const file = (...lines: string[]) => `Work e-mail,Given name,Family name,Roles,Language\r\n${lines.join('\r\n')}\r\n`;
async function upload(content: string | Buffer, who = admin) {
  const { importId } = await client(who).uploadImport({ name: 'staff.csv', content: base64(content) });
  await runJobs(world);
  return client(who).getImport({ importId });
}
async function rowsOf(importId: string): Promise<ImportRow[]> {
  return (await client().listImportRows({ importId, limit: 500 })).items;
}
async function faultsOf(content: string) {
  return (await rowsOf((await upload(content)).importId)).map(({ row, faults }) => [row, ...faults.map(({ column, code }) => `${column} ${code}`)]);
}
async function confirmed(content: string) {
  const { importId, version } = await upload(content);
  await client().confirmImport({ importId, version });
  await runJobs(world);
  return client().getImport({ importId });
}

describe('reading a file', () => {
  test('the template has headings that every language’s upload understands', async () => {
    for (const locale of ['en', 'fr', 'es', 'zh-CN', 'zh-TW'] as const) {
      const reader = await join(world, company, await person(world, { locale }), 'global_admin');
      const { body } = (await client(reader).getImportTemplate({})) as Download;
      const heads = (await text(body)).trimEnd();
      const email = fresh();
      const seen = await upload(`${heads}\r\n${email},Ana,Pérez,,`, reader);
      expect(seen, locale).toMatchObject({ state: 'ready', rows: 1, counts: { invite: 1, wrong: 0 } });
    }
  });

  test.each([
    ['semicolons and a mark', '\uFEFFE-mail;Prénom;Nom\n{a};Zoë;Lefèvre\n'],
    ['tabs', 'email\tgiven_name\tfamily_name\r\n{a}\tZoë\tLefèvre\r\n'],
    ['Excel’s own line', 'sep=;\r\nemail;given_name;family_name\r\n{a};Zoë;Lefèvre'],
    ['quotes', '"email","given_name","family_name"\n"{a}","Zoë","Lefèvre"'],
  ])('%s', async (_, written) => {
    const { importId } = await upload(written.replace('{a}', fresh()));
    expect(await rowsOf(importId)).toMatchObject([{ row: 2, givenName: 'Zoë', familyName: 'Lefèvre', roles: ['default_user'], outcome: 'invite' }]);
  });

  test('UTF-16, as spreadsheets save “Unicode text”', async () => {
    const { importId } = await upload(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`邮箱\t名\t姓\r\n${fresh()}\t敏\t王\r\n`, 'utf16le')]));
    expect(await rowsOf(importId)).toMatchObject([{ givenName: '敏', familyName: '王' }]);
  });

  test.each([
    ['spreadsheet', Buffer.from([0x50, 0x4b, 3, 4, 0, 0])],
    ['not_text', Buffer.from('email\0')],
    ['encoding', Buffer.from('email,given_name,family_name\na@b.example,Zo\xeb,L', 'latin1')],
    ['empty', 'email,given_name,family_name\n\n'],
    ['empty', ''],
    ['no_heading', 'email,given_name\na@b.example,Zoë'],
    ['unknown_heading', 'email,given_name,family_name,salary\na@b.example,Zoë,L,1'],
    ['heading_twice', 'email,given_name,family_name,mail\na@b.example,Zoë,L,b'],
    ['quotes', 'email,given_name,family_name\n"a@b.example,Zoë,L'],
    ['too_many_rows', `email,given_name,family_name\n${Array.from({ length: 10_001 }, (_, n) => `a${n}@b.example,A,B`).join('\n')}`],
    ['too_large', `email,given_name,family_name\n${'x'.repeat(importBytes)}`],
  ] as const)('a file that is %s is refused with what would be right, and leaves nothing', async (fault, content) => {
    const problem = await refusal(client().uploadImport({ name: 'x.csv', content: base64(content) }));
    expect(problem).toMatchObject({ code: 'imports.file_wrong', details: { fault } });
    expect((await client().listImports({})).items).toEqual([]);
  });

  test('what is wrong is named by row and column', async () => {
    const twice = fresh();
    expect(
      await faultsOf(
        file(
          `${twice},Ana,Pérez,,`,
          `${twice.toUpperCase()},Ana,Pérez,,`,
          '',
          'nobody,Ana,,,',
          `${fresh()},${'n'.repeat(51)},Pérez,,`,
          `${fresh()},Ana,Pérez,Emperor,`,
          `${fresh()},Ana,Pérez,,Klingon`,
          `${fresh()},Ana,Pérez,,fr,more`,
        ),
      ),
    ).toEqual([
      [2],
      [3, 'email twice'],
      [5, 'family_name required', 'email not_an_address'],
      [6, 'given_name too_long'],
      [7, 'roles unknown_role'],
      [8, 'language unknown_language'],
      [9, 'null cells_over'],
    ]);
  });

  test('roles and languages are understood in any language, several in one cell', async () => {
    const { importId } = await upload(
      file(`${fresh()},A,B,"Billing admin, 用户管理员",français`, `${fresh()},A,B,administrador de facturación|default_user,zh-TW`),
    );
    expect(await rowsOf(importId)).toMatchObject([
      { roles: ['billing_admin', 'user_admin'], locale: 'fr' },
      { roles: ['billing_admin', 'default_user'], locale: 'zh-TW' },
    ]);
  });

  test('who belongs already or is invited is said so, in any spelling', async () => {
    const colleague = await member(world, company, 'default_user');
    const invited = fresh();
    await client().invite({ people: [{ email: invited, givenName: 'A', familyName: 'B', roles: ['default_user'], locale: 'en' }] });
    const seen = await upload(file(`${colleague.email.toUpperCase()},A,B,,`, `${invited},A,B,,`, `${fresh()},A,B,,`));
    expect(seen.counts).toEqual({ invite: 1, alreadyMember: 1, alreadyInvited: 1, wrong: 0 });
  });

  test('someone who has a sign-in elsewhere looks like anyone', async () => {
    const stranger = await person(world);
    const { importId } = await upload(file(`${stranger.email},A,B,,`));
    expect(await rowsOf(importId)).toMatchObject([{ outcome: 'invite', faults: [] }]);
  });
});

describe('confirming', () => {
  test('invites everyone whose row is right, as single invitations do', async () => {
    const [one, two] = [fresh(), fresh()];
    const before = (await announced(world, 'invitations.sent')).length;
    const done = await confirmed(file(`${one},Zoë,Lefèvre,billing_admin,fr`, 'wrong,A,B,,', `${two},敏,王,,`));
    expect(done).toMatchObject({ state: 'done', progress: 2, counts: { invite: 2, wrong: 1 } });
    const mail = (await mailsTo(world, one))[0];
    expect(mail).toMatchObject({ template: 'members.invitation', locale: 'fr' });
    const token = mail?.action?.url.split('#')[1] ?? '';
    expect(await as(world, members).openInvitation({ token })).toMatchObject({ state: 'open', roles: ['billing_admin'] });
    const sent = (await announced(world, 'invitations.sent')).slice(before);
    expect(sent).toHaveLength(2);
    expect(await announced(world, 'imports.added')).toContainEqual(expect.objectContaining({ details: { file: 'staff.csv', count: 2 } }));
    const { rows } = await world.admin.query(
      "select count(*)::int as waiting from announcements a where name = 'invitations.sent' and not exists (select from seal_queue q where q.announcement_id = a.announcement_id)",
    );
    expect(rows).toEqual([{ waiting: 0 }]);
  });

  test('nothing happens before it is confirmed, and a confirmed file not again', async () => {
    const email = fresh();
    const { importId, version } = await upload(file(`${email},A,B,,`));
    expect(await mailsTo(world, email)).toEqual([]);
    await client().confirmImport({ importId, version });
    expect(await refusal(client().confirmImport({ importId, version }))).toMatchObject({ code: 'imports.not_in_state' });
    await runJobs(world);
    expect(await mailsTo(world, email)).toHaveLength(1);
  });

  test('of two who confirm at once, one is heard', async () => {
    const { importId, version } = await upload(file(`${fresh()},A,B,,`));
    const both = await Promise.allSettled([client().confirmImport({ importId, version }), client().confirmImport({ importId, version })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a job that was killed in the middle goes on where it stopped, in another process', async () => {
    const emails = Array.from({ length: 2_600 }, () => fresh());
    const { importId, version } = await upload(file(...emails.map((email) => `${email},A,B,,`)));
    await client().confirmImport({ importId, version });
    // All are invited and the first 2,500 mails asked for; then the process is gone.
    await inAccount(world.app.db, company.accountId, (tx) => inviteAll(tx, world.now, importId));
    await inAccount(world.app.db, company.accountId, (tx) => askNextMails(tx, world.now, importId));
    expect(await client().getImport({ importId })).toMatchObject({ state: 'adding', progress: 2_500 });
    const other = await openAppIn(world);
    await carryOutImport(other.db, world.now, { accountId: company.accountId, importId });
    await other.close();
    // The queue's own run of it changes nothing more; the mails need not be written out here.
    await carryOutImport(world.app.db, world.now, { accountId: company.accountId, importId });
    await world.admin.query("delete from pgboss.job where name = 'mails.send' and state = 'created'");
    expect(await client().getImport({ importId })).toMatchObject({ state: 'done', progress: 2_600 });
    const { rows } = await world.admin.query('select count(*)::int as mails, count(distinct recipient)::int as people from mails where account_id = $1', [
      company.accountId,
    ]);
    expect(rows).toEqual([{ mails: 2_600, people: 2_600 }]);
  });

  test('someone invited between preview and confirming is not invited twice', async () => {
    const email = fresh();
    const { importId, version } = await upload(file(`${email},A,B,,`, `${fresh()},A,B,,`));
    await client().invite({ people: [{ email, givenName: 'A', familyName: 'B', roles: ['default_user'], locale: 'en' }] });
    await client().confirmImport({ importId, version });
    await runJobs(world);
    expect((await client().getImport({ importId })).counts).toMatchObject({ invite: 1, alreadyInvited: 1 });
    expect(await mailsTo(world, email)).toHaveLength(1);
  });

  test('only roles that the uploader may give, and that who confirms may give', async () => {
    const userAdmin = await member(world, company, 'user_admin');
    const theirs = await upload(file(`${fresh()},A,B,global_admin,`), userAdmin);
    expect(theirs.counts).toMatchObject({ wrong: 1, invite: 0 });
    const { importId, version } = await upload(file(`${fresh()},A,B,global_admin,`));
    expect(await refusal(client(userAdmin).confirmImport({ importId, version }))).toMatchObject({ code: 'members.role_not_yours' });
  });

  test('a role that is held place by place cannot be given by a file, as it cannot be promised by an invitation', async () => {
    const { importId, counts } = await upload(file(`${fresh()},A,B,incentives_admin,`, `${fresh()},A,B,referrals_user,`));
    expect(counts).toMatchObject({ wrong: 1, invite: 1 });
    expect((await rowsOf(importId))[0]?.faults).toMatchObject([{ column: 'roles', code: 'role_not_yours' }]);
  });

  test('without a fresh second factor nothing is confirmed', async () => {
    const { importId, version } = await upload(file(`${fresh()},A,B,,`));
    world.now = new Date(start.getTime() + 11 * 60_000);
    expect(await refusal(client().confirmImport({ importId, version }))).toMatchObject({ code: 'access.step_up' });
  });

  test('another company sees nothing of the file', async () => {
    const { importId, version } = await upload(file(`${fresh()},A,B,,`));
    const other = await account(world);
    const stranger = client(await member(world, other, 'global_admin'), other);
    const calls = [
      () => stranger.getImport({ importId }),
      () => stranger.listImportRows({ importId }),
      () => stranger.confirmImport({ importId, version }),
      () => stranger.exportImport({ importId }),
      () => stranger.previewUndo({ importId }),
      () => stranger.discardImport({ importId }),
    ];
    for (const call of calls) expect((await refusal(call())).code).toBe('not_found');
    expect((await refusal(client(await member(world, company, 'billing_admin')).getImport({ importId }))).code).toBe('access.denied');
  });

  test('the result names row, column and cure, and runs no formula', async () => {
    const { importId } = await confirmed(file(`${fresh()},"=cmd|'/c calc'!A0",B,,`, `${fresh()},A,B,Emperor,`));
    const csv = await text(((await client().exportImport({ importId })) as Download).body);
    expect(csv).toContain(`'=cmd|'/c calc'!A0`);
    expect(csv).toMatch(/\r\n3,new\.\d+@contoso\.example,A,B,Emperor,,To be mended,"?Roles: “Emperor” is no role\./);
    // Handed in again, the name is what it was.
    const again = await upload(`email,given_name,family_name\n${fresh()},'=cmd,B`);
    expect(await rowsOf(again.importId)).toMatchObject([{ givenName: '=cmd' }]);
  });
});

describe('undoing', () => {
  const accept = async (email: string) => {
    const known = await person(world, { email });
    const token = (await mailsTo(world, email)).find(({ template }) => template === 'members.invitation')?.action?.url.split('#')[1] ?? '';
    await as(world, members, { ...known }).acceptInvitation({ token });
    return known;
  };

  test('withdraws and removes what nobody touched since, and says first what that is', async () => {
    const [open, joined, promoted, again] = [fresh(), fresh(), fresh(), fresh()];
    const { importId } = await confirmed(file(...[open, joined, promoted, again].map((email) => `${email},A,B,,`)));
    const gone = await accept(joined);
    const stays = await accept(promoted);
    const { version } = await client().getMember({ personId: stays.personId });
    await client().setRoles({ personId: stays.personId, version, roles: [{ role: 'billing_admin' }] });
    const resent = (await client().listInvitations({ limit: 50 })).items.find(({ email }) => email === again);
    await client().resendInvitation({ invitationId: resent?.invitationId ?? '' });
    expect(await client().previewUndo({ importId })).toMatchObject({ withdraw: 1, remove: 1, stay: 2, staying: [{ personId: stays.personId }] });
    expect(await client().undoImport({ importId })).toMatchObject({ state: 'undone', can: { undo: false } });
    expect(await client().getMember({ personId: gone.personId })).toMatchObject({ state: 'removed' });
    expect(await client().getMember({ personId: stays.personId })).toMatchObject({ state: 'active' });
    const states = Object.fromEntries((await client().listInvitations({ limit: 50 })).items.map(({ email, state }) => [email, state]));
    expect(states).toMatchObject({ [open]: 'withdrawn', [again]: 'open' });
    expect((await refusal(client(gone).listAdmins({}))).code).not.toBe('done');
    expect(await announced(world, 'imports.undone')).toContainEqual(
      expect.objectContaining({ details: { file: 'staff.csv', count: 2, withdrawn: 1, removed: 1 } }),
    );
  });

  test('signs out whoever was in this company and in no other', async () => {
    const [here, both] = [fresh(), fresh()];
    const { importId } = await confirmed(file(...[here, both].map((email) => `${email},A,B,,`)));
    const [gone, elsewhere] = [await accept(here), await accept(both)];
    const other = await account(world);
    await join(world, other, elsewhere, 'default_user');
    await client().undoImport({ importId });
    expect((await refusal(as(world, members, gone).listMyAccounts({}))).code).toBe('access.sign_in');
    expect((await as(world, members, elsewhere).listMyAccounts({})).items).toMatchObject([{ accountId: other.accountId }]);
    expect((await as(world, members, admin).listMyAccounts({})).items).not.toEqual([]);
  });

  test('for thirty days', async () => {
    const { importId } = await confirmed(file(`${fresh()},A,B,,`));
    world.now = new Date(start.getTime() + 31 * 86_400_000);
    const later = await join(world, company, await person(world), 'global_admin');
    expect((await refusal(client(later).undoImport({ importId }))).code).toBe('imports.not_undoable');
  });

  test('a file that was not confirmed is thrown away, with all its rows', async () => {
    const { importId } = await upload(file(`${fresh()},A,B,,`));
    await client().discardImport({ importId });
    expect((await refusal(client().getImport({ importId }))).code).toBe('not_found');
    const { rows } = await world.admin.query('select count(*)::int as rows from import_rows where import_id = $1', [importId]);
    expect(rows).toEqual([{ rows: 0 }]);
  });
});

describe('the list of people', () => {
  const named = (familyName: string, locale: 'en' | 'zh-CN' | 'zh-TW' = 'en') =>
    person(world, { familyName, givenName: 'X', locale }).then((who) => join(world, company, who, 'default_user'));

  test('begins at a letter, in the reader’s order, and goes on from there', async () => {
    for (const name of ['Abel', 'Müller', 'moreau', 'Zoltan']) await named(name);
    const { items, next } = await client().listMembers({ from: 'M', limit: 1 });
    expect(items.map(({ familyName }) => familyName)).toEqual(['moreau']);
    const rest = await client().listMembers({ from: 'M', limit: 5, after: next ?? '' });
    expect(rest.items.map(({ familyName }) => familyName)).toEqual(['Müller', expect.stringMatching(/^Pérez/), 'Zoltan']);
  });

  test('jumps by pinyin and by strokes', async () => {
    for (const name of ['李', '王', '张', 'Abel']) await named(name);
    const pinyin = await join(world, company, await person(world, { locale: 'zh-CN', familyName: '阿' }), 'global_admin');
    expect((await client(pinyin).listMembers({ from: 'W' })).items.map(({ familyName }) => familyName).slice(0, 2)).toEqual(['王', '张']);
    const strokes = await join(world, company, await person(world, { locale: 'zh-TW', familyName: '丁' }), 'global_admin');
    expect((await client(strokes).listMembers({ from: '7' })).items.map(({ familyName }) => familyName)).toEqual([
      '张',
      '李',
      '阿',
      'Abel',
      expect.stringMatching(/^Pérez/),
    ]);
  });

  test('is exported in the reader’s language, narrowed as it is shown, without running formulas', async () => {
    const reader = await join(world, company, await person(world, { locale: 'fr', familyName: 'Zz' }), 'global_admin');
    await named('=1+1');
    const all = await text(((await client(reader).exportMembers({})) as Download).body);
    expect(all.split('\r\n')[0]).toBe('E-mail professionnel,Prénom,Nom de famille,Rôles,État,Invité externe,Arrivée,Dernière activité');
    expect(all).toContain(",X,'=1+1,Utilisateur,");
    const some = await text(((await client(reader).exportMembers({ search: 'zz' })) as Download).body);
    expect(some.trimEnd().split('\r\n')).toHaveLength(2);
  });

  test('is exported whole however long it is', async () => {
    await world.admin.query(
      `with made as (select gen_random_uuid() as id, n from generate_series(1, 1203) n),
       people as (insert into people (person_id, given_name, family_name, email, locale, created_at) select id, 'P', 'Same', 'many.' || n || '@x.example', 'en', now() from made)
       insert into members (account_id, person_id, given_name, family_name, email, search_text, joined_at) select $1, id, 'P', 'Same', 'many.' || n || '@x.example', 'many', now() from made`,
      [company.accountId],
    );
    const all = await text(((await client().exportMembers({ search: 'many' })) as Download).body);
    expect(new Set(all.trimEnd().split('\r\n')).size).toBe(1 + 1203);
  });
});
