import { createSocket } from 'node:dgram';

export interface NameServer {
  /** As DNS_RESOLVERS takes it. */
  readonly address: string;
  close(): void;
}

/**
 * A name server on a free port of this machine: it answers questions for TXT records, truly over the wire. `look` says what
 * stands at a name: its records, nothing where the name does not exist, 'silence' to leave the question without an answer.
 */
export async function nameServer(look: (name: string) => readonly string[] | 'silence' | undefined): Promise<NameServer> {
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => {
    const found = look(nameIn(question));
    if (found !== 'silence') socket.send(answerTo(question, found), from.port, from.address);
  });
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
  return { address: `127.0.0.1:${socket.address().port}`, close: () => socket.close() };
}

function nameIn(question: Buffer): string {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return labels.join('.').toLowerCase();
}

/** The answer to a question of one name: RFC 1035, TXT in the class IN. */
function answerTo(question: Buffer, found: readonly string[] | undefined): Buffer {
  // The name with the empty label at its end, then type and class.
  const asked = question.subarray(12, 12 + nameIn(question).length + 2 + 4);
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
