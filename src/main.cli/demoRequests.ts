import type { Locale } from '../core/locale.ts';
import type { Severity, TopicKey } from '../features/support/contract.ts';

/** What somebody of a demo company asked the support desk, and what the desk did about it so far. */
export interface DemoRequest {
  readonly company: string;
  readonly email: string;
  readonly topic: TopicKey;
  readonly subject: string;
  readonly text: string;
  readonly severity: Severity;
  readonly locale: Locale;
  readonly forTeam?: boolean;
  readonly file?: { readonly name: string; readonly text: string };
  readonly desk?: { readonly as: 'answer' | 'question' | 'note' | 'close'; readonly text: string };
}

export const demoRequests: readonly DemoRequest[] = [
  {
    company: 'harbor',
    email: 'olivia.bennett@harborpine.example',
    topic: 'locations',
    subject: 'Dublin cannot be chosen in a report',
    text: 'Our support center in Dublin is in the list of locations, but the reports offer Seattle, Portland, and Vancouver only.',
    severity: 'moderate',
    locale: 'en',
    forTeam: true,
    file: { name: 'what-we-see.txt', text: 'Reports > Locations: Seattle headquarters, Portland office, Vancouver office\n' },
    desk: { as: 'question', text: 'Thank you for the list. Since when has the Dublin location been in your account, and does Daniel see it either?' },
  },
  {
    company: 'harbor',
    email: 'olivia.bennett@harborpine.example',
    topic: 'tax',
    subject: 'Where do we upload the resale certificate?',
    text: 'We stated that we will file for an exemption. Where does the paper go?',
    severity: 'minimal',
    locale: 'en',
    desk: { as: 'close', text: 'By e-mail to the desk for now, naming your PartnerId. Your certificate arrived and was noted.' },
  },
  {
    company: 'atelier',
    email: 'camille.lefevre@atelier-numerique.example',
    topic: 'roles',
    subject: 'Un collègue ne voit plus les factures',
    text: 'Inès a le rôle d’administratrice de facturation, mais la page reste fermée depuis ce matin.',
    severity: 'critical',
    locale: 'fr',
  },
  {
    company: 'mediterraneo',
    email: 'lucia.navarro@mediterraneo.example',
    topic: 'verification',
    subject: '¿Basta una nota simple de hace dos meses?',
    text: 'La nota simple que tenemos es de septiembre. ¿La aceptan o pedimos una nueva?',
    severity: 'minimal',
    locale: 'es',
    desk: { as: 'note', text: 'El verificador acepta notas de hasta tres meses.' },
  },
  {
    company: 'yunfan',
    email: 'wang.xiaomin@yunfan.example',
    topic: 'enrollment',
    subject: '申请计划后多久有结果？',
    text: '我们上周提交了经销商计划的申请，想了解目前进展到哪一步。',
    severity: 'moderate',
    locale: 'zh-CN',
    desk: { as: 'question', text: '您好，请问申请时使用的是哪个营业地点？' },
  },
  {
    company: 'chenxi',
    email: 'lin.yijun@chenxi.example',
    topic: 'fault',
    subject: '匯入人員檔案時沒有反應',
    text: '上傳檔案後畫面停在「檢查中」，重新整理也一樣。檔案約有三百列。',
    severity: 'moderate',
    locale: 'zh-TW',
    forTeam: true,
    file: { name: '畫面紀錄.txt', text: '14:05 上傳\n14:20 仍顯示檢查中\n' },
  },
];
