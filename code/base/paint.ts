import { styleText } from 'node:util';

export type Style = Parameters<typeof styleText>[0];

/** The colour of a state or of a mark; the word or the sign says the same without it. */
export function styleOf(text: string): Style | undefined {
  return styles[text];
}

const styles: Record<string, Style> = {
  '+': 'green',
  '~': 'yellow',
  '-': 'red',
  LISTEN: 'green',
  ESTABLISHED: 'bold',
  SYN_SENT: 'yellow',
  SYN_RECV: 'yellow',
  FIN_WAIT1: 'yellow',
  FIN_WAIT2: 'yellow',
  CLOSE_WAIT: 'yellow',
  LAST_ACK: 'yellow',
  CLOSING: 'yellow',
  TIME_WAIT: 'dim',
  CLOSE: 'dim',
  BOUND: 'dim',
  gone: 'dim',
  elsewhere: 'dim',
  'not there yet': 'dim',
  'cut off': 'dim',
  'not in the text': 'dim',
};

export function paint(text: string, style: Style | undefined, color: boolean): string {
  return color && style && text ? styleText(style, text, { validateStream: false }) : text;
}
