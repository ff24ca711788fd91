import { useState } from 'react';
import { fillPath } from '../../../../web/pages.ts';
import { useAccountId } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Card } from '../../../../web/ui/Card.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { categories, isTopic, type TopicKey, topicKeys, topics } from '../../contract/topics.ts';
import { NewRequestForm } from './NewRequestForm.tsx';

/** What became of it when not everything could be sent. */
interface Sent {
  readonly requestId: string;
  readonly number: string;
  readonly refused: readonly string[];
}

/** A new service request: what it is about, what may answer it at once, and then the words to the desk. */
export function NewRequestPage() {
  const { t } = useHouse();
  const { search, go } = usePlace();
  const at = useAccountPath();
  const [sent, setSent] = useState<Sent | null>(null);
  const topic = search.get('topic');
  const done = ({ requestId, refused, number }: Sent) => (refused.length > 0 ? setSent({ requestId, refused, number }) : go(at(`/requests/${requestId}`)));
  return (
    <Page
      title={t('support_requests.new.title')}
      sentence={topic ? undefined : t('support_requests.new.sentence')}
      width="reading"
      crumbs={[{ label: t('support_requests.title'), href: at('/requests') }]}
    >
      {sent ? (
        <Partly sent={sent} />
      ) : topic !== null && isTopic(topic) ? (
        <>
          <Help topic={topic} />
          <NewRequestForm key={topic} topic={topic} onSent={done} />
        </>
      ) : (
        <Topics />
      )}
    </Page>
  );
}

function Topics() {
  const { t } = useHouse();
  const at = useAccountPath();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {categories.map((category) => (
        <Card key={category} title={t(`support_requests.category.${category}`)}>
          <ul className="flex flex-col gap-1.5 text-14">
            {topicKeys
              .filter((topic) => topics[topic].category === category)
              .map((topic) => (
                <li key={topic}>
                  <Link href={at(`/requests/new?topic=${topic}`)} className="inline-block py-0.5">
                    {t(`support_requests.topic.${topic}`)}
                  </Link>
                </li>
              ))}
          </ul>
        </Card>
      ))}
    </div>
  );
}

/** What often answers it already. */
function Help({ topic }: { readonly topic: TopicKey }) {
  const { t } = useHouse();
  const account = useAccountId() ?? '';
  const at = useAccountPath();
  const { pages } = topics[topic];
  return (
    <Section
      title={t(`support_requests.topic.${topic}`)}
      text={t(`support_requests.help.${topic}`)}
      action={
        <Link href={at('/requests/new')} className="text-13">
          {t('support_requests.other_topic')}
        </Link>
      }
    >
      {pages.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {pages.map(({ path, label }) => (
            <LinkButton key={path} href={fillPath(path, { account })} size="small">
              {t('support_requests.open_page', { page: t(label) })}
            </LinkButton>
          ))}
        </div>
      )}
    </Section>
  );
}

function Partly({ sent: { requestId, number, refused } }: { readonly sent: Sent }) {
  const { t } = useHouse();
  const at = useAccountPath();
  return (
    <Banner
      kind="warning"
      urgent
      title={t('support_requests.sent_partly', { number })}
      action={
        <LinkButton href={at(`/requests/${requestId}`)} variant="primary">
          {t('support_requests.open')}
        </LinkButton>
      }
    >
      <ul className="flex list-disc flex-col gap-1 ps-5">
        {refused.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
    </Banner>
  );
}
