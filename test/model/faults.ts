import type { NodeName } from '../../code/model/setting.ts';
import { browsers, type NodeRelease, nodes, type Patience } from '../../code/model/setting.ts';

/** A fault of the model, which a comparison must find. */
export interface Fault {
  name: string;
  /** Where it shows. */
  node: NodeName;
  /** Puts it in, until it is disposed of. */
  plant(): Disposable;
  /** Or else what becomes of a row that the model claims, `0 server TIME_WAIT`. */
  claims?: (row: string) => string;
}

export const faults: readonly Fault[] = [
  {
    name: 'a state: CLOSE_WAIT told as ESTABLISHED',
    node: '26',
    plant: nothing,
    claims: (row) => row.replace('CLOSE_WAIT', 'ESTABLISHED'),
  },
  {
    name: 'the owner of TIME_WAIT: always the client',
    node: '26',
    plant: nothing,
    claims: (row) => row.replace('server TIME_WAIT', 'client TIME_WAIT'),
  },
  {
    name: 'close() of Node 18 told as that of 19',
    node: '18',
    plant: () => changed<NodeRelease>(nodes['18'], 'closeEndsIdle', true),
  },
  {
    name: 'silent connections told as before 26.4',
    node: '26',
    plant: () => changed<NodeRelease>(nodes['26'], 'closeEndsSilent', false),
  },
  {
    name: 'an idle clock: the server’s without the extra second',
    node: '26',
    plant: () => changed<NodeRelease>(nodes['26'], 'extra', 0),
  },
  {
    name: 'the hint: not obeyed by Firefox',
    node: '26',
    plant: () => changed<Patience>(browsers.f, 'beforeHint', null),
  },
];

function nothing(): Disposable {
  return { [Symbol.dispose]: () => {} };
}

function changed<T extends object>(table: T, key: keyof T, to: T[keyof T]): Disposable {
  const was = table[key];
  table[key] = to;
  return {
    [Symbol.dispose]: () => {
      table[key] = was;
    },
  };
}
