import { type SymptomId, symptomIds } from '../../lessons/symptoms/ids.ts';
import type { Readings } from './readings.ts';

/** For each outcome that a symptom's page names, a case in which the first command prints it. */
export const readings = Object.fromEntries(
  await Promise.all(
    symptomIds.map(async (id) => {
      const { cases } = (await import(`./readings/${id}.ts`)) as { cases: Readings };
      return [id, cases] as const;
    }),
  ),
) as Record<SymptomId, Readings>;
