import { Pencil, Send } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type Endpoint, everyEvent, webhooks } from '../contract.ts';
import { DeliveriesPart } from './DeliveriesPart.tsx';
import { FailedPart } from './FailedPart.tsx';
import { SecretPart } from './SecretPart.tsx';
import { VerifyPart } from './VerifyPart.tsx';
import { endpointMarks, stateOf } from './webhookWords.ts';

/** One webhook: what it is told, what was sent, and how the receiver knows that it was us. */
export function WebhookPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const at = useAccountPath();
  const endpointId = params['endpointId'] ?? '';
  const { data } = useRead(webhooks.getEndpoint, { endpointId }, { everyMs: 15_000 });
  const isWire = data?.kind === 'registration';
  const title = data && (isWire ? t('webhooks.registration') : data.name);
  const edit = data?.can.edit && !isWire && (
    <LinkButton href={at(`/webhooks/${endpointId}/edit`)} icon={Pencil}>
      {t('webhooks.edit')}
    </LinkButton>
  );
  return (
    <Page
      title={title ?? t('webhooks.title')}
      sentence={isWire ? t('webhooks.registration_text') : undefined}
      width="reading"
      action={edit}
      crumbs={[{ label: t('webhooks.title'), href: at('/webhooks') }]}
    >
      {data ? (
        <>
          <Standing endpoint={data} />
          <Facts endpoint={data} />
          <DeliveriesPart endpoint={data} />
          {data.can.edit && data.state === 'active' && <FailedPart endpointId={endpointId} />}
          <SecretPart endpoint={data} />
          <VerifyPart isWire={isWire} />
          {data.can.end && <Remove endpoint={data} title={title ?? ''} />}
        </>
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  );
}

/** What stands in the way of its being told, and what to do about it. */
function Standing({ endpoint }: { readonly endpoint: Endpoint }) {
  const { t, formatDate } = useHouse();
  const { state, reason, failingSince, can, endpointId, version } = endpoint;
  const { attempt, banner } = useAttempt();
  const resume = useAct(webhooks.resumeEndpoint);
  const again = can.edit && (
    <Button
      size="small"
      onPress={() =>
        void attempt(async () => {
          await resume.mutateAsync({ endpointId, version });
          toast(t('webhooks.resumed'));
        })
      }
    >
      {t('webhooks.resume')}
    </Button>
  );
  return (
    <>
      {banner}
      {state === 'disabled' && (
        <Banner kind="danger" title={t(`webhooks.disabled.${reason ?? 'failing'}`)} action={again}>
          {t('webhooks.disabled_text')}
        </Banner>
      )}
      {state === 'paused' && <Banner kind="info" title={t('webhooks.paused')} action={again} />}
      {state === 'active' && failingSince && (
        <Banner kind="warning" title={t('webhooks.failing', { since: formatDate(failingSince, 'moment') })}>
          {t('webhooks.failing_text')}
        </Banner>
      )}
    </>
  );
}

function Facts({ endpoint }: { readonly endpoint: Endpoint }) {
  const { t, formatDate } = useHouse();
  const { attempt, banner } = useAttempt();
  const { endpointId, version, url, events, state, can, createdAt, createdBy } = endpoint;
  const test = useAct(webhooks.sendTest);
  const pause = useAct(webhooks.pauseEndpoint);
  const sendTest = () =>
    attempt(async () => {
      await test.mutateAsync({ endpointId });
      toast(t('webhooks.test_sent'));
    });
  return (
    <>
      {banner}
      <DescriptionList
        facts={[
          { label: t('webhooks.url'), value: <span className="font-mono text-13 break-all">{url}</span> },
          {
            label: t('webhooks.state'),
            value: <Status kind={endpointMarks[stateOf(endpoint)]}>{t(`webhooks.state.${stateOf(endpoint)}`)}</Status>,
          },
          { label: t('webhooks.events'), value: events[0] === everyEvent ? t('webhooks.events.all') : <Names names={events} /> },
          { label: t('webhooks.added'), value: t('webhooks.by', { date: formatDate(createdAt), name: createdBy }) },
        ]}
      />
      {state === 'active' && (
        <div className="flex flex-wrap gap-2">
          {can.edit && (
            <Button icon={Send} onPress={() => void sendTest()}>
              {t('webhooks.test')}
            </Button>
          )}
          {can.end && (
            <Button variant="quiet" onPress={() => void attempt(() => pause.mutateAsync({ endpointId, version }))}>
              {t('webhooks.pause')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1 font-mono text-13" translate="no">
      {names.map((name) => (
        <span key={name} className="break-all">
          {name}
        </span>
      ))}
    </span>
  );
}

function Remove({ endpoint: { endpointId, version }, title }: { readonly endpoint: Endpoint; readonly title: string }) {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const { attempt, banner } = useAttempt();
  const remove = useAct(webhooks.removeEndpoint);
  const [asking, ask] = useState(false);
  return (
    <Section title={t('webhooks.remove')}>
      {banner}
      <div>
        <Button variant="danger" onPress={() => ask(true)}>
          {t('webhooks.remove')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onClose={() => ask(false)}
        title={t('webhooks.remove_title', { name: title })}
        goes={[t('webhooks.remove_goes')]}
        stays={[t('webhooks.remove_stays')]}
        confirm={t('webhooks.remove')}
        onConfirm={() =>
          attempt(async () => {
            await remove.mutateAsync({ endpointId, version });
            toast(t('webhooks.removed'));
            go(at('/webhooks'), { replace: true });
          })
        }
      />
    </Section>
  );
}
