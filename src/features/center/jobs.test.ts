import { expect, test } from 'vitest';
import { announced, as, buildWorld, operator, refusal } from '../../../test/world.ts';
import { center } from './contract.ts';

const world = await buildWorld();
const root = await operator(world, 'op_root');
const agent = await operator(world, 'op_support_agent');

/** A job that has used up its tries. */
async function failedJob(): Promise<string> {
  const { boss } = world.app.queue;
  const jobId = (await boss.send('mails.send', { mailId: crypto.randomUUID() }, { retryLimit: 0 })) ?? '';
  await boss.fetch('mails.send');
  await boss.fail('mails.send', jobId, new Error('the mail server hung up'));
  return jobId;
}

test('a failed job stands there with its reason, and its queue counts it', async () => {
  const jobId = await failedJob();
  const { items } = await as(world, center, agent).listJobs({ state: 'failed' });
  expect(items).toMatchObject([{ jobId, queue: 'mails.send', state: 'failed', reason: 'the mail server hung up', can: { retry: false } }]);
  const { items: queues } = await as(world, center, agent).listQueues({});
  expect(queues.find(({ name }) => name === 'mails.send')).toMatchObject({ failed: 1, waiting: 0 });
  expect(queues.map(({ name }) => name)).not.toContain('dead');
});

test('who may change jobs tries it once more; who may only look is told so', async () => {
  const jobId = await failedJob();
  await as(world, center, root).retryJob({ jobId });
  expect((await as(world, center, root).listJobs({ state: 'waiting' })).items.map((job) => job.jobId)).toContain(jobId);
  expect(await announced(world, 'jobs.retried')).toMatchObject([{ details: { queue: 'mails.send' } }]);
  expect(await refusal(as(world, center, root).retryJob({ jobId }))).toMatchObject({ code: 'jobs.not_failed' });
  expect(await refusal(as(world, center, agent).retryJob({ jobId }))).toMatchObject({ code: 'access.denied' });
  expect(await refusal(as(world, center, root).retryJob({ jobId: crypto.randomUUID() }))).toMatchObject({ code: 'not_found' });
});
