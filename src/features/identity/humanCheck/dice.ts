import { createCipheriv, hash } from 'node:crypto';

/** Chance that can be had again from the same seed, and by nobody who does not have it. */
export interface Dice {
  /** From 0 up to, not including, 1. */
  next(): number;
  between(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
}

const CHUNK = 8192;

/**
 * Dice from a seed. A check's picture and sound are thrown with these: asked for again they come out the same, so that
 * many drawings of one answer cannot be laid over each other; and what was thrown cannot be worked out from a part of it.
 */
export function diceOf(seed: string): Dice {
  const cipher = createCipheriv('aes-256-ctr', hash('sha256', seed, 'buffer'), Buffer.alloc(16));
  const zeros = Buffer.alloc(CHUNK);
  let stream = Buffer.alloc(0),
    at = 0;
  const next = () => {
    if (at >= stream.length) {
      stream = cipher.update(zeros);
      at = 0;
    }
    const value = stream.readUInt32LE(at) / 2 ** 32;
    at += 4;
    return value;
  };
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    pick: <T>(from: readonly T[]) => from[Math.floor(next() * from.length)] as T,
  };
}
