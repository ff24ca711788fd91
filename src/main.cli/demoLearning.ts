/** Who of the demo companies has associated a learning profile, by which code of the demo’s provider. */
export const demoLearners: readonly { readonly company: string; readonly email: string; readonly code: string }[] = [
  { company: 'harbor', email: 'olivia.bennett@harborpine.example', code: 'DEMO-OLIVIA' },
  { company: 'harbor', email: 'marcus.reed@harborpine.example', code: 'DEMO-MARCUS' },
  { company: 'harbor', email: 'priya.nair@harborpine.example', code: 'DEMO-PRIYA' },
  { company: 'harbor', email: 'tom.whitaker@harborpine.example', code: 'DEMO-TOM' },
  { company: 'atelier', email: 'camille.lefevre@atelier-numerique.example', code: 'DEMO-CAMILLE' },
  { company: 'atelier', email: 'julien.moreau@atelier-numerique.example', code: 'DEMO-JULIEN' },
  { company: 'mediterraneo', email: 'lucia.navarro@mediterraneo.example', code: 'DEMO-LUCIA' },
  { company: 'yunfan', email: 'wang.xiaomin@yunfan.example', code: 'DEMO-XIAOMIN' },
  { company: 'yunfan', email: 'zhang.siyuan@yunfan.example', code: 'DEMO-SIYUAN' },
  { company: 'chenxi', email: 'lin.yijun@chenxi.example', code: 'DEMO-YIJUN' },
];
