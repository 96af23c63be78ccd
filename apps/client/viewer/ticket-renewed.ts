/** What the bridge and the viewer agree on beside the wire. */

/** The reason of the bridge's close where the ticket was refused and there is another: in the page's opening. */
export const TICKET_RENEWED = 'agent.ticket_renewed';
