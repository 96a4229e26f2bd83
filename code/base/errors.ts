/**
 * What is not as it must be and no fault of this program: a sentence, what to do about it, exit 2. All
 * else that is thrown is a fault of ours, and is shown with its stack.
 */
export class OperationalError extends Error {
  override name = 'OperationalError';
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}

/** What was asked for cannot be done as asked. */
export class UsageError extends OperationalError {
  override name = 'UsageError';
}

/** A program that the reader asked for is not on this machine; the remedy is the way to get it. */
export class MissingProgram extends OperationalError {
  override name = 'MissingProgram';
}

/**
 * An error of the operating system in words, where it tells of the surroundings: no space, no
 * permission, a disk that is read-only, too many files; undefined for every other error.
 */
export function fromSystem(error: unknown): OperationalError | undefined {
  const { code, syscall, path } = Object(error) as NodeJS.ErrnoException;
  const told = code && syscall ? surroundings[code] : undefined;
  // A folder that cannot be made has no parent; a file that is missing may be one of ours.
  const [what, remedy] = told ?? (code && isMaking(syscall) ? noFolder : []);
  if (!what || !remedy) return undefined;
  const where = path ? `${path}: ` : '';
  return new OperationalError(`${where}${what} (${code}, ${syscall})`, remedy, { cause: error });
}

const isMaking = (syscall = '') => ['mkdir', 'mkdtemp'].includes(syscall);

const noFolder = [
  'the folder cannot be made',
  'make the folder above it, on a disk that can be written',
] as const;

const permit = 'let this user write there, or work in a copy of the project that you own';

/** errno(3): what each says of the surroundings, and what to do. */
const surroundings: Record<string, readonly [what: string, remedy: string]> = {
  EACCES: ['permission denied', permit],
  EPERM: ['not permitted', permit],
  EROFS: ['the disk is read-only', permit],
  ENOSPC: ['no space is left', 'make room, and ask again'],
  EDQUOT: ['your share of the disk is used up', 'make room, and ask again'],
  EIO: ['the device cannot be read or written', 'see whether it is still connected'],
  EMFILE: ['too many files are open', 'allow this shell more of them: ulimit -n 1024'],
  ENFILE: ['the system has too many files open', 'end some other programs, and ask again'],
  EAGAIN: ['the system has no process to spare', 'end some other programs, and ask again'],
  ENOMEM: ['no memory is left', 'end some other programs, and ask again'],
};
