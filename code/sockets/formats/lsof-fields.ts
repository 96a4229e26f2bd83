import type { Owner } from '../socket-row.ts';
import { isLikeRow } from './around.ts';
import { bare, type Finds, type Format, type Line, owned } from './format.ts';
import { endsIn, unescaped } from './lsof-name.ts';
import { beginsSomething } from './row-beginning.ts';
import { stateOf } from './state-word.ts';

/**
 * lsof -F: one field a line, its kind the first letter (lsof(8), OUTPUT FOR OTHER PROGRAMS). `p` opens
 * a process, `f` a descriptor; without -Ff, a type or a second name does. `TST=`, `TQR=` and `TQS=`
 * stand behind the name.
 */
export const lsofFields: Format = {
  name: 'lsof -F',
  tells: { queues: false, timers: false },
  parser(finds) {
    let isInside = false;
    let owner: Owner = { pid: 0, program: '?' };
    let uid = 0;
    let fields = new Map<string, string>();
    let named: Line | null = null;
    const finish = () => {
      if (named) tell(finds, named, fields, { owner, uid });
      fields = new Map();
      named = null;
    };
    return {
      take(line) {
        const text = line.text.trim();
        const [kind, value] = [text.slice(0, 1), text.slice(1)];
        if (text === '') {
          finish();
          isInside = false;
          return false;
        }
        if (kind === 'p' && /^\d+$/.test(value)) {
          finish();
          isInside = true;
          owner = { pid: Number(value), program: '?' };
          uid = 0;
          return true;
        }
        if (!isInside || !isField(kind, value) || isOfOther(kind, text)) return false;
        if (kind === 'f' || (kind === 't' && fields.has('t')) || (kind === 'n' && named)) finish();
        if (kind === 'c') owner.program = unescaped(value);
        else if (kind === 'u') uid = Number(value);
        else if (kind === 'T') fields.set(value.slice(0, 3), value.slice(3));
        else fields.set(kind, value);
        if (kind === 'n') named = line;
        return true;
      },
      end() {
        finish();
        isInside = false;
      },
    };
  },
};

/** Numbers are numbers, and a state has its sign: prose that begins with these letters is none. */
function isField(kind: string, value: string): boolean {
  if (kind === 'T') return /^[A-Z]{2,3}=/.test(value);
  if (kind === 'g' || kind === 'R' || kind === 'u') return /^\d+$/.test(value);
  if (kind === 't') return /^(?:IPv[46]|unix|sock|inet|a_inode|systm|[A-Z]{2,10})$/.test(value);
  if (kind === 'P' || kind === 'f') return /^(?:[A-Z\d-]{1,12}|\d+|[a-z]{3})$/.test(value);
  return /^[acdDGiklLnNorSz]$/.test(kind);
}

/** A row of another table may begin with the letter of a field, too: `node 56079 …`, `LISTEN 0 …`. */
const isOfOther = (kind: string, text: string): boolean =>
  beginsSomething.test(text) || (kind !== 'n' && isLikeRow(text));

function tell(
  finds: Finds,
  line: Line,
  fields: ReadonlyMap<string, string>,
  { owner, uid }: { owner: Owner; uid: number },
): void {
  const [type = '', protocol = ''] = [fields.get('t'), fields.get('P')];
  const name = fields.get('n') ?? '';
  const family = type === 'IPv6' || (type === '' && name.startsWith('[')) ? 6 : 4;
  const ends = endsIn(name, family);
  const isInternet = type === '' ? ends !== null : type.startsWith('IPv');
  if (!isInternet || (protocol !== '' && protocol !== 'TCP')) {
    finds.leftOut(isInternet ? protocol : type === 'unix' ? 'UNIX' : 'files');
    return;
  }
  if (ends === null) {
    finds.notUnderstood(line, 'its name holds no end with a port');
    return;
  }
  const [local, remote] = ends;
  const queue = (key: string) => (fields.has(key) ? Number(fields.get(key)) : null);
  finds.row(
    {
      lines: [line.number],
      protocol: type ? `tcp${family}` : 'tcp',
      local,
      remote,
      ...stateOf(fields.get('ST=') ?? '', local, remote),
      ...bare,
      recvQueue: queue('QR='),
      sendQueue: queue('QS='),
      uid,
      ...owned([{ ...owner }]),
    },
    fields.get('d') ?? '',
  );
}
