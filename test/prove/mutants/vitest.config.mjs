import { defineConfig } from 'vitest/config';
import { rooms } from './rooms.mjs';

const { tests, without = [] } = rooms[process.env.MUTANTS_ROOM] ?? { tests: [] };

export default defineConfig({ test: { include: tests, exclude: without, testTimeout: 30_000 } });
