import type { Examination, Finding } from './examination.ts';
import { kindOfProgram } from './source/kind-of-program.ts';
import { usesHttpServer } from './source/uses-http-server.ts';
import { entryOfServer, whereToLook } from './source/where-to-look.ts';
import { cureOf } from './verdicts/cures.ts';

/**
 * Says for each finding what to do, and where in the source that begins.
 * @param cwd where the process that listened ran; null: unknown
 */
export function withCures(
  found: Examination,
  cwd: string | null,
  { tls }: { tls?: boolean } = {},
): Examination {
  const { command, chain, runs } = found.target;
  const base = runs?.cwd ?? null;
  const source = { command, chain, base, cwd: cwd ?? base ?? '/', signal: found.settings.signal };
  const line = chain.at(-1)?.program.split(' ') ?? command ?? [];
  const entry = entryOfServer(source);
  const program = kindOfProgram(line, entry);
  // Python's words are about its own http.server; below gunicorn or uWSGI an application has none.
  const kind = program === 'Python' && !usesHttpServer(entry) ? null : program;
  const cured = (finding: Finding): Finding => {
    const { rule, level } = finding;
    if (level === 'pass' || level === 'skipped') return finding;
    return {
      ...finding,
      cure: cureOf(rule, kind, { tls }),
      patch: whereToLook(rule, source) ?? null,
    };
  };
  return {
    ...found,
    findings: found.findings.map(cured),
    probes: found.probes.map((probe) => ({ ...probe, findings: probe.findings.map(cured) })),
  };
}
