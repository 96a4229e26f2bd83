import { temporaryHome } from '../../base/temporary-home.ts';
import { until } from '../../base/until.ts';
import type { AppName } from '../../run/events.ts';
import { requireAnotherNode } from '../another-node.ts';
import type { Lab } from '../lab.ts';
import type { App, ProgramStage } from '../stage.ts';
import { onNode, root } from './on-node.ts';
import { type Running, startProgram } from './running.ts';

/**
 * Puts a lesson's program on stage that runs in a process of its own, on the Node of this run: it listens
 * on the port of its first argument, greets with its second, and does at SIGTERM what it does when it is
 * told to stop. Two apps are two processes, on one port or on two.
 * @param file the program: erasable TypeScript, and no syntax that the oldest Node it is run on lacks
 * @throws MissingProgram when that Node is not here
 */
export async function programStage(file: string, lab: Lab): Promise<ProgramStage> {
  const node = lab.options.node ? requireAnotherNode(lab.options.node, { root }) : process.execPath;
  const home = lab.owned.use(await temporaryHome());
  const program = await onNode(file, node, home.folder);
  const running = new Map<App, Running>();
  const of = (app: App): Running => {
    const found = running.get(app);
    if (!found) throw new Error(`${app.name} was not started on this stage`);
    return found;
  };
  const stage: ProgramStage = {
    ...(lab.options.node && { versions: { Node: await versionOf(node) } }),
    async start(greeting, wish, options = {}) {
      lab.assertGoingOn();
      const name: AppName = `App ${running.size + 1}`;
      const started = startProgram(
        { ...program, name, args: [String(wish), greeting], home, ...options },
        lab,
      );
      lab.owned.use(started);
      const port = await started.listens;
      const app: App = { name, port };
      running.set(app, started);
      lab.appeared(app, greeting);
      lab.tell({ kind: 'server', app: name, did: 'listen', port });
      return app;
    },
    async stop(app) {
      stage.signal(app, 'SIGTERM');
      await until(
        `${app.name} to stop listening`,
        () => !lab.ledger.listeners.has(app.name) || undefined,
      );
    },
    signal(app, signal) {
      lab.assertGoingOn();
      of(app).signal(signal);
    },
    exited: async (app, ms) => await of(app).exited(ms),
    enter: (app) => of(app).enter(),
  };
  return stage;
}

async function versionOf(node: string): Promise<string> {
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  const { stdout } = await promisify(execFile)(node, ['-p', 'process.versions.node']);
  return stdout.trim();
}
