import type { SymptomId } from '../../lessons/symptoms/ids.ts';
import { cases as on502DuringDeploys } from './readings/502-during-deploys.ts';
import { cases as on502OnPost } from './readings/502-on-post.ts';
import { cases as boundOnWindows } from './readings/bound-on-windows.ts';
import { cases as closeWait } from './readings/close-wait.ts';
import { cases as curlToo } from './readings/curl-too.ts';
import { cases as finWait2 } from './readings/fin-wait2.ts';
import { cases as firstAfterQuiet } from './readings/first-after-quiet.ts';
import { cases as goaway } from './readings/goaway.ts';
import { cases as hangsThoughListening } from './readings/hangs-though-listening.ts';
import { cases as heldByAStream } from './readings/held-by-a-stream.ts';
import { cases as killed137 } from './readings/killed-137.ts';
import { cases as neverCloses } from './readings/never-closes.ts';
import { cases as oldHost } from './readings/old-host.ts';
import { cases as oneWorker } from './readings/one-worker.ts';
import { cases as portInUse } from './readings/port-in-use.ts';
import { cases as portsUsedUp } from './readings/ports-used-up.ts';
import { cases as postRanTwice } from './readings/post-ran-twice.ts';
import { cases as resetOnReuse } from './readings/reset-on-reuse.ts';
import { cases as seventhTab } from './readings/seventh-tab.ts';
import { cases as stillAnswers } from './readings/still-answers.ts';
import { cases as synSent } from './readings/syn-sent.ts';
import { cases as uploadRefused } from './readings/upload-refused.ts';
import type { Readings } from './readings.ts';

/** For each outcome that a symptom's page names, a case in which the first command prints it. */
export const readings: Partial<Record<SymptomId, Readings>> = {
  'still-answers': stillAnswers,
  'curl-too': curlToo,
  'never-closes': neverCloses,
  'port-in-use': portInUse,
  'held-by-a-stream': heldByAStream,
  'killed-137': killed137,
  'reset-on-reuse': resetOnReuse,
  '502-on-post': on502OnPost,
  'first-after-quiet': firstAfterQuiet,
  '502-during-deploys': on502DuringDeploys,
  'upload-refused': uploadRefused,
  goaway: goaway,
  'post-ran-twice': postRanTwice,
  'old-host': oldHost,
  'one-worker': oneWorker,
  'hangs-though-listening': hangsThoughListening,
  'close-wait': closeWait,
  'fin-wait2': finWait2,
  'syn-sent': synSent,
  'ports-used-up': portsUsedUp,
  'bound-on-windows': boundOnWindows,
  'seventh-tab': seventhTab,
};
