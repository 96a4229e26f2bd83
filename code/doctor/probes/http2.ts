import { judgeHttp2 } from '../verdicts/long-lived.ts';
import { openSession, type Session } from '../wire/http2.ts';
import { NotHeld, type Probe } from './probe.ts';

export const http2: Probe<'P10'> = {
  id: 'P10',
  title: 'HTTP/2',
  needs: 'h2',
  does: 'Two HTTP/2 sessions, one idle and one with a slow stream. The server should announce the end with GOAWAY and let the stream finish.',
  required: true,
  canHold: true,
  mayFind: [
    'stream cut',
    'work refused',
    'is it the usual',
    'cut at the limit',
    'no GOAWAY',
    'still open',
  ],
  judge: (met, context) => (met.kind === 'http2' ? judgeHttp2(met, context) : []),
  async open(stage) {
    const idle = await opened();
    const busy = stage.paths.slow === undefined ? null : await opened();
    if (stage.paths.slow !== undefined) busy?.request(stage.paths.slow);
    return {
      follow: async () => {},
      met: (zero) => ({
        kind: 'http2',
        idle: idle.facts(zero),
        busy: busy?.facts(zero) ?? null,
      }),
    };

    async function opened(): Promise<Session> {
      const session = await openSession(stage);
      if (!session)
        throw new NotHeld(`it does not speak HTTP/2 ${stage.tls ? 'over' : 'without'} TLS`);
      stage.onLeave(session.leave);
      return session;
    }
  },
};
