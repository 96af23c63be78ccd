/** What this agent calls itself. */
export const agentVersion = '0.1.0';
