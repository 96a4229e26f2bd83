import { openBrowser } from '../../lab/clients/open-browser.ts';
import { Lab } from '../../lab/lab.ts';
import { nodeStage } from '../../lab/node-stage.ts';
import type { App, Deeds } from '../../lab/stage.ts';

/** A lab without a story: App 1 listens on a free port, and can be swapped for App 2. */
export interface Workbench extends AsyncDisposable {
  lab: Lab;
  app1: App;
  swap(): Promise<void>;
}

/** Opens a lab for an experiment with a lesson's program. */
export async function openWorkbench(deeds: Deeds): Promise<Workbench> {
  const open = () => openBrowser('stand-in');
  const browser = await open();
  const nobody = { emit() {}, ask: async () => undefined };
  const lab = new Lab({ ...nobody, port: 0, browser, openBrowser: open });
  const { start, stop } = nodeStage(deeds, lab);
  const app1 = await start('Hello, world!', 0);
  return {
    lab,
    app1,
    async swap() {
      await stop(app1);
      await start('Hello, world2!', lab.port);
    },
    async [Symbol.asyncDispose]() {
      await lab[Symbol.asyncDispose]();
      await browser[Symbol.asyncDispose]();
    },
  };
}
