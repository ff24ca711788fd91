import { Lock } from 'lucide-react';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Switch } from '../../../web/ui/Switch.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type Choice, type MailChoice, mailChoices, notices, topicGroups } from '../contract.ts';

/** How notices reach the reader, topic by topic; each choice holds at once. */
export function ChoicesPage() {
  const { t } = useHouse();
  const { data } = useRead(notices.listChoices, {});
  return (
    <Page
      title={t('notices.choices.title')}
      sentence={t('notices.choices.sentence')}
      width="reading"
      crumbs={[{ label: t('shell.notices.title'), href: '/me/notices' }]}
    >
      {!data && <SkeletonLines lines={12} />}
      {data &&
        topicGroups.map((group) => {
          const choices = data.items.filter((choice) => choice.group === group);
          return (
            choices.length > 0 && (
              <Section key={group} title={t(`notices.group.${group}`)}>
                <ul className="flex flex-col divide-y divide-line">
                  {choices.map((choice) => (
                    <TopicLine key={choice.topic} choice={choice} />
                  ))}
                </ul>
              </Section>
            )
          );
        })}
    </Page>
  );
}

function TopicLine({ choice }: { readonly choice: Choice }) {
  const { t } = useHouse();
  const id = `topic-${choice.topic}`;
  return (
    <li className="grid gap-x-8 gap-y-3 py-4 first:pt-0 last:pb-0 sm:grid-cols-[minmax(0,1fr)_14rem]">
      <div className="min-w-0">
        <h3 id={id} className="text-14 font-medium">
          {t(`notice_topics.${choice.topic}`)}
        </h3>
        <p className="mt-0.5 text-13 text-muted">{t(`notice_topics.${choice.topic}_help`)}</p>
      </div>
      {choice.isFixed ? (
        <p className="flex gap-2 text-13 text-muted">
          <Lock size={16} aria-hidden className="mt-0.5 flex-none" />
          <span>
            <span className="block font-medium text-ink">{t('notices.choices.fixed')}</span>
            {t('notices.choices.fixed_help')}
          </span>
        </p>
      ) : (
        <TopicFields choice={choice} labelledBy={id} />
      )}
    </li>
  );
}

function TopicFields({ choice, labelledBy }: { readonly choice: Choice; readonly labelledBy: string }) {
  const { t } = useHouse();
  const set = useAct(notices.setChoice);
  const { topic } = choice;
  const shown = set.isPending ? set.variables : choice;
  const change = async (changed: Partial<Pick<Choice, 'inPortal' | 'mail'>>) => {
    // What is on its way is not lost by a second change.
    await set.mutateAsync({ topic, inPortal: shown.inPortal, mail: shown.mail, ...changed });
    toast(t('notices.choices.saved', { topic: t(`notice_topics.${topic}`) }));
  };
  return (
    <div role="group" aria-labelledby={labelledBy} className="flex flex-col gap-3">
      <Switch name={`${topic}-portal`} label={t('notices.choices.portal')} value={shown.inPortal} onChange={(inPortal) => void change({ inPortal })} />
      {choice.mailsItself ? (
        <p className="text-13 text-muted">{t('notices.choices.itself')}</p>
      ) : (
        <Select
          name={`${topic}-mail`}
          label={t('notices.choices.mail')}
          value={shown.mail}
          onChange={(mail) => void change({ mail: mail as MailChoice })}
          options={mailChoices.map((mail) => ({ id: mail, label: t(`notices.choices.mail.${mail}`) }))}
        />
      )}
    </div>
  );
}
