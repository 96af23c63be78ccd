-- A database as the agent of schema 2 wrote it. Never changed: what comes later must be able to read it.
PRAGMA application_id = 1180791376;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE api_tokens (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  last_used_at INTEGER
) STRICT;
INSERT INTO "api_tokens" VALUES('a39e3e0c-0f90-4a45-9acc-b2da58095498','tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt','f2b2014b-f108-499e-8aa6-ea8d6701e568','prometheus','["metrics:read"]',1795288532725,NULL,NULL);
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
INSERT INTO "assignments" VALUES('8a910a84-a93f-4001-a0e4-40356a526257','{"kind":"port","clientId":"3d155b4b-5493-4d01-8fee-d93345a5dc94","portPath":"1-2"}','3d155b4b-5493-4d01-8fee-d93345a5dc94','09e9d314-e229-48e1-a85e-793a7baa0be4',NULL,1,'by the door',1795288532730,1);
CREATE TABLE attempts (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  request TEXT NOT NULL,
  outcome TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  policy_version INTEGER NOT NULL
) STRICT;
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
INSERT INTO "audit" VALUES(1,'{"action":"user.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288532717,"client":null,"details":{"role":"administrator","source":"local"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":1,"user":{"id":"f2b2014b-f108-499e-8aa6-ea8d6701e568","name":"alice"},"v":1,"vm":null}','0000000000000000000000000000000000000000000000000000000000000000','4076534b2b85f591552bae21329b9ccdc1c0b09397f615eb312148c598d7bb2c');
INSERT INTO "audit" VALUES(2,'{"action":"user.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288532719,"client":null,"details":{"role":"user","source":"local"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":2,"user":{"id":"f69af2f9-1eba-4eed-bdb4-6a44e5395555","name":"bob"},"v":1,"vm":null}','4076534b2b85f591552bae21329b9ccdc1c0b09397f615eb312148c598d7bb2c','7f490e9775a59d46bf3958563d89be3656350833e8adf06f6a08626e316ba59f');
INSERT INTO "audit" VALUES(3,'{"action":"client.enrolled","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288532719,"client":{"id":"3d155b4b-5493-4d01-8fee-d93345a5dc94","name":"reception-3"},"details":{"platform":"linux x64","version":"0.1.0"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":3,"user":null,"v":1,"vm":null}','7f490e9775a59d46bf3958563d89be3656350833e8adf06f6a08626e316ba59f','94d078ac279350d98a2f7471cc562de2b5d280220629d386a97b11a8dfe99298');
INSERT INTO "audit" VALUES(4,'{"action":"vm.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288532721,"client":null,"details":{},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":4,"user":null,"v":1,"vm":{"id":"09e9d314-e229-48e1-a85e-793a7baa0be4","name":"desktop-7"}}','94d078ac279350d98a2f7471cc562de2b5d280220629d386a97b11a8dfe99298','40d218ac9a4685477105e317a727f51f6e3fb3768a8c3af249977cea5c67f9c4');
INSERT INTO "audit" VALUES(5,'{"action":"vm.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288532722,"client":null,"details":{},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":5,"user":null,"v":1,"vm":{"id":"411b48dd-1e86-4bc4-a16a-c1f024cb55e3","name":"server-1"}}','40d218ac9a4685477105e317a727f51f6e3fb3768a8c3af249977cea5c67f9c4','c2df9b8336e40d69e8be2dae49b71164e9f829a0f13cb1ccd7907966dd1790a9');
INSERT INTO "audit" VALUES(6,'{"action":"user.password_set","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288532724,"client":null,"details":{},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":6,"user":{"id":"f2b2014b-f108-499e-8aa6-ea8d6701e568","name":"alice"},"v":1,"vm":null}','c2df9b8336e40d69e8be2dae49b71164e9f829a0f13cb1ccd7907966dd1790a9','92803f0538f2a882d3f01a627907f81336b074185c65d21035e4b09983bf1b25');
INSERT INTO "audit" VALUES(7,'{"action":"token.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288532726,"client":null,"details":{"scopes":"metrics:read","token":"prometheus"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":7,"user":{"id":"f2b2014b-f108-499e-8aa6-ea8d6701e568","name":"alice"},"v":1,"vm":null}','92803f0538f2a882d3f01a627907f81336b074185c65d21035e4b09983bf1b25','f0fb4d67de36da8af5c36eb427c041513229560253dd08575f3e577fd817399b');
INSERT INTO "audit" VALUES(8,'{"action":"enrolment.code_created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288532727,"client":null,"details":{"client":"kiosk-9","code":"ee2bf4e0-01d9-4efd-b4c8-7627c3d39c94"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":8,"user":null,"v":1,"vm":null}','f0fb4d67de36da8af5c36eb427c041513229560253dd08575f3e577fd817399b','000e233240f698288f0948cec1692a34d514b33cddbb6dc5241cc8af651809ff');
INSERT INTO "audit" VALUES(9,'{"action":"group.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288532727,"client":null,"details":{"group":"nights"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":9,"user":null,"v":1,"vm":null}','000e233240f698288f0948cec1692a34d514b33cddbb6dc5241cc8af651809ff','77d5c0cb8987b04e4cfe51380ed096bc98a2f814a1e39581b6835b9ec17b6237');
INSERT INTO "audit" VALUES(10,'{"action":"group.member_added","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288532728,"client":null,"details":{"group":"nights"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":10,"user":{"id":"f69af2f9-1eba-4eed-bdb4-6a44e5395555","name":"bob"},"v":1,"vm":null}','77d5c0cb8987b04e4cfe51380ed096bc98a2f814a1e39581b6835b9ec17b6237','a267df3455cb86b9799999d52a86419f796964ed1d3ca2fde001ff56abf233d1');
INSERT INTO "audit" VALUES(11,'{"action":"vm.granted","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288532729,"client":null,"details":{"group":"nights"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":11,"user":null,"v":1,"vm":{"id":"09e9d314-e229-48e1-a85e-793a7baa0be4","name":"desktop-7"}}','a267df3455cb86b9799999d52a86419f796964ed1d3ca2fde001ff56abf233d1','0c0b4ee75deb71a6c56b7d9dc66344a580e87af77f888212dcdc3290000153f9');
INSERT INTO "audit" VALUES(12,'{"action":"policy.changed","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288532730,"client":null,"details":{"comment":"at first","rules":"3","version":"1"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":12,"user":null,"v":1,"vm":null}','0c0b4ee75deb71a6c56b7d9dc66344a580e87af77f888212dcdc3290000153f9','4ae424725b93784ccfb9bfe2f524b024015c9dc44fe62a2c098acb9c23cd4d98');
INSERT INTO "audit" VALUES(13,'{"action":"assignment.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288532730,"client":{"id":"3d155b4b-5493-4d01-8fee-d93345a5dc94","name":"reception-3"},"details":{"what":"port 1-2"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":13,"user":null,"v":1,"vm":{"id":"09e9d314-e229-48e1-a85e-793a7baa0be4","name":"desktop-7"}}','4ae424725b93784ccfb9bfe2f524b024015c9dc44fe62a2c098acb9c23cd4d98','f6e31972729e3440709685410443833927b00166acabe91a1da0ba4a50ee8f09');
INSERT INTO "audit" VALUES(14,'{"action":"user.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288532731,"client":null,"details":{"role":"operator","source":"oidc"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":14,"user":{"id":"2e856db3-3c73-4e23-b86d-5c6ebfb3f574","name":"ada"},"v":1,"vm":null}','f6e31972729e3440709685410443833927b00166acabe91a1da0ba4a50ee8f09','ed0cb545d22162b133ceb1858af806588490cfd76bd0bab4c5973f4e8eb68cf3');
INSERT INTO "audit" VALUES(15,'{"action":"device.attached","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288532732,"client":{"id":"3d155b4b-5493-4d01-8fee-d93345a5dc94","name":"reception-3"},"details":{"fence":"1"},"device":{"id":"871b912f-1f3d-4d1f-9653-79725f66a2d1","name":"SanDisk Ultra (0781:5583 S1 at 1-2)"},"outcome":"ok","reason":null,"rule":null,"seq":15,"user":{"id":"f69af2f9-1eba-4eed-bdb4-6a44e5395555","name":"bob"},"v":1,"vm":{"id":"09e9d314-e229-48e1-a85e-793a7baa0be4","name":"desktop-7"}}','ed0cb545d22162b133ceb1858af806588490cfd76bd0bab4c5973f4e8eb68cf3','7a96cd867f15fa55a65739271ed6735152bdaf82d3b267e7c086c42a0d31cde6');
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('created', 'updated', 'deleted'))
) STRICT;
INSERT INTO "changes" VALUES(1,1795288532717,'user','f2b2014b-f108-499e-8aa6-ea8d6701e568','created');
INSERT INTO "changes" VALUES(2,1795288532719,'user','f69af2f9-1eba-4eed-bdb4-6a44e5395555','created');
INSERT INTO "changes" VALUES(3,1795288532719,'client','3d155b4b-5493-4d01-8fee-d93345a5dc94','created');
INSERT INTO "changes" VALUES(4,1795288532720,'device','871b912f-1f3d-4d1f-9653-79725f66a2d1','created');
INSERT INTO "changes" VALUES(5,1795288532721,'vm','09e9d314-e229-48e1-a85e-793a7baa0be4','created');
INSERT INTO "changes" VALUES(6,1795288532721,'vm','411b48dd-1e86-4bc4-a16a-c1f024cb55e3','created');
INSERT INTO "changes" VALUES(7,1795288532725,'session','c2cf41cd-a2d6-4d10-9452-239b33cc34fc','created');
INSERT INTO "changes" VALUES(8,1795288532726,'token','a39e3e0c-0f90-4a45-9acc-b2da58095498','created');
INSERT INTO "changes" VALUES(9,1795288532727,'enrolment','ee2bf4e0-01d9-4efd-b4c8-7627c3d39c94','created');
INSERT INTO "changes" VALUES(10,1795288532727,'group','a2ee98f4-eb2f-408e-a004-e5e2dce9c77a','created');
INSERT INTO "changes" VALUES(11,1795288532728,'group','a2ee98f4-eb2f-408e-a004-e5e2dce9c77a','updated');
INSERT INTO "changes" VALUES(12,1795288532729,'vm','09e9d314-e229-48e1-a85e-793a7baa0be4','updated');
INSERT INTO "changes" VALUES(13,1795288532729,'policy','1','created');
INSERT INTO "changes" VALUES(14,1795288532730,'assignment','8a910a84-a93f-4001-a0e4-40356a526257','created');
INSERT INTO "changes" VALUES(15,1795288532731,'user','2e856db3-3c73-4e23-b86d-5c6ebfb3f574','created');
INSERT INTO "changes" VALUES(16,1795288532731,'lease','871b912f-1f3d-4d1f-9653-79725f66a2d1','created');
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
INSERT INTO "clients" VALUES('3d155b4b-5493-4d01-8fee-d93345a5dc94','reception-3','reception-3','',1,'linux x64','0.1.0','k1',1795288532719,NULL,NULL,1);
CREATE TABLE credentials (
  user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  password_hash TEXT NOT NULL,
  must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),
  changed_at INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  locked_until INTEGER NOT NULL
) STRICT;
INSERT INTO "credentials" VALUES('f2b2014b-f108-499e-8aa6-ea8d6701e568','$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',0,1795288532724,0,0);
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
INSERT INTO "devices" VALUES('871b912f-1f3d-4d1f-9653-79725f66a2d1','3d155b4b-5493-4d01-8fee-d93345a5dc94',1921,21891,'S1','1-2',272,'{"classCode":0,"subclass":0,"protocol":0}','[{"classCode":8,"subclass":6,"protocol":80}]','SanDisk','Ultra','super',1,'new',1795288532720,1795288532720,'as_assigned',NULL,NULL,1795288532720,1);
CREATE TABLE enrolment_codes (
  id TEXT PRIMARY KEY,
  code_hash TEXT NOT NULL UNIQUE,
  client_name TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  client_id TEXT
) STRICT;
INSERT INTO "enrolment_codes" VALUES('ee2bf4e0-01d9-4efd-b4c8-7627c3d39c94','eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee','kiosk-9','alice',1795288532726,4102444800000,NULL,NULL);
CREATE TABLE group_members (
  group_id TEXT NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "group_members" VALUES('a2ee98f4-eb2f-408e-a004-e5e2dce9c77a','f69af2f9-1eba-4eed-bdb4-6a44e5395555');
CREATE TABLE groups (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
INSERT INTO "groups" VALUES('a2ee98f4-eb2f-408e-a004-e5e2dce9c77a','nights','nights','',1795288532727,1);
CREATE TABLE leases (
  device_id TEXT PRIMARY KEY REFERENCES devices (id) ON DELETE RESTRICT,
  fence INTEGER NOT NULL UNIQUE,
  vm_id TEXT NOT NULL REFERENCES vms (id) ON DELETE RESTRICT,
  user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  host TEXT NOT NULL,
  acquired_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
INSERT INTO "leases" VALUES('871b912f-1f3d-4d1f-9653-79725f66a2d1',1,'09e9d314-e229-48e1-a85e-793a7baa0be4','f69af2f9-1eba-4eed-bdb4-6a44e5395555','h1',1795288532731,1795288577730);
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  number INTEGER NOT NULL DEFAULT 0,
  text TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('audit_head',15,'7a96cd867f15fa55a65739271ed6735152bdaf82d3b267e7c086c42a0d31cde6');
INSERT INTO "meta" VALUES('change',16,'');
INSERT INTO "meta" VALUES('epoch',0,'0bbce829610ec717');
INSERT INTO "meta" VALUES('fence',1,'');
INSERT INTO "meta" VALUES('store_time',1795288532731,'');
CREATE TABLE oidc_identities (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  user_id TEXT NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO "oidc_identities" VALUES('https://idp.example','ada','2e856db3-3c73-4e23-b86d-5c6ebfb3f574');
CREATE TABLE policies (
  version INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  comment TEXT NOT NULL
) STRICT;
INSERT INTO "policies" VALUES(1,'{"timeZone":"UTC","automatic":{"existing":true,"new":true},"rules":[{"id":"hubs","name":"Hubs stay out","enabled":true,"effect":"deny","device":{"classes":{"any":["09"]}}},{"id":"keyboards-and-mice","name":"Keyboards and mice stay with the client","enabled":true,"effect":"deny","device":{"classes":{"any":["03/01/01","03/01/02"]}}},{"id":"everything-else","name":"Everything else","enabled":true,"effect":"allow"}]}',1795288532729,'root','at first');
CREATE TABLE ports (
  client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (client_id, path)
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  idle_expires_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL
) STRICT;
INSERT INTO "sessions" VALUES('c2cf41cd-a2d6-4d10-9452-239b33cc34fc','ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss','f69af2f9-1eba-4eed-bdb4-6a44e5395555',1795288532725,4102444800000,4102444800000,1795288532725,'192.0.2.9','a browser');
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
INSERT INTO "users" VALUES('f2b2014b-f108-499e-8aa6-ea8d6701e568','alice','alice','Alice','administrator',1,'local',1795288532717,1);
INSERT INTO "users" VALUES('f69af2f9-1eba-4eed-bdb4-6a44e5395555','bob','bob','Bob','user',1,'local',1795288532719,1);
INSERT INTO "users" VALUES('2e856db3-3c73-4e23-b86d-5c6ebfb3f574','ada','ada','Ada','operator',1,'oidc',1795288532731,1);
CREATE TABLE vm_grants (
  vm_id TEXT NOT NULL REFERENCES vms (id) ON DELETE CASCADE,
  user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
  group_id TEXT REFERENCES groups (id) ON DELETE CASCADE,
  CHECK ((user_id IS NULL) <> (group_id IS NULL))
) STRICT;
INSERT INTO "vm_grants" VALUES('09e9d314-e229-48e1-a85e-793a7baa0be4',NULL,'a2ee98f4-eb2f-408e-a004-e5e2dce9c77a');
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
INSERT INTO "vms" VALUES('09e9d314-e229-48e1-a85e-793a7baa0be4','desktop-7','desktop-7','','h1','off',1795288532721,1);
INSERT INTO "vms" VALUES('411b48dd-1e86-4bc4-a16a-c1f024cb55e3','server-1','server-1','','h1','off',1795288532721,1);
CREATE INDEX group_members_user ON group_members (user_id);
CREATE INDEX clients_connected ON clients (connected_host) WHERE connected_host IS NOT NULL;
CREATE UNIQUE INDEX vm_grants_user ON vm_grants (user_id, vm_id) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX vm_grants_group ON vm_grants (group_id, vm_id) WHERE group_id IS NOT NULL;
CREATE INDEX vm_grants_vm ON vm_grants (vm_id);
CREATE INDEX devices_wanted_vm ON devices (wanted_vm_id) WHERE wanted_vm_id IS NOT NULL;
CREATE INDEX assignments_client ON assignments (client_id);
CREATE INDEX assignments_vm ON assignments (vm_id);
CREATE INDEX assignments_user ON assignments (user_id);
CREATE INDEX leases_vm ON leases (vm_id);
CREATE INDEX leases_user ON leases (user_id);
CREATE INDEX leases_host ON leases (host);
CREATE INDEX leases_expires ON leases (expires_at);
CREATE INDEX attempts_at ON attempts (at);
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
CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
  OR NEW.previous_hash <> coalesce((SELECT hash FROM audit ORDER BY seq DESC LIMIT 1), printf('%064d', 0))
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE INDEX sessions_user ON sessions (user_id, created_at);
CREATE INDEX sessions_expires ON sessions (expires_at);
CREATE INDEX api_tokens_user ON api_tokens (user_id, id);
CREATE INDEX enrolment_codes_expires ON enrolment_codes (expires_at);
DELETE FROM "sqlite_sequence";
COMMIT;
