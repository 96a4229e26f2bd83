import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Log } from 'sarif';
import { Parser } from 'tap-parser';
import { beforeAll, describe, expect, test } from 'vitest';
import { Examination } from '../../code/doctor/examination.ts';
import { annotations } from '../../code/doctor/report/forms/annotations.ts';
import { checksOf } from '../../code/doctor/report/forms/checks.ts';
import { junit } from '../../code/doctor/report/forms/junit.ts';
import { markdown } from '../../code/doctor/report/forms/markdown.ts';
import { sarif } from '../../code/doctor/report/forms/sarif.ts';
import { tap } from '../../code/doctor/report/forms/tap.ts';
import { callCli } from '../helpers/run-cli.ts';

const server = fileURLToPath(new URL('../specimens/faulty/node-http.ts', import.meta.url));
const attributes = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' });
const readTap = (text: string) => Parser.parse(text).filter(([kind]) => kind === 'assert');

/** One real run of the doctor by command, in a step of GitHub’s, with every form asked for. */
let found: Examination;
let forms: Record<'junit' | 'sarif' | 'tap' | 'markdown' | 'summary' | 'annotations', string>;
beforeAll(async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
  const file = (name: string) => join(folder.path, name);
  const { status, stdout, stderr } = await callCli(
    [
      ...['doctor', '--json', '--only', 'P1,P3,P6', '--slow', '/slow'],
      ...['junit', 'sarif', 'tap', 'markdown'].flatMap((form) => [`--${form}`, file(form)]),
      ...['--', process.execPath, server, 'close-all'],
    ],
    { env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: file('summary') } },
  );
  expect(status).toBe(1);
  found = Examination.parse(JSON.parse(stdout));
  const read = (name: string) => readFile(file(name), 'utf8');
  forms = {
    junit: await read('junit'),
    sarif: await read('sarif'),
    tap: await read('tap'),
    markdown: await read('markdown'),
    summary: await read('summary'),
    annotations: stderr,
  };
}, 60_000);

describe('A run whose slow answer is cut, in each form', () => {
  test('JUnit: a case a check, the cut answer failed, what was not asked for skipped', () => {
    expect(XMLValidator.validate(forms.junit)).toBe(true);
    const { testsuite } = attributes.parse(forms.junit).testsuites;
    const { tests, failures, errors, skipped, testcase } = testsuite;
    expect(testcase).toHaveLength(Number(tests));
    expect([failures, errors].map(Number)).toEqual([1, 1]);
    const named = (id: string) =>
      testcase.find(({ name }: { name: string }) => name.startsWith(`${id} `));
    expect(named('P3').failure).toMatchObject({ type: 'work cut' });
    expect(named('P3').failure['#text']).toMatch(/^Cure: Wait for answers in progress/m);
    expect(named('P1')).toHaveProperty('system-out');
    expect(named('unseen-P6').error.message).toMatch(/--upload/);
    expect(Number(skipped)).toBe(testcase.filter((each: object) => 'skipped' in each).length);
  });

  test('SARIF: the fault as a result of its rule, at the server’s file', () => {
    const [run] = (JSON.parse(forms.sarif) as Log).runs;
    const fault = run?.results?.find(({ level }) => level === 'error');
    expect(fault).toMatchObject({
      ruleId: 'work-cut',
      partialFingerprints: { 'check/v1': 'P3:work-cut' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'test/specimens/faulty/node-http.ts' },
          },
        },
      ],
    });
    expect(run?.tool.driver.rules?.map(({ id }) => id)).toContain('work-cut');
    expect(run?.invocations?.[0]?.executionSuccessful).toBe(false);
  });

  test('TAP: read by a TAP reader, the same checks in the same order', () => {
    const points = readTap(forms.tap).map(([, point]) => point as { ok: boolean; name: string });
    expect(points.map(({ name }) => name.split(' ')[0])).toEqual(
      checksOf(found).map(({ id }) => id),
    );
    expect(points.filter(({ ok }) => !ok).map(({ name }) => name.split(' ')[0])).toEqual([
      'P3',
      'unseen-P6',
    ]);
  });

  test('Markdown: verdict and cure first, then the table; the summary of the step has it, too', () => {
    expect(forms.markdown).toMatch(/^### ❌ How it stops: abrupt, cannot tell\n/);
    expect(forms.markdown).toMatch(/^- \*\*P3\*\*: Wait for answers in progress/m);
    expect(forms.markdown).toMatch(
      /^\| P3 \| slow answer \| ❌ \*\*fault\*\* \| no answer, FIN after/m,
    );
    expect(forms.summary).toBe(`${forms.markdown}\n`);
  });

  test('annotations: a line for the runner a fault, and none for what is well', () => {
    expect(forms.annotations).toMatch(
      /^::error title=P3 slow answer::no answer, FIN after .*%0AWait/m,
    );
    expect(forms.annotations).not.toContain('title=P1');
  });
});

describe('What a server sends breaks out of no form', () => {
  const evil = ']]> </x> & "q" | `c` @all <b> # \\ %0A\n::error::x \x1b[31m \u202e';
  const hostile = () => ({
    ...found,
    probes: found.probes.map((probe) => ({
      ...probe,
      reason: evil,
      findings: probe.findings.map((each) => ({ ...each, reason: evil })),
    })),
  });

  test('each stays well-formed, with as many checks as before', () => {
    const bad = hostile();
    const count = checksOf(found).length;
    expect(XMLValidator.validate(junit(bad))).toBe(true);
    expect(attributes.parse(junit(bad)).testsuites.testsuite.testcase).toHaveLength(count);
    expect(readTap(tap(bad))).toHaveLength(count);
    expect(JSON.parse(sarif(bad)).runs[0].results).toHaveLength(
      JSON.parse(sarif(found)).runs[0].results.length,
    );
    const rows = (text: string) => text.split('\n').filter((line) => line.startsWith('| '));
    expect(rows(markdown(bad))).toHaveLength(rows(markdown(found)).length);
    for (const row of rows(markdown(bad))) expect(row.split('|')).toHaveLength(6);
    expect(markdown(bad)).not.toMatch(/<b>|@all/);
    expect(annotations(bad).match(/^::/gm)).toHaveLength(
      annotations(found).match(/^::/gm)?.length ?? 0,
    );
  });

  test('and no control character of its is left', () => {
    for (const form of [junit, sarif, tap, markdown, annotations]) {
      expect(form(hostile())).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
    }
  });
});
