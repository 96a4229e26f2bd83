import { z } from 'zod';

/** Whom the doctor looked at, whatever it looked for: the fields that all its results share. */
export const examined = {
  /** null: attached to a running process. */
  command: z.array(z.string()).nullable(),
  pid: z.number(),
  host: z.string(),
  port: z.number(),
  /** A Unix socket, in place of host and port. */
  socket: z.string().optional(),
};
