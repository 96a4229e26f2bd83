import { type BroughtName, onRequest, programOf } from './brought.ts';
import { files } from './installed.ts';
import { filesAlone, type Specimen } from './specimen.ts';

const node = process.execPath;
const preload = new URL('../../../code/doctor/preload.ts', import.meta.url).href;

interface Start {
  /** Variables of its environment. */
  set?: readonly string[];
  /** With preload.ts before it. */
  careful?: true;
}

/** The lines of one program: the packages whose versions are told, and what Node runs. */
const linesOf =
  (of: BroughtName, told: readonly string[], runs: (folder: string) => readonly string[]) =>
  (id: string, stop: string, { set = [], careful }: Start = {}): Specimen =>
    onRequest({
      ...{ id, of, told, stop, lacks: ['ws'] },
      command: (folder) => [
        ...['env', 'HOST=127.0.0.1', 'HOSTNAME=127.0.0.1', ...set],
        ...[node, ...(careful ? ['--import', preload] : []), ...runs(folder)],
      ],
    });

const nextStart = linesOf('next', ['next'], (folder) => [
  ...[programOf('next', 'next/dist/bin/next'), 'start', folder, '--hostname', '127.0.0.1'],
]);
const nextStandalone = linesOf('next', ['next'], (folder) => [
  `${folder}/.standalone/standalone/server.js`,
]);
const nextCustom = linesOf('next', ['next'], (folder) => [`${folder}/careful.mjs`]);
const nitro = linesOf('nitro', ['nitropack'], (folder) => [`${folder}/.output/server/index.mjs`]);
const svelteKit = linesOf('sveltekit', ['@sveltejs/kit', '@sveltejs/adapter-node'], (folder) => [
  `${folder}/build/index.js`,
]);
const astro = linesOf('astro', ['astro', '@astrojs/node'], (folder) => [
  `${folder}/dist/server/entry.mjs`,
]);
const reactRouter = linesOf('react-router', ['@react-router/serve'], (folder) => [
  programOf('react-router', '@react-router/serve/bin.cjs'),
  `${folder}/build/server/index.js`,
]);

/** What runs an application that a framework has built. */
const frameworks: Specimen[] = [
  nextStart('next', 'next start'),
  nextStandalone('next-standalone', "output: 'standalone'"),
  nextStart('next-manual', 'its documented handler, which exits', {
    set: ['NEXT_MANUAL_SIG_HANDLE=true'],
  }),
  nextCustom('careful-next', 'custom server, careful(server)', { set: ['NODE_ENV=production'] }),
  nextStandalone('careful-next-standalone', 'NEXT_MANUAL_SIG_HANDLE, --import, careful(server)', {
    ...{ set: ['NEXT_MANUAL_SIG_HANDLE=1'], careful: true },
  }),
  nitro('nitro', 'as it comes'),
  nitro('nitro-limit', 'NITRO_SHUTDOWN_TIMEOUT=6000', { set: ['NITRO_SHUTDOWN_TIMEOUT=6000'] }),
  nitro('careful-nitro', 'NITRO_SHUTDOWN_DISABLED, --import, careful(server)', {
    ...{ set: ['NITRO_SHUTDOWN_DISABLED=true'], careful: true },
  }),
  svelteKit('sveltekit', 'as it comes'),
  svelteKit('sveltekit-limit', 'SHUTDOWN_TIMEOUT=6', { set: ['SHUTDOWN_TIMEOUT=6'] }),
  astro('astro', 'no handler'),
  astro('careful-astro', '--import, careful(server)', { careful: true }),
  reactRouter('react-router', 'react-router-serve'),
  reactRouter('careful-react-router', '--import, careful(server)', { careful: true }),
];

/** Each has its own words for a folder, an address and a port. */
const ofFiles: Specimen[] = (
  [
    ['vite-preview', 'vite', 'vite/bin/vite.js', 'vite preview'],
    ['serve', 'serve', 'serve/build/main.js', 'SIGTERM'],
    ['http-server', 'http-server', 'http-server/bin/http-server', 'SIGTERM'],
  ] as const
).map(([id, of, program, stop]) =>
  onRequest({
    ...{ id, of, stop, lacks: filesAlone, told: [of] },
    command: async (_, port, own) => {
      await files(own);
      const words = {
        'vite-preview': `preview --outDir ${own} --host 127.0.0.1 --port ${port} --strictPort`,
        serve: `${own} --listen tcp://127.0.0.1:${port}`,
        'http-server': `${own} -a 127.0.0.1 -p ${port}`,
      };
      return [node, programOf(of, program), ...words[id].split(' ')];
    },
  }),
);

/** Servers that run what a framework has built, and servers of files; brought when somebody asks for them. */
export const frameworkServers: Specimen[] = [...frameworks, ...ofFiles];
