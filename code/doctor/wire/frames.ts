/**
 * Looks for the Close frame among a server's frames (RFC 6455 section 5.2).
 * @returns a function that takes the next bytes and gives the code of the Close frame once it has
 * come: 1005 for one without a code, null until then
 */
export function readFrames(): (bytes?: Buffer) => number | null {
  let rest: Buffer = Buffer.alloc(0);
  /** Of a frame that is of no interest, this much is still to come; it is not kept. */
  let skip = 0;
  let code: number | null = null;
  return (bytes) => {
    if (bytes?.length) rest = Buffer.concat([rest, bytes]);
    while (code === null) {
      const skipped = Math.min(skip, rest.length);
      rest = rest.subarray(skipped);
      skip -= skipped;
      const frame = skip === 0 ? frameHead(rest) : undefined;
      if (!frame) break;
      const { opcode, start, end } = frame;
      if (opcode !== closing) {
        skip = end;
        continue;
      }
      if (rest.length < end) break; // of at most 125 bytes (section 5.5)
      code = end - start >= 2 ? rest.readUInt16BE(start) : 1005;
    }
    return code;
  };
}

const closing = 8;

/** Where the first frame's payload begins and ends. */
function frameHead(bytes: Buffer): { opcode: number; start: number; end: number } | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  const short = second & 0x7f;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < start) return undefined;
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return { opcode: first & 0x0f, start, end: start + length };
}

/** A client's Close frame with the same code; its mask is all zero, so the payload stands as it is. */
export function closeReply(code: number): Buffer {
  if (code === 1005) return Buffer.from([0x88, 0x80, 0, 0, 0, 0]);
  return Buffer.from([0x88, 0x82, 0, 0, 0, 0, code >> 8, code & 0xff]);
}
