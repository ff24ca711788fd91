/** Samples a second, of the clips and of what is mixed from them: as on the telephone, enough for digits. */
export const RATE = 8000;

const header = (format: 1 | 7, bytes: number): Buffer => {
  const width = format === 7 ? 1 : 2;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(format, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * width, 28);
  head.writeUInt16LE(width, 32);
  head.writeUInt16LE(width * 8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(bytes, 40);
  return head;
};

/** Samples between -1 and 1 as a WAV file that every browser plays: one channel, 16 bits. */
export function wavOf(samples: Float32Array): Buffer {
  const body = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, at) => body.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), at * 2));
  return Buffer.concat([header(1, body.length), body]);
}

const MU = 255;

/** The same in half the bytes (mu-law, as the telephone has it); how the clips are kept. */
export function clipFileOf(samples: Float32Array): Buffer {
  const body = Buffer.alloc(samples.length);
  samples.forEach((sample, at) => {
    const size = Math.log1p(MU * Math.min(1, Math.abs(sample))) / Math.log1p(MU);
    // As G.711 keeps it: sign and size, every bit turned over.
    body[at] = ~((sample < 0 ? 0x80 : 0) | Math.round(size * 127)) & 0xff;
  });
  return Buffer.concat([header(7, body.length), body]);
}

/** Reads what `clipFileOf` wrote. */
export function samplesOf(file: Buffer): Float32Array {
  return Float32Array.from(file.subarray(44), (kept) => {
    const bits = ~kept & 0xff;
    const size = Math.expm1(((bits & 0x7f) / 127) * Math.log1p(MU)) / MU;
    return bits & 0x80 ? -size : size;
  });
}
