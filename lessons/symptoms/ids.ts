/** The symptoms in the order of their list. People keep links to them, so an id stays as it is. */
export const symptomIds = [
  'still-answers',
  'curl-too',
  'never-closes',
  'port-in-use',
  'held-by-a-stream',
  'killed-137',
  'reset-on-reuse',
  '502-on-post',
  'first-after-quiet',
  '502-during-deploys',
  'upload-refused',
  'goaway',
  'post-ran-twice',
  'old-host',
  'one-worker',
  'hangs-though-listening',
  'close-wait',
  'fin-wait2',
  'syn-sent',
  'ports-used-up',
  'bound-on-windows',
  'seventh-tab',
] as const;

export type SymptomId = (typeof symptomIds)[number];
