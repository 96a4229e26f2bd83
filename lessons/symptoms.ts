import { symptom as on502DuringDeploys } from './symptoms/502-during-deploys.ts';
import { symptom as on502OnPost } from './symptoms/502-on-post.ts';
import { symptom as boundOnWindows } from './symptoms/bound-on-windows.ts';
import { symptom as closeWait } from './symptoms/close-wait.ts';
import { symptom as curlToo } from './symptoms/curl-too.ts';
import { symptom as finWait2 } from './symptoms/fin-wait2.ts';
import { symptom as firstAfterQuiet } from './symptoms/first-after-quiet.ts';
import { symptom as goaway } from './symptoms/goaway.ts';
import { symptom as hangsThoughListening } from './symptoms/hangs-though-listening.ts';
import { symptom as heldByAStream } from './symptoms/held-by-a-stream.ts';
import { type SymptomId, symptomIds } from './symptoms/ids.ts';
import { symptom as killed137 } from './symptoms/killed-137.ts';
import { symptom as neverCloses } from './symptoms/never-closes.ts';
import { symptom as oldHost } from './symptoms/old-host.ts';
import { symptom as oneWorker } from './symptoms/one-worker.ts';
import { symptom as portInUse } from './symptoms/port-in-use.ts';
import { symptom as portsUsedUp } from './symptoms/ports-used-up.ts';
import { symptom as postRanTwice } from './symptoms/post-ran-twice.ts';
import { symptom as resetOnReuse } from './symptoms/reset-on-reuse.ts';
import { symptom as seventhTab } from './symptoms/seventh-tab.ts';
import { symptom as stillAnswers } from './symptoms/still-answers.ts';
import type { Symptom } from './symptoms/symptom.ts';
import { symptom as synSent } from './symptoms/syn-sent.ts';
import { symptom as uploadRefused } from './symptoms/upload-refused.ts';

const byId: Record<SymptomId, Symptom> = {
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

/** In the order of their list. */
export const symptoms: readonly Symptom[] = symptomIds.map((id) => byId[id]);
