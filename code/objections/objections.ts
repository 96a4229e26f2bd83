import type { Cases } from './case.ts';
import { connectionClose } from './connection-close.ts';
import { deploy } from './deploy.ts';
import { hint } from './hint.ts';
import { http2 } from './http2.ts';
import { http3 } from './http3.ts';
import { noListen } from './no-listen.ts';
import { outgoing } from './outgoing.ts';
import { settings } from './settings.ts';

/** Every objection with a run of its own, by its anchor on the page, lessons/objections.mdx. */
export const objections = {
  settings: settings(process.execPath),
  deploy,
  'connection-close': connectionClose,
  http2: http2(process.execPath),
  'no-listen': noListen,
  outgoing,
  hint,
  http3,
} as const satisfies Record<string, Cases>;

/** The objections whose answer depends on the version of Node, for any Node. */
export const byVersion = { settings, http2 } as const;
