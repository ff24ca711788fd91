import { useState } from 'react';
import type { MessageKey } from '../../../core/locale.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { programs } from '../contract.ts';
import type { ProgramInFull } from './ProgramPage.tsx';

/** How to leave: first what would end, then the decision. */
export function LeaveSection({ program }: { readonly program: ProgramInFull }) {
  const { t, formatList } = useHouse();
  const [asked, ask] = useState(false);
  const { attempt, banner } = useAttempt();
  const leave = useAct(programs.leaveProgram);
  const { data } = useRead(programs.previewLeaving, { program: program.program }, { catches: true });
  const needed = data?.neededBy.length ? t('programs.leave_needed', { programs: formatList(data.neededBy.map(({ name }) => name)) }) : undefined;
  const goes = [
    ...(data?.sections ?? []).map((section) => t('programs.leave_section', { section: t(`sections.${section}` as MessageKey) })),
    ...(data?.roles ?? []).map(({ role, people }) => t('programs.leave_role', { role: t(`roles.${role}` as MessageKey), count: people })),
  ];
  return (
    <Section title={t('programs.leave_title')} text={t(program.leavingIsFinal ? 'programs.leave_final' : 'programs.leave_text')}>
      {banner}
      <div className="flex flex-col items-start gap-2">
        <Button variant="danger" reason={needed} onPress={() => ask(true)}>
          {t('programs.leave')}
        </Button>
        {needed && <p className="text-13 text-muted">{needed}</p>}
      </div>
      <ConfirmDialog
        open={asked}
        onClose={() => ask(false)}
        title={t('programs.leave_question', { name: program.name })}
        text={t(program.leavingIsFinal ? 'programs.leave_final' : 'programs.leave_again')}
        goes={goes.length ? goes : [t('programs.leave_nothing')]}
        stays={[t('programs.leave_stays')]}
        {...(program.leavingIsFinal ? { typed: program.name } : {})}
        confirm={t('programs.leave')}
        onConfirm={() =>
          attempt(async () => {
            await leave.mutateAsync({ program: program.program });
            toast(t('programs.left', { name: program.name }));
          })
        }
      />
    </Section>
  );
}
