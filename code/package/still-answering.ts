#!/usr/bin/env node
import { addDoctor } from '../cli/doctor/command.ts';
import { processIo } from '../cli/io.ts';
import { runCommands } from '../cli/run-commands.ts';
import { addSockets } from '../cli/sockets/command.ts';

// The package's commands: what of the course is of use in any project.
process.exitCode = await runCommands(
  {
    description: 'How does an HTTP server stop? Who is connected to it?',
    add(program, io, done) {
      addDoctor(program, io, done);
      addSockets(program, io, done);
    },
  },
  process.argv.slice(2),
  processIo(),
);
