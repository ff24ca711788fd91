import { useState } from 'react';
import type { z } from 'zod';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { programs } from '../../contract.ts';
import { StateMark } from '../standing.tsx';
import { FiguresForm } from './FiguresForm.tsx';

type OfCompany = z.output<typeof programs.listEnrollmentsOf.output>;

/** A company's programs as the operator sees them: where it stands, invitations, and what is known of its business. */
export function CompanyProgramsPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const accountId = params['accountId'] ?? '';
  const { data } = useRead(programs.listEnrollmentsOf, { accountId });
  return (
    <Page
      title={data ? t('programs.op.company_title', { company: data.company }) : t('programs.title')}
      width="reading"
      crumbs={[{ label: t('programs.op.enrollments'), href: '/operator/enrollments' }]}
    >
      {!data && <SkeletonLines lines={6} />}
      {data && (
        <>
          {data.items.length === 0 && <p className="text-14 text-muted">{t('programs.op.joined_none')}</p>}
          {data.items.length > 0 && (
            <ul className="divide-y divide-line rounded-card border border-line bg-surface">
              {data.items.map((row) => (
                <li key={row.program} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3 text-14">
                  <Link href={`/operator/accounts/${accountId}/enrollments/${row.program}`}>{row.name}</Link>
                  <StateMark state={row.state} bare />
                </li>
              ))}
            </ul>
          )}
          {data.invitable.length > 0 && (
            <Section title={t('programs.op.invitations')} text={t('programs.op.invitations_text')}>
              <ul className="divide-y divide-line rounded-card border border-line bg-surface">
                {data.invitable.map((one) => (
                  <li key={one.program} className="flex flex-col gap-3 px-4 py-3">
                    <Invitable accountId={accountId} one={one} editable={data.can.invite} />
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <Section title={t('programs.op.figures')} text={t('programs.op.figures_text')}>
            <FiguresForm key={data.figures.version} accountId={accountId} figures={data.figures} editable={data.can.figures} />
          </Section>
        </>
      )}
    </Page>
  );
}

function Invitable({ accountId, one, editable }: { readonly accountId: string; readonly one: OfCompany['invitable'][number]; readonly editable: boolean }) {
  const { t, formatDate } = useHouse();
  const [open, setOpen] = useState(false);
  const invite = useAct(programs.inviteCompany);
  const { attempt, banner } = useAttempt();
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-14">
        <span>
          <span className="block font-medium">{one.name}</span>
          {one.invitedAt && one.sponsor && (
            <span className="block text-13 text-muted">{t('programs.op.invited', { day: formatDate(one.invitedAt), sponsor: one.sponsor })}</span>
          )}
        </span>
        {editable && !open && (
          <Button size="small" onPress={() => setOpen(true)}>
            {t(one.invitedAt ? 'programs.op.invite_again' : 'programs.op.invite')}
          </Button>
        )}
      </div>
      {open && (
        <Form<{ sponsor: string }>
          problem={banner}
          onSubmit={({ sponsor }) =>
            attempt(async () => {
              await invite.mutateAsync({ accountId, program: one.program, sponsor });
              toast(t('programs.op.invited_toast', { name: one.name }));
              setOpen(false);
            })
          }
        >
          <TextField name="sponsor" label={t('programs.op.sponsor')} help={t('programs.op.sponsor_help')} maxLength={120} />
          <SubmitOrCancel submit={t('programs.op.invite')} onCancel={() => setOpen(false)} />
        </Form>
      )}
    </>
  );
}
