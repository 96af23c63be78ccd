import { storeConformance } from '../testing/conformance.ts';
import { sqlitePlace } from '../testing/sqlite-place.ts';

storeConformance('SQLite', sqlitePlace);
