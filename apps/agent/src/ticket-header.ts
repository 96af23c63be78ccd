/** The headers that the agent adds to an upgrade request it hands to a VM process. Never taken from a client. */

/** SHA-256 of the ticket that let the request in, lower-case hex. */
export const ticketHashHeader = 'farport-ticket-sha256';

/** Names the channel, where the agent is to be asked about each device on it: 32 hexadecimal digits. */
export const admissionHeader = 'farport-admission';
