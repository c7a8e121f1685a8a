/** What the system calls a file that cannot be read or written, and what people are told. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EACCES: 'it may not be opened by you',
  EPERM: 'it may not be opened by you',
  EROFS: 'the disk can only be read',
  ENOENT: 'a folder of its path is missing',
  ENOTDIR: 'a part of its path is a file',
  EISDIR: 'it is a folder',
  EEXIST: 'a file of that name is in the way',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
  EIO: 'the disk reports a fault',
}

export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException | undefined)?.code ?? ''
export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT'
export const isDiskFull = (error: unknown): boolean =>
  codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT'

/** Why a file failed, as the end of a sentence: "the disk is full". */
export const fileReason = (error: unknown): string =>
  reasons[codeOf(error)] ?? (codeOf(error) || 'of an unknown cause')
