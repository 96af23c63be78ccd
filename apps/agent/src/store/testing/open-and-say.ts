/** Opens a store and says how that went, for tests that need another process's rights: FILE. Prints "open" or a code. */
import { errorCode, errorMessage } from '../../errors.ts';
import { SqliteStore } from '../sqlite/sqlite-store.ts';

const [, , file = ''] = process.argv;
try {
  await SqliteStore.open(file).close();
  process.stdout.write('open');
} catch (error) {
  process.stdout.write(errorCode(error) ?? errorMessage(error));
}
