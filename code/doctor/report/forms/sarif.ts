import { isAbsolute, relative, resolve } from 'node:path';
// The schema of SARIF 2.1.0 as types: a field that it does not have is no program.
import type { Log, PhysicalLocation as Place, ReportingDescriptor, Result } from 'sarif';
import { entryOf } from '../../source/entry.ts';
import { ruleOf } from '../../verdicts/rules.ts';
import { checksOf, type Fault, type Found, isStop } from './checks.ts';

const sarifLevels = { fault: 'error', warning: 'warning', note: 'note' } as const;

/**
 * The examination as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), which code hosts
 * show beside the code: a result for each fault, at the line where its cure begins.
 * @param folder what its path is told from: the root of the repository
 */
export function sarif(found: Found, folder = process.cwd()): string {
  const checks = checksOf(found);
  const notSeen = notSeenIn(found);
  const results = checks.flatMap(({ id, title, faults }) =>
    faults.map((fault): Result => {
      const { rule, level, reason, cure } = fault;
      const physicalLocation = placeOf(found, fault, folder);
      return {
        ruleId: idOf(rule),
        level: sarifLevels[level],
        message: { text: `${id} ${title}: ${reason}. ${cure}` },
        locations: [
          {
            ...(physicalLocation && { physicalLocation }),
            logicalLocations: [{ name: id, fullyQualifiedName: `doctor/${id}` }],
          },
        ],
        partialFingerprints: { 'check/v1': `${id}:${idOf(rule)}` },
      };
    }),
  );
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'still-answering doctor',
            rules: rulesOf(checks.flatMap(({ faults }) => faults)),
          },
        },
        invocations: [
          {
            executionSuccessful: notSeen.length === 0,
            toolExecutionNotifications: notSeen.map((text) => ({
              level: 'error',
              message: { text },
            })),
          },
        ],
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function notSeenIn(found: Found): string[] {
  if (!isStop(found)) {
    return found.findings
      .filter(({ level }) => level === 'unseen')
      .map(({ what, seen, cure }) => `${what} was not seen: ${seen}; ${cure ?? ''}`);
  }
  return found.unseen.map(
    ({ id, why, remedy }) => `${id ?? 'the stop'} was not seen: ${why}; ${remedy}`,
  );
}

function rulesOf(faults: readonly Fault[]): ReportingDescriptor[] {
  return [...new Set(faults.map(({ rule }) => rule))].map((name) => {
    const first = faults.find(({ rule }) => rule === name);
    const { why, cure, level } = ruleOf(name) ?? first ?? { why: name, cure: '', level: 'fault' };
    return {
      id: idOf(name),
      name,
      shortDescription: { text: why },
      ...(cure && { help: { text: cure } }),
      defaultConfiguration: {
        level: level in sarifLevels ? sarifLevels[level as Fault['level']] : 'none',
      },
    };
  });
}

const idOf = (rule: string): string => rule.replaceAll(' ', '-');

/** The line to begin at, as seen from the folder; where none is known, the file that the command runs. */
function placeOf({ target }: Found, { patch }: Fault, folder: string): Place | undefined {
  const cwd = ('runs' in target && target.runs?.cwd) || folder;
  const file = patch?.file ?? entryOf(target.command ?? [], cwd);
  const uri = relative(folder, resolve(cwd, file ?? folder));
  if (uri === '' || uri.startsWith('..') || isAbsolute(uri)) return undefined;
  const region = { startLine: patch?.line ?? 1 };
  return { artifactLocation: { uri: uri.replaceAll('\\', '/') }, region };
}
