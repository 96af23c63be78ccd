/** Schema 5: devices that people bring, and marks of the assignments. Released: never changed, only followed. */

export const broughtDevicesSchema = `
-- Whether whoever has it brought it by a ticket of their own: then no client is ordered to.
ALTER TABLE leases ADD COLUMN brought INTEGER NOT NULL DEFAULT 0 CHECK (brought IN (0, 1));

-- Another word after each change of the assignments for all clients, and of those of one client. Random, so that what was
-- seen in a transaction that was undone is never taken for what is so later.
INSERT INTO meta (key, text) VALUES
  ('assignments_everywhere', lower(hex(randomblob(8)))),
  ('assignments_at_clients', lower(hex(randomblob(8))));
CREATE TRIGGER assignments_marked_insert AFTER INSERT ON assignments BEGIN
  UPDATE meta SET text = lower(hex(randomblob(8)))
  WHERE key = iif(new.client_id IS NULL, 'assignments_everywhere', 'assignments_at_clients');
END;
CREATE TRIGGER assignments_marked_update AFTER UPDATE ON assignments BEGIN
  UPDATE meta SET text = lower(hex(randomblob(8)))
  WHERE key IN (
    iif(old.client_id IS NULL, 'assignments_everywhere', 'assignments_at_clients'),
    iif(new.client_id IS NULL, 'assignments_everywhere', 'assignments_at_clients')
  );
END;
CREATE TRIGGER assignments_marked_delete AFTER DELETE ON assignments BEGIN
  UPDATE meta SET text = lower(hex(randomblob(8)))
  WHERE key = iif(old.client_id IS NULL, 'assignments_everywhere', 'assignments_at_clients');
END;
`;
