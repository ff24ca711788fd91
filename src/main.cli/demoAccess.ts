import type { AccessWanted } from '../features/recovery/acts/access.ts';

/** Somebody of a demo company who cannot get in and has written to the support desk: its own admins are asked first. */
export const demoAccess: AccessWanted = {
  name: { givenName: '冠宇', familyName: '許' },
  email: 'xu.guanyu@chenxi.example',
  phone: null,
  locale: 'zh-TW',
  trouble: 'left',
  claims: {
    company: '台北晨曦資訊股份有限公司',
    partnerId: null,
    country: 'TW',
    website: 'https://chenxi.example',
    registrationNumber: '24567894',
    signInName: null,
    job: '資訊部經理',
  },
  text: '負責入口網站的同事上個月離職，交接時沒有留下任何登入資料。附上公司變更登記表與本人的員工識別證。',
};
export const demoEvidence = [
  { shows: 'company', name: '公司變更登記表.pdf', text: '%PDF-1.4\n% demo\n' },
  { shows: 'identity', name: '員工識別證.pdf', text: '%PDF-1.4\n% demo\n' },
] as const;
