/** Runs in a thread of its own: reads a whole database and says what is wrong with it. Started by check-apart.ts only. */
import { parentPort, workerData } from 'node:worker_threads';
import { errorMessage } from '../../errors.ts';
import { StoreError } from '../errors.ts';
import { checkBackup } from './backup-check.ts';
import type { CheckAnswer, CheckQuestion } from './check-apart.ts';
import { integrityProblems } from './integrity.ts';
import { openForReading } from './open.ts';

function answer({ file, what }: CheckQuestion): CheckAnswer {
  try {
    if (what === 'backup') {
      checkBackup(file);
      return { problems: [] };
    }
    const sql = openForReading(file);
    try {
      return { problems: integrityProblems(sql) };
    } finally {
      sql.close();
    }
  } catch (error) {
    const code = error instanceof StoreError ? error.code : 'store.failed';
    return { error: { code, message: errorMessage(error) } };
  }
}

parentPort?.postMessage(answer(workerData as CheckQuestion));
