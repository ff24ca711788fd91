import { parentPort } from 'node:worker_threads';
import { judge, type Question } from './strengthRule.ts';

parentPort?.on('message', ({ id, question }: { id: number; question: Question }) => {
  parentPort?.postMessage({ id, verdict: judge(question) });
});
