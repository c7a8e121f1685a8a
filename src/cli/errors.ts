/** The command line was not understood: printed with the command's usage, exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The command could not do its work: the message goes to stderr as it is, exit 1. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure'
}

/** The reader of stdout went away (`| head`): what it wanted it has, so this is no failure and exit 0. */
export class ReaderGone extends Error {
  override readonly name = 'ReaderGone'
}
