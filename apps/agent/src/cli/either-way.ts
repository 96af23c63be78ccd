/** What the running agent does where there is one, and the command itself where there is none. */
import { AgentUnreachableError, errorCode } from '../errors.ts';

/** Asks the agent, or does it here where none runs. */
export async function eitherWay<T>(ask: () => Promise<T>, here: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AgentUnreachableError) || errorCode(error.cause) === 'EACCES') throw error;
    return here();
  }
}
