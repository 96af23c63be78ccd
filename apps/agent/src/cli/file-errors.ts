/** What is said where a file that a command is to make cannot be made. Opens nothing. */
import { errorCode, errorMessage, FarportError } from '../errors.ts';

/** file.exists: a command never writes over what is there. */
export function fileExists(path: string, cause?: unknown): FarportError {
  return new FarportError('file.exists', 409, `${path} is there already: name a file that is not`, { cause });
}

/** file.exists or file.failed, by the error of the file system. */
export function notMade(path: string, cause: unknown): FarportError {
  if (errorCode(cause) === 'EEXIST') return fileExists(path, cause);
  return new FarportError('file.failed', 500, `${path}: ${errorMessage(cause)}`, { cause });
}
