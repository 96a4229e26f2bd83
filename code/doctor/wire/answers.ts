// http-parser-js: whole or cut is a question for a real parser, and Node's own is not public.
import { HTTPParser } from 'http-parser-js';

/** A final answer as it comes in; times are those of `performance.now()`. */
export interface Spoken {
  status: number;
  close: boolean;
  framing: 'length' | 'chunked' | 'close' | 'none' | 'upgrade';
  headAt: number;
  wholeAt: number | null;
  bytes: number;
  /** The first kilobyte of the body. */
  text: string;
  /** A header's value, undefined when there is none. */
  header: (name: string) => string | undefined;
}

export interface AnswerReader {
  /** The final answers so far, the last of which may be unfinished; interim ones (1xx) are left out. */
  answers: readonly Spoken[];
  feed(bytes: Buffer): void;
  /** The server has ended the connection, which is also how some bodies end. */
  finish(): void;
}

// Its default, ascii, drops the eighth bit and so makes an ESC of a 9B.
HTTPParser.encoding = 'latin1';

/** So many answers more than were asked for are kept; a server that pours them out fills no memory. */
const mostUnasked = 16;

/**
 * Takes the answers of one connection apart; `raw` gets what follows a 101.
 * @param asked how many answers are due
 */
export function readAnswers(raw: (bytes: Buffer) => void, asked: () => number): AnswerReader {
  const answers: Spoken[] = [];
  const parser = new HTTPParser('RESPONSE');
  let current: Spoken | undefined;
  let mode: 'parsing' | 'raw' | 'broken' = 'parsing';

  parser[HTTPParser.kOnHeadersComplete] = (info) => {
    if (info.statusCode < 200 && info.statusCode !== 101) return 0;
    current = spoken(info);
    answers.push(current);
    // A 304 may say how long the body is that it does not have; the parser would wait for it.
    return current.framing === 'none' ? 1 : 0;
  };
  parser[HTTPParser.kOnBody] = (bytes, _offset, length) => {
    if (!current) return;
    current.bytes += length;
    if (current.text.length < 1_000) current.text += bytes.toString('latin1', 0, 1_000);
  };
  parser[HTTPParser.kOnMessageComplete] = () => {
    if (!current) return;
    current.wholeAt = performance.now();
    if (current.status === 101) mode = 'raw';
    current = undefined;
  };

  return {
    answers,
    feed(bytes) {
      if (answers.length > asked() + mostUnasked) mode = 'broken';
      if (mode === 'broken') return;
      if (mode === 'raw') return raw(bytes);
      const parsed = parser.execute(bytes);
      if (typeof parsed !== 'number') mode = 'broken';
      else if (parsed < bytes.length) raw(bytes.subarray(parsed));
    },
    finish() {
      if (mode === 'parsing') parser.finish();
    },
  };
}

interface Head {
  versionMajor: number;
  versionMinor: number;
  statusCode: number;
  headers: string[];
}

function spoken({ versionMajor, versionMinor, statusCode: status, headers }: Head): Spoken {
  const header = (name: string): string | undefined => {
    const at = headers.findIndex((each, n) => n % 2 === 0 && each.toLowerCase() === name);
    return at < 0 ? undefined : headers[at + 1];
  };
  // A list field may come in several lines (RFC 9110 section 5.3).
  const tokens = headers
    .filter((_, n) => n % 2 === 1 && headers[n - 1]?.toLowerCase() === 'connection')
    .flatMap((line) => line.toLowerCase().split(','))
    .map((token) => token.trim());
  const old = versionMajor < 1 || (versionMajor === 1 && versionMinor < 1);
  return {
    status,
    close: tokens.includes('close') || (old && !tokens.includes('keep-alive')),
    framing: framingOf(status, header),
    headAt: performance.now(),
    wholeAt: null,
    bytes: 0,
    text: '',
    header,
  };
}

/** RFC 9112 section 6.3, for the answer to a request that is neither HEAD nor CONNECT. */
function framingOf(
  status: number,
  header: (name: string) => string | undefined,
): Spoken['framing'] {
  if (status === 101) return 'upgrade';
  if (status === 204 || status === 304) return 'none';
  if (/chunked\s*$/i.test(header('transfer-encoding') ?? '')) return 'chunked';
  return header('content-length') === undefined ? 'close' : 'length';
}

/** The number that a body consists of, or null. */
export function numberIn(text: string | undefined): number | null {
  const digits = /^\s*(\d+)\s*$/.exec(text ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}
