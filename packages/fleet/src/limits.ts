/** Bounds of everything in the fleet that people or machines can make grow. One place, so that docs and tests agree. */

export const LIMITS = {
  /** Characters of a name of a user, group, client, VM, token or rule. */
  name: 64,
  /** Characters of a name for display. */
  displayName: 128,
  /** Characters of a description, note or reason. */
  text: 1000,
  /** Items of one page of a list; what is given where nobody asks. */
  page: 500,
  pageDefault: 100,

  users: 100_000,
  groups: 10_000,
  membersOfGroup: 100_000,
  groupsOfUser: 200,
  clients: 20_000,
  vms: 20_000,
  /** Size of a VM's disk: 64 TiB. */
  diskMiB: 64 * 1024 * 1024,
  grantsOfVm: 10_000,
  /** Longest life of a server's ticket, seconds; most connections that one may be good for, where they are counted. */
  ticketSeconds: 366 * 86_400,
  ticketUses: 1_000_000,
  /** Characters of base64 that one request types into a VM's console. */
  consoleInputBytes: 45_000,
  /** Devices remembered of one client; the longest unplugged is forgotten first. */
  devicesOfClient: 512,
  /** Devices whose verdicts are asked for at once. */
  devicesAsked: 128,
  /** Ports of one client that have a label. */
  portsOfClient: 512,
  /** Interfaces, over all configurations and alternate settings, that a device may have. */
  interfacesOfDevice: 256,
  assignments: 50_000,
  tokensOfUser: 100,
  sessionsOfUser: 50,
  enrolmentCodes: 1000,

  rulesOfPolicy: 500,
  /** Ids, classes, serials, ports, users, … in one condition of a rule. */
  itemsOfCondition: 200,
  /** Policies kept of the past. */
  policyVersions: 200,

  /** Days for which attempts to attach are kept, and how many at most. */
  attemptDays: 30,
  attempts: 500_000,
  /** Changes kept for those who resume an event stream. */
  changes: 200_000,
} as const;
