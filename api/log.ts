/** The log: one JSON object a line, without secrets and without personal data. */
import { type DestinationStream, type Logger, pino } from 'pino';

const hidden = ['password', 'token', 'secret', 'authorization', 'cookie', 'phone', 'email', 'idNumber'];

export function makeLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    redact: { paths: hidden.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[hidden]' },
    serializers: { err: describeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/**
 * What an error may say in the log. `detail` of a database error is left out, for it quotes the row's values, and so is all
 * of a Prisma message but its last line: the rest repeats the arguments of the call.
 */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code } = error as { code?: unknown };
  const fromPrisma = error.name.startsWith('PrismaClient');
  return {
    type: error.name,
    message: fromPrisma ? error.message.trimEnd().split('\n').at(-1) : error.message,
    ...(typeof code === 'string' ? { code } : {}),
    // The frames alone: the head of a stack repeats the message.
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
