import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** ASCII, so that every program unpacks it under the same name. */
  readonly name: string;
  readonly text: string;
}

/** Days and minutes as MS-DOS counted them, in UTC. */
const dosTime = (at: Date): [time: number, date: number] => [
  (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
];

/** The fields that stand before an entry and, once more, in the directory at the end (PKWARE APPNOTE 4.3.7 and 4.3.12). */
function fieldsOf({ name, text }: ZipEntry, at: Date) {
  const bytes = Buffer.from(text, 'utf8');
  const packed = deflateRawSync(bytes);
  const file = Buffer.from(name, 'ascii');
  const fields = Buffer.alloc(26);
  const [time, date] = dosTime(at);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt16LE(time, 6);
  fields.writeUInt16LE(date, 8);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(file.length, 22);
  return { file, packed, fields };
}
const mark = (signature: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
};

/** A zip file of a few texts, made in memory: each must be smaller than 4 GB, and all of them small enough to be held. */
export function zipOf(entries: readonly ZipEntry[], at: Date): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { file, packed, fields } = fieldsOf(entry, at);
    const local = Buffer.concat([mark(0x04034b50), fields, file, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([mark(0x02014b50), Buffer.from([20, 0]), fields, place, file]));
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, listed, mark(0x06054b50), end]);
}
