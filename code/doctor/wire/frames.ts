/**
 * Looks for the Close frame among a server's frames (RFC 6455 section 5.2).
 * @returns a function that takes the next bytes and gives the code of the Close frame once it has
 * come: 1005 for one without a code, null until then
 */
export function readFrames(): (bytes?: Buffer) => number | null {
  let rest: Buffer = Buffer.alloc(0);
  let code: number | null = null;
  return (bytes) => {
    if (bytes?.length) rest = Buffer.concat([rest, bytes]);
    while (code === null) {
      const frame = firstFrame(rest);
      if (!frame) break;
      rest = rest.subarray(frame.end);
      if (frame.opcode !== closing) continue;
      code = frame.payload.length >= 2 ? frame.payload.readUInt16BE(0) : 1005;
    }
    return code;
  };
}

const closing = 8;

function firstFrame(bytes: Buffer): { opcode: number; payload: Buffer; end: number } | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  const short = second & 0x7f;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < start) return undefined;
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const end = start + length;
  if (bytes.length < end) return undefined;
  return { opcode: first & 0x0f, payload: bytes.subarray(start, end), end };
}

/** A client's Close frame with the same code; its mask is all zero, so the payload stands as it is. */
export function closeReply(code: number): Buffer {
  if (code === 1005) return Buffer.from([0x88, 0x80, 0, 0, 0, 0]);
  return Buffer.from([0x88, 0x82, 0, 0, 0, 0, code >> 8, code & 0xff]);
}
