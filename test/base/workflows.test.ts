import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface Workflow {
  permissions?: Record<string, string>;
  jobs: Record<string, { steps: { run?: string; uses?: string }[] }>;
}

const files = globSync('.github/workflows/*.yml');

test.each(files)('%s takes each action by its commit, and says which version that is', (file) => {
  const text = readFileSync(file, 'utf8');
  const actions = [...text.matchAll(/^ *(?:- )?uses: (.*)$/gm)].map(([, action]) => action);
  expect(actions.length).toBeGreaterThan(0);
  for (const action of actions) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d/);
});

test.each(files)('%s says what it may do, and runs only scripts that are here', (file) => {
  const { permissions, jobs } = parse(readFileSync(file, 'utf8')) as Workflow;
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(permissions).toBeDefined();
  const lines = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  for (const line of lines) {
    const [, script] = /^npm (?:run )?(\S+)$/.exec(line) ?? [];
    if (script && script !== 'ci') expect(scripts).toHaveProperty([script]);
    const [, bash] = /^bash (\S+)$/.exec(line) ?? [];
    if (bash) expect(readFileSync(bash, 'utf8')).toMatch(/^#!.*bash\n/);
  }
});
