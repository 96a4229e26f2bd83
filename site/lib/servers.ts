import { type MeasuredServer, measuredServer } from '../../code/course/measure/servers.ts';
import measured from '../../lessons/measurements/servers.json';
import { cures } from '../../lessons/servers/cures.ts';
import type { ServerWords } from '../../lessons/servers/words.ts';
import { diagnosesInWords, questions } from '../../lessons/servers.ts';

/** What the doctor saw of each server. */
export const measuredServers = measuredServer.array().parse(measured);

type Level = MeasuredServer['probes'][number]['level'];

/** How bad, from good to bad. */
const levels: readonly Level[] = ['pass', 'note', 'warning', 'fault'];

/**
 * The measured servers with what the page says of each, in the order of the words.
 * @throws when one has no words, or words have no measurement; names it
 */
export function listServers(words: readonly ServerWords[]) {
  const known = new Set(words.map(({ id }) => id));
  for (const { id } of measuredServers)
    if (!known.has(baseOf(id))) throw new Error(`no words for ${id}`);
  return words.flatMap((each) => {
    const own = measuredServers.filter(({ id }) => baseOf(id) === each.id);
    if (own.length === 0) throw new Error(`${each.id} has words, and was not measured`);
    return own.map((entry) => shown(entry, each));
  });
}

/**
 * How many of the examined stops have a fault. Ours, careful.ts, is not counted, in whatever server: it was
 * written for the doctor.
 */
export function faultyStops(): { faulty: number; examined: number } {
  const theirs = measuredServers.filter(({ id }) => !id.split('-').includes('careful'));
  const isFaulty = ({ probes, findings }: MeasuredServer) =>
    [...probes, ...findings].some(({ level }) => level === 'fault');
  return { faulty: theirs.filter(isFaulty).length, examined: theirs.length };
}

/** `careful-20` is `careful` on another Node. */
const baseOf = (id: string) => id.replace(/-\d+$/, '');

function shown(entry: MeasuredServer, words: ServerWords) {
  const { id, versions, stop, date, diagnoses, probes, findings, unanswered } = entry;
  const { runs, otherwise } = entry;
  const named = diagnosesInWords.flatMap(({ id }) => (diagnoses.includes(id) ? [id] : []));
  const answers = questions.map((question) => {
    const met = [
      ...probes.filter(({ id }) => question.probes.some((probe) => probe === id)),
      ...(question.id === 'end' ? findings : []),
    ].map(({ level }) => level as Level);
    const asked = met.length > 0 || question.id === 'end';
    return { question, level: asked ? worst(met) : ('unasked' as const) };
  });
  const wrong = answers.filter(({ level }) => level === 'warning' || level === 'fault');
  const [version = ''] = Object.values(versions);
  const made = Object.entries(versions).map((each) => each.join(' '));
  const titles = new Map(probes.map(({ id, title }) => [`${id}`, title]));
  const inWords = (reason: string) => reason.replace(/P\d+/g, (id) => titles.get(id) ?? id);
  const found = [
    ...findings.map(({ level, reason }) => ({
      title: '',
      level: level as Level,
      reason: inWords(reason),
    })),
    ...probes.map(({ level, title, reason }) => ({ title: `${title}:`, level, reason })),
  ];
  return {
    id,
    words,
    kind: words.kind,
    title: `${words.name} ${short(version)}`,
    href: `/servers/${id}/`,
    stop,
    date,
    cure: words.cure && cures[words.cure],
    diagnoses: named,
    verdict: `${named.join(', ')}${share(runs, otherwise)}`,
    answers,
    wrong: wrong.map(({ question }) => question.id),
    byChance:
      unanswered > 0 && unanswered < runs
        ? `In ${unanswered} of ${runs} runs it carried out a POST and never answered it.`
        : undefined,
    /** Worst first. */
    found: found
      .filter(({ level }) => level !== 'pass')
      .sort((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level)),
    /** Every kind of connection, in the order of the probes. */
    met: probes,
    passed: probes.filter(({ level }) => level === 'pass').map(({ title }) => title),
    made: made.join(', '),
    examined: examined(runs, otherwise),
    end: ended(entry),
    searched: [id, words.name, words.also, stop, ...made].join(' ').toLowerCase(),
  };
}

/** A verdict that not every run came to says so. */
function share(runs: number, otherwise: MeasuredServer['otherwise']): string {
  const others = Object.values(otherwise).reduce((sum, times) => sum + times, 0);
  return others > 0 ? `, in ${runs - others} of ${runs} runs` : '';
}

/** How often, and what other runs came to. */
function examined(runs: number, otherwise: MeasuredServer['otherwise']): string {
  const others = Object.entries(otherwise).map(([verdict, times]) => `${verdict}, in ${times}`);
  const often = runs === 1 ? 'once' : `${runs} times`;
  return others.length === 0
    ? `Examined ${often}${runs === 1 ? '' : ', with this verdict each time'}.`
    : `Examined ${often}. Not every run came to this verdict: ${others.join('; ')}.`;
}

const worst = (met: readonly Level[]): Level =>
  levels.findLast((level) => met.includes(level)) ?? 'pass';

const short = (version: string) => version.split('.').slice(0, 2).join('.');

function ended({ endedAfter, portFreeAfter, heldBy, probes }: MeasuredServer): string {
  const end =
    endedAfter === null ? 'It had not ended after 10 s' : `It ended after ${endedAfter} s`;
  const port =
    portFreeAfter === null ? 'its port was not free' : `its port was free after ${portFreeAfter} s`;
  const titles = heldBy.map((id) => probes.find((probe) => probe.id === id)?.title ?? id);
  const held = titles.length > 0 ? ` Each of these holds it alone: ${titles.join(', ')}.` : '';
  return `${end}; ${port}.${held}`;
}
