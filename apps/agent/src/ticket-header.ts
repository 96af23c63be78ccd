/** The one header that the agent adds to an upgrade request it hands to a VM process. */

/** SHA-256 of the ticket that let the request in, lower-case hex. Never taken from a client. */
export const ticketHashHeader = 'farport-ticket-sha256';
