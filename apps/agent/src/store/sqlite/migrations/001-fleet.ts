/** Schema 1: the fleet, its audit and its change log. Released: never changed, only followed. */

export const fleetSchema = `
-- Counters that never go back, and what the store remembers of itself.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  number INTEGER NOT NULL DEFAULT 0,
  text TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
INSERT INTO meta (key) VALUES ('store_time'), ('fence'), ('change'), ('audit_head');
-- Another one after each restore: numbers of the change log mean nothing across it.
INSERT INTO meta (key, text) VALUES ('epoch', lower(hex(randomblob(8))));

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('administrator', 'operator', 'auditor', 'help_desk', 'user')),
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  source TEXT NOT NULL CHECK (source IN ('local', 'oidc')),
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE groups (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE group_members (
  group_id TEXT NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_members_user ON group_members (user_id);

CREATE TABLE clients (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  platform TEXT NOT NULL,
  software_version TEXT NOT NULL,
  key_hash TEXT NOT NULL UNIQUE,
  enrolled_at INTEGER NOT NULL,
  connected_host TEXT,
  seen_at INTEGER,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX clients_connected ON clients (connected_host) WHERE connected_host IS NOT NULL;

CREATE TABLE vms (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  host TEXT NOT NULL,
  wanted_power TEXT NOT NULL CHECK (wanted_power IN ('on', 'off')),
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE vm_grants (
  vm_id TEXT NOT NULL REFERENCES vms (id) ON DELETE CASCADE,
  user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
  group_id TEXT REFERENCES groups (id) ON DELETE CASCADE,
  CHECK ((user_id IS NULL) <> (group_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX vm_grants_user ON vm_grants (user_id, vm_id) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX vm_grants_group ON vm_grants (group_id, vm_id) WHERE group_id IS NOT NULL;
CREATE INDEX vm_grants_vm ON vm_grants (vm_id);

-- One identity at one client is one device.
CREATE TABLE devices (
  id TEXT PRIMARY KEY,
  client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  vendor_id INTEGER NOT NULL,
  product_id INTEGER NOT NULL,
  serial TEXT NOT NULL,
  port_path TEXT NOT NULL,
  device_version INTEGER NOT NULL,
  device_class TEXT NOT NULL,
  interfaces TEXT NOT NULL,
  manufacturer TEXT NOT NULL,
  product TEXT NOT NULL,
  speed TEXT NOT NULL,
  plugged INTEGER NOT NULL CHECK (plugged IN (0, 1)),
  arrival TEXT NOT NULL CHECK (arrival IN ('existing', 'new')),
  first_seen_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  wanted TEXT NOT NULL CHECK (wanted IN ('as_assigned', 'attached', 'detached')),
  wanted_vm_id TEXT REFERENCES vms (id) ON DELETE SET NULL,
  wanted_by TEXT,
  wanted_since INTEGER NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (client_id, vendor_id, product_id, serial, port_path)
) STRICT;
CREATE INDEX devices_wanted_vm ON devices (wanted_vm_id) WHERE wanted_vm_id IS NOT NULL;

CREATE TABLE ports (
  client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (client_id, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE assignments (
  id TEXT PRIMARY KEY,
  what TEXT NOT NULL,
  client_id TEXT REFERENCES clients (id) ON DELETE CASCADE,
  vm_id TEXT REFERENCES vms (id) ON DELETE CASCADE,
  user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  note TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CHECK ((vm_id IS NULL) <> (user_id IS NULL))
) STRICT;
CREATE INDEX assignments_client ON assignments (client_id);
CREATE INDEX assignments_vm ON assignments (vm_id);
CREATE INDEX assignments_user ON assignments (user_id);

-- The primary key is the exclusivity. What is leased cannot be deleted.
CREATE TABLE leases (
  device_id TEXT PRIMARY KEY REFERENCES devices (id) ON DELETE RESTRICT,
  fence INTEGER NOT NULL UNIQUE,
  vm_id TEXT NOT NULL REFERENCES vms (id) ON DELETE RESTRICT,
  user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  host TEXT NOT NULL,
  acquired_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX leases_vm ON leases (vm_id);
CREATE INDEX leases_user ON leases (user_id);
CREATE INDEX leases_host ON leases (host);
CREATE INDEX leases_expires ON leases (expires_at);

CREATE TABLE policies (
  version INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  comment TEXT NOT NULL
) STRICT;

CREATE TABLE attempts (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  request TEXT NOT NULL,
  outcome TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  policy_version INTEGER NOT NULL
) STRICT;
CREATE INDEX attempts_at ON attempts (at);

CREATE TABLE changes (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('created', 'updated', 'deleted'))
) STRICT;

-- What is searched for is computed from the text that is hashed: the two cannot differ.
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  text TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  at INTEGER GENERATED ALWAYS AS (json_extract(text, '$.at')) VIRTUAL,
  action TEXT GENERATED ALWAYS AS (json_extract(text, '$.action')) VIRTUAL,
  outcome TEXT GENERATED ALWAYS AS (json_extract(text, '$.outcome')) VIRTUAL,
  actor_id TEXT GENERATED ALWAYS AS (json_extract(text, '$.actor.id')) VIRTUAL,
  user_id TEXT GENERATED ALWAYS AS (json_extract(text, '$.user.id')) VIRTUAL,
  client_id TEXT GENERATED ALWAYS AS (json_extract(text, '$.client.id')) VIRTUAL,
  device_id TEXT GENERATED ALWAYS AS (json_extract(text, '$.device.id')) VIRTUAL,
  vm_id TEXT GENERATED ALWAYS AS (json_extract(text, '$.vm.id')) VIRTUAL
) STRICT;
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_action ON audit (action, seq);
CREATE INDEX audit_actor ON audit (actor_id, seq) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_user ON audit (user_id, seq) WHERE user_id IS NOT NULL;
CREATE INDEX audit_client ON audit (client_id, seq) WHERE client_id IS NOT NULL;
CREATE INDEX audit_device ON audit (device_id, seq) WHERE device_id IS NOT NULL;
CREATE INDEX audit_vm ON audit (vm_id, seq) WHERE vm_id IS NOT NULL;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_never_cut BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
-- INSERT OR REPLACE would delete without the trigger above.
CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
  OR NEW.previous_hash <> coalesce((SELECT hash FROM audit ORDER BY seq DESC LIMIT 1), printf('%064d', 0))
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
`;
