/** The policy that a new fleet begins with: hubs stay out, keyboards and mice stay with the client. */
import type { PolicyDocument } from './policy-document.ts';

/** A new document each time: nobody shares what somebody else may change. */
export function startingPolicy(timeZone = 'UTC'): PolicyDocument {
  return {
    timeZone,
    automatic: { existing: true, new: true },
    rules: [
      {
        id: 'hubs',
        name: 'Hubs stay out',
        enabled: true,
        effect: 'deny',
        device: { classes: { any: ['09'] } },
      },
      {
        id: 'keyboards-and-mice',
        name: 'Keyboards and mice stay with the client',
        enabled: true,
        effect: 'deny',
        // The boot protocols: what the firmware of a PC would take for its own keyboard or mouse.
        device: { classes: { any: ['03/01/01', '03/01/02'] } },
      },
      { id: 'everything-else', name: 'Everything else', enabled: true, effect: 'allow' },
    ],
  };
}
