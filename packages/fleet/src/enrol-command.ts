/** The command that makes a machine a client of a fleet, as it is typed there. */

export interface EnrolWish {
  /** HOST:PORT, as the client reaches the agent. */
  readonly agent: string;
  readonly fingerprint: string;
  readonly code: string;
  /** The client's name, where the code is good for one name only; null: the machine's own. */
  readonly name: string | null;
}

/** None of its parts has anything that a shell reads: names, addresses, hexadecimal digits. */
export function enrolCommand({ agent, fingerprint, code, name }: EnrolWish): string {
  const named = name === null ? '' : ` --name ${name}`;
  return `farport enroll --agent ${agent} --fingerprint ${fingerprint} --code ${code}${named}`;
}
