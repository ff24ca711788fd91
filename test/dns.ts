import { createSocket, type Socket } from 'node:dgram';
import { afterAll } from 'vitest';

export interface NameServer {
  /** As DNS_RESOLVERS takes it. */
  readonly address: string;
  /** Name → its TXT records; a name that is not here does not exist. */
  readonly records: Map<string, string[]>;
  /** Leaves questions without an answer. */
  isSilent: boolean;
}

/** A name server of this test's own, on a free port: it answers questions for TXT records from a table, truly over the wire. */
export async function nameServer(): Promise<NameServer> {
  const socket: Socket = createSocket('udp4');
  const server = { address: '', records: new Map<string, string[]>(), isSilent: false };
  socket.on('message', (question, from) => {
    if (!server.isSilent) socket.send(answerTo(question, server.records), from.port, from.address);
  });
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
  server.address = `127.0.0.1:${socket.address().port}`;
  afterAll(() => socket.close());
  return server;
}

/** The answer to a question of one name: RFC 1035, TXT in the class IN. */
function answerTo(question: Buffer, records: NameServer['records']): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const asked = question.subarray(12, at + 5);
  const found = records.get(labels.join('.').toLowerCase());
  const texts = found ?? [];
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(found ? 0x8180 : 0x8183, 2);
  head.writeUInt16BE(texts.length, 6);
  head.writeUInt16BE(0, 8);
  head.writeUInt16BE(0, 10);
  const answers = texts.map((text) => {
    const data = Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')]);
    const start = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, 0]);
    start.writeUInt16BE(data.length, 10);
    return Buffer.concat([start, data]);
  });
  return Buffer.concat([head, asked, ...answers]);
}
