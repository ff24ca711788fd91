import { parentPort } from 'node:worker_threads';
import { judge, type Question } from './strengthRule.ts';

parentPort?.on('message', (question: Question) => {
  parentPort?.postMessage(judge(question));
});
