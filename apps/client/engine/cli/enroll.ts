/** Owns `farport enroll`: turns a code into a credential, and says what happens from then on. */
import { hostname } from 'node:os';
import { writeCredential } from '../fleet/credential.ts';
import { enrol } from '../fleet/enrol.ts';
import { credentialPath } from '../service/paths.ts';
import { agentOf, running } from './requests.ts';

export interface EnrollOptions {
  code: string;
  agent?: string;
  fingerprint?: string;
  name?: string;
}

export async function enroll(options: EnrollOptions): Promise<void> {
  const name = options.name ?? ownName();
  const credential = await enrol({ ...(await agentOf(options)), code: options.code, name });
  const path = credentialPath();
  await writeCredential(path, credential);
  process.stdout.write(
    `enrolled as ${credential.name} at ${credential.agent}; the key is in ${path}\n` +
      'the engine tells that agent what is plugged in here, and brings devices to VMs as it is told\n',
  );
  await running();
}

/** The machine's name as a fleet takes it. */
function ownName(): string {
  const clean = hostname()
    .replaceAll(/[^A-Za-z0-9._-]/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '');
  return clean === '' ? 'client' : clean.slice(0, 64);
}
