/** Schema 3: VMs that the fleet itself builds. Released: never changed, only followed. */

export const builtVmsSchema = `
-- JSON of how it is built; NULL where the configuration file of its agent says so.
ALTER TABLE vms ADD COLUMN spec TEXT;
ALTER TABLE vms ADD COLUMN build_state TEXT CHECK (build_state IN ('building', 'ready', 'failed'));
ALTER TABLE vms ADD COLUMN build_message TEXT NOT NULL DEFAULT '';
`;
