#!/usr/bin/env node
import { runProcess } from '../cli/process.ts';
import { runCommands } from '../cli/run-commands.ts';

// The package's commands: what of the course is of use in any project.
const program = {
  description: 'How does an HTTP server stop? Who is connected to it?',
  commands: {
    doctor: () => import('../cli/doctor/command.ts'),
    sockets: () => import('../cli/sockets/command.ts'),
  },
};

await runProcess((io) => runCommands(program, process.argv.slice(2), io));
