-- A database as the agent of schema 4 wrote it. Never changed: what comes later must be able to read it.
PRAGMA application_id = 1180791376;
PRAGMA user_version = 4;
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
INSERT INTO "api_tokens" VALUES('309f8a3b-f965-4ad2-b25b-1e86b96e24c4','tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt','72875f35-9bdb-4735-bae8-8c8a9cc6f5c0','prometheus','["metrics:read"]',1795288534055,NULL,NULL);
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
INSERT INTO "assignments" VALUES('b5facb63-09fc-42cc-97ae-0437922d591b','{"kind":"port","clientId":"2f6cae0a-57d6-47b9-a138-16ece08c2855","portPath":"1-2"}','2f6cae0a-57d6-47b9-a138-16ece08c2855','d3b44bc4-c3b4-4b1c-a035-1c3cfb189398',NULL,1,'by the door',1795288534058,1);
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
INSERT INTO "audit" VALUES(1,'{"action":"user.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534045,"client":null,"details":{"role":"administrator","source":"local"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":1,"user":{"id":"72875f35-9bdb-4735-bae8-8c8a9cc6f5c0","name":"alice"},"v":1,"vm":null}','0000000000000000000000000000000000000000000000000000000000000000','220e257155717b6bac8a2e1091b07035cd5c80e6927c664ba2087a02def13009');
INSERT INTO "audit" VALUES(2,'{"action":"user.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534047,"client":null,"details":{"role":"user","source":"local"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":2,"user":{"id":"c1ef93a2-a317-4540-a2c9-59ff0aeffb50","name":"bob"},"v":1,"vm":null}','220e257155717b6bac8a2e1091b07035cd5c80e6927c664ba2087a02def13009','99c600cef6bf05c6d1386fb05eb3319e1ee84470981bbe9df9685002ba302138');
INSERT INTO "audit" VALUES(3,'{"action":"client.enrolled","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534047,"client":{"id":"2f6cae0a-57d6-47b9-a138-16ece08c2855","name":"reception-3"},"details":{"platform":"linux x64","version":"0.1.0"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":3,"user":null,"v":1,"vm":null}','99c600cef6bf05c6d1386fb05eb3319e1ee84470981bbe9df9685002ba302138','181ac69cbbee2737fbe1a7b637bf77d80e2f922e9031886ce96a2f9488555791');
INSERT INTO "audit" VALUES(4,'{"action":"vm.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534049,"client":null,"details":{},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":4,"user":null,"v":1,"vm":{"id":"d3b44bc4-c3b4-4b1c-a035-1c3cfb189398","name":"desktop-7"}}','181ac69cbbee2737fbe1a7b637bf77d80e2f922e9031886ce96a2f9488555791','cc8f6583c3611bcaa5601fb65c1586d417ca6f80da7cb5f0d43016eeae77eb6e');
INSERT INTO "audit" VALUES(5,'{"action":"vm.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534049,"client":null,"details":{},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":5,"user":null,"v":1,"vm":{"id":"0aae08c3-e2fb-45f4-a1e3-958642181505","name":"server-1"}}','cc8f6583c3611bcaa5601fb65c1586d417ca6f80da7cb5f0d43016eeae77eb6e','d64ec58337a17c668708c11fe63e5eccf6ac7296287dad79bb9a1ff0390b4554');
INSERT INTO "audit" VALUES(6,'{"action":"user.password_set","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534054,"client":null,"details":{},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":6,"user":{"id":"72875f35-9bdb-4735-bae8-8c8a9cc6f5c0","name":"alice"},"v":1,"vm":null}','d64ec58337a17c668708c11fe63e5eccf6ac7296287dad79bb9a1ff0390b4554','39a5e297852f4c552eee5acb1689eaa84f6afeb968c5bb2dd4dfe051a060a84b');
INSERT INTO "audit" VALUES(7,'{"action":"session.at_client","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534055,"client":{"id":"2f6cae0a-57d6-47b9-a138-16ece08c2855","name":"reception-3"},"details":{},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":7,"user":{"id":"c1ef93a2-a317-4540-a2c9-59ff0aeffb50","name":"bob"},"v":1,"vm":null}','39a5e297852f4c552eee5acb1689eaa84f6afeb968c5bb2dd4dfe051a060a84b','4032d71371335489456e91088f417eeeca030b13d84c663dca005294025c540f');
INSERT INTO "audit" VALUES(8,'{"action":"token.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534055,"client":null,"details":{"scopes":"metrics:read","token":"prometheus"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":8,"user":{"id":"72875f35-9bdb-4735-bae8-8c8a9cc6f5c0","name":"alice"},"v":1,"vm":null}','4032d71371335489456e91088f417eeeca030b13d84c663dca005294025c540f','2cb398a5259103c5c19d211ed8053c0dd2f275bd885a55f9466d6e799f22496b');
INSERT INTO "audit" VALUES(9,'{"action":"enrolment.code_created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534056,"client":null,"details":{"client":"kiosk-9","code":"e5a7b298-b843-4a4f-baaa-c02f848af6ae"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":9,"user":null,"v":1,"vm":null}','2cb398a5259103c5c19d211ed8053c0dd2f275bd885a55f9466d6e799f22496b','85e1f654ae542f05485dc162756b01db406fd81da7417355b6af90e98c718e74');
INSERT INTO "audit" VALUES(10,'{"action":"group.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534056,"client":null,"details":{"group":"nights"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":10,"user":null,"v":1,"vm":null}','85e1f654ae542f05485dc162756b01db406fd81da7417355b6af90e98c718e74','d0944b1384dd52c41fd279f5c28f4467ecde1ba0b68f13531e99a50e7f4e4f2d');
INSERT INTO "audit" VALUES(11,'{"action":"group.member_added","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534057,"client":null,"details":{"group":"nights"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":11,"user":{"id":"c1ef93a2-a317-4540-a2c9-59ff0aeffb50","name":"bob"},"v":1,"vm":null}','d0944b1384dd52c41fd279f5c28f4467ecde1ba0b68f13531e99a50e7f4e4f2d','e214628541cacb42668bbc8097372dff9e2db416dd9891f0e50753f51397a43f');
INSERT INTO "audit" VALUES(12,'{"action":"vm.granted","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534057,"client":null,"details":{"group":"nights"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":12,"user":null,"v":1,"vm":{"id":"d3b44bc4-c3b4-4b1c-a035-1c3cfb189398","name":"desktop-7"}}','e214628541cacb42668bbc8097372dff9e2db416dd9891f0e50753f51397a43f','b183a3867eec85b0a3def683dac11ce9606470e45ff426e9c2736ba1816d1dac');
INSERT INTO "audit" VALUES(13,'{"action":"policy.changed","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534058,"client":null,"details":{"comment":"at first","rules":"3","version":"1"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":13,"user":null,"v":1,"vm":null}','b183a3867eec85b0a3def683dac11ce9606470e45ff426e9c2736ba1816d1dac','dfe3ebec71eb86484f609d81699d0cf05f9a60a3aaed5eeafc99f9c47ca58e62');
INSERT INTO "audit" VALUES(14,'{"action":"assignment.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534059,"client":{"id":"2f6cae0a-57d6-47b9-a138-16ece08c2855","name":"reception-3"},"details":{"what":"port 1-2"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":14,"user":null,"v":1,"vm":{"id":"d3b44bc4-c3b4-4b1c-a035-1c3cfb189398","name":"desktop-7"}}','dfe3ebec71eb86484f609d81699d0cf05f9a60a3aaed5eeafc99f9c47ca58e62','1ef4aa158decf12a3d3101136be8ddb3fde1c8ae322bea5ea975257bd19146c5');
INSERT INTO "audit" VALUES(15,'{"action":"vm.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534059,"client":null,"details":{"autostart":"true","cmdline":"x","diskMiB":"8","kernel":"/k","memoryMiB":"512","vcpus":"1"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":15,"user":null,"v":1,"vm":{"id":"9c0dbf9d-9f23-4482-aeb7-875690b2cf41","name":"built"}}','1ef4aa158decf12a3d3101136be8ddb3fde1c8ae322bea5ea975257bd19146c5','b4234418bb3eb67bfe272240588ddfe18e32c09884c87b3a5dff8496ace04bd0');
INSERT INTO "audit" VALUES(16,'{"action":"user.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534060,"client":null,"details":{"role":"operator","source":"oidc"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":16,"user":{"id":"15cbbe7a-0405-4b1d-ad63-193aa5d4580f","name":"ada"},"v":1,"vm":null}','b4234418bb3eb67bfe272240588ddfe18e32c09884c87b3a5dff8496ace04bd0','5510ff0f403d3f96461222b378b124637a420e5ed79ec9f7ec134f0b946bfdf8');
INSERT INTO "audit" VALUES(17,'{"action":"device.attached","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288534061,"client":{"id":"2f6cae0a-57d6-47b9-a138-16ece08c2855","name":"reception-3"},"details":{"fence":"1"},"device":{"id":"c0fad83a-bfbe-4003-b8ca-8c3207f39515","name":"SanDisk Ultra (0781:5583 S1 at 1-2)"},"outcome":"ok","reason":null,"rule":null,"seq":17,"user":{"id":"c1ef93a2-a317-4540-a2c9-59ff0aeffb50","name":"bob"},"v":1,"vm":{"id":"d3b44bc4-c3b4-4b1c-a035-1c3cfb189398","name":"desktop-7"}}','5510ff0f403d3f96461222b378b124637a420e5ed79ec9f7ec134f0b946bfdf8','e10cbdcc17f1e7cdcd0742d155341cdcd818f2a78b525e44e1a6abc331c29115');
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('created', 'updated', 'deleted'))
) STRICT;
INSERT INTO "changes" VALUES(1,1795288534045,'user','72875f35-9bdb-4735-bae8-8c8a9cc6f5c0','created');
INSERT INTO "changes" VALUES(2,1795288534047,'user','c1ef93a2-a317-4540-a2c9-59ff0aeffb50','created');
INSERT INTO "changes" VALUES(3,1795288534047,'client','2f6cae0a-57d6-47b9-a138-16ece08c2855','created');
INSERT INTO "changes" VALUES(4,1795288534048,'device','c0fad83a-bfbe-4003-b8ca-8c3207f39515','created');
INSERT INTO "changes" VALUES(5,1795288534049,'vm','d3b44bc4-c3b4-4b1c-a035-1c3cfb189398','created');
INSERT INTO "changes" VALUES(6,1795288534049,'vm','0aae08c3-e2fb-45f4-a1e3-958642181505','created');
INSERT INTO "changes" VALUES(7,1795288534054,'session','486e945a-8c34-4ce5-8472-d5ae7aa75732','created');
INSERT INTO "changes" VALUES(8,1795288534055,'session','486e945a-8c34-4ce5-8472-d5ae7aa75732','updated');
INSERT INTO "changes" VALUES(9,1795288534055,'client','2f6cae0a-57d6-47b9-a138-16ece08c2855','updated');
INSERT INTO "changes" VALUES(10,1795288534055,'token','309f8a3b-f965-4ad2-b25b-1e86b96e24c4','created');
INSERT INTO "changes" VALUES(11,1795288534056,'enrolment','e5a7b298-b843-4a4f-baaa-c02f848af6ae','created');
INSERT INTO "changes" VALUES(12,1795288534056,'group','408e480b-2f7c-4e4b-b218-22808710a104','created');
INSERT INTO "changes" VALUES(13,1795288534057,'group','408e480b-2f7c-4e4b-b218-22808710a104','updated');
INSERT INTO "changes" VALUES(14,1795288534057,'vm','d3b44bc4-c3b4-4b1c-a035-1c3cfb189398','updated');
INSERT INTO "changes" VALUES(15,1795288534058,'policy','1','created');
INSERT INTO "changes" VALUES(16,1795288534058,'assignment','b5facb63-09fc-42cc-97ae-0437922d591b','created');
INSERT INTO "changes" VALUES(17,1795288534059,'vm','9c0dbf9d-9f23-4482-aeb7-875690b2cf41','created');
INSERT INTO "changes" VALUES(18,1795288534060,'user','15cbbe7a-0405-4b1d-ad63-193aa5d4580f','created');
INSERT INTO "changes" VALUES(19,1795288534061,'lease','c0fad83a-bfbe-4003-b8ca-8c3207f39515','created');
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
INSERT INTO "clients" VALUES('2f6cae0a-57d6-47b9-a138-16ece08c2855','reception-3','reception-3','',1,'linux x64','0.1.0','k1',1795288534047,NULL,NULL,1);
CREATE TABLE credentials (
  user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  password_hash TEXT NOT NULL,
  must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),
  changed_at INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  locked_until INTEGER NOT NULL
) STRICT;
INSERT INTO "credentials" VALUES('72875f35-9bdb-4735-bae8-8c8a9cc6f5c0','$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',0,1795288534053,0,0);
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
INSERT INTO "devices" VALUES('c0fad83a-bfbe-4003-b8ca-8c3207f39515','2f6cae0a-57d6-47b9-a138-16ece08c2855',1921,21891,'S1','1-2',272,'{"classCode":0,"subclass":0,"protocol":0}','[{"classCode":8,"subclass":6,"protocol":80}]','SanDisk','Ultra','super',1,'new',1795288534048,1795288534048,'as_assigned',NULL,NULL,1795288534048,1);
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
INSERT INTO "enrolment_codes" VALUES('e5a7b298-b843-4a4f-baaa-c02f848af6ae','eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee','kiosk-9','alice',1795288534056,4102444800000,NULL,NULL);
CREATE TABLE group_members (
  group_id TEXT NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "group_members" VALUES('408e480b-2f7c-4e4b-b218-22808710a104','c1ef93a2-a317-4540-a2c9-59ff0aeffb50');
CREATE TABLE groups (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
INSERT INTO "groups" VALUES('408e480b-2f7c-4e4b-b218-22808710a104','nights','nights','',1795288534056,1);
CREATE TABLE leases (
  device_id TEXT PRIMARY KEY REFERENCES devices (id) ON DELETE RESTRICT,
  fence INTEGER NOT NULL UNIQUE,
  vm_id TEXT NOT NULL REFERENCES vms (id) ON DELETE RESTRICT,
  user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  host TEXT NOT NULL,
  acquired_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
INSERT INTO "leases" VALUES('c0fad83a-bfbe-4003-b8ca-8c3207f39515',1,'d3b44bc4-c3b4-4b1c-a035-1c3cfb189398','c1ef93a2-a317-4540-a2c9-59ff0aeffb50','h1',1795288534061,1795288579060);
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  number INTEGER NOT NULL DEFAULT 0,
  text TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('audit_head',17,'e10cbdcc17f1e7cdcd0742d155341cdcd818f2a78b525e44e1a6abc331c29115');
INSERT INTO "meta" VALUES('change',19,'');
INSERT INTO "meta" VALUES('epoch',0,'3597ccc507b834d3');
INSERT INTO "meta" VALUES('fence',1,'');
INSERT INTO "meta" VALUES('store_time',1795288534061,'');
CREATE TABLE oidc_identities (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  user_id TEXT NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO "oidc_identities" VALUES('https://idp.example','ada','15cbbe7a-0405-4b1d-ad63-193aa5d4580f');
CREATE TABLE policies (
  version INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  comment TEXT NOT NULL
) STRICT;
INSERT INTO "policies" VALUES(1,'{"timeZone":"UTC","automatic":{"existing":true,"new":true},"rules":[{"id":"hubs","name":"Hubs stay out","enabled":true,"effect":"deny","device":{"classes":{"any":["09"]}}},{"id":"keyboards-and-mice","name":"Keyboards and mice stay with the client","enabled":true,"effect":"deny","device":{"classes":{"any":["03/01/01","03/01/02"]}}},{"id":"everything-else","name":"Everything else","enabled":true,"effect":"allow"}]}',1795288534058,'root','at first');
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
, client_id TEXT REFERENCES clients (id) ON DELETE SET NULL) STRICT;
INSERT INTO "sessions" VALUES('486e945a-8c34-4ce5-8472-d5ae7aa75732','ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss','c1ef93a2-a317-4540-a2c9-59ff0aeffb50',1795288534054,4102444800000,4102444800000,1795288534054,'192.0.2.9','a browser','2f6cae0a-57d6-47b9-a138-16ece08c2855');
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
INSERT INTO "users" VALUES('72875f35-9bdb-4735-bae8-8c8a9cc6f5c0','alice','alice','Alice','administrator',1,'local',1795288534045,1);
INSERT INTO "users" VALUES('c1ef93a2-a317-4540-a2c9-59ff0aeffb50','bob','bob','Bob','user',1,'local',1795288534047,1);
INSERT INTO "users" VALUES('15cbbe7a-0405-4b1d-ad63-193aa5d4580f','ada','ada','Ada','operator',1,'oidc',1795288534060,1);
CREATE TABLE vm_grants (
  vm_id TEXT NOT NULL REFERENCES vms (id) ON DELETE CASCADE,
  user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
  group_id TEXT REFERENCES groups (id) ON DELETE CASCADE,
  CHECK ((user_id IS NULL) <> (group_id IS NULL))
) STRICT;
INSERT INTO "vm_grants" VALUES('d3b44bc4-c3b4-4b1c-a035-1c3cfb189398',NULL,'408e480b-2f7c-4e4b-b218-22808710a104');
CREATE TABLE vms (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  host TEXT NOT NULL,
  wanted_power TEXT NOT NULL CHECK (wanted_power IN ('on', 'off')),
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL
, spec TEXT, build_state TEXT CHECK (build_state IN ('building', 'ready', 'failed')), build_message TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "vms" VALUES('d3b44bc4-c3b4-4b1c-a035-1c3cfb189398','desktop-7','desktop-7','','h1','off',1795288534049,1,NULL,NULL,'');
INSERT INTO "vms" VALUES('0aae08c3-e2fb-45f4-a1e3-958642181505','server-1','server-1','','h1','off',1795288534049,1,NULL,NULL,'');
INSERT INTO "vms" VALUES('9c0dbf9d-9f23-4482-aeb7-875690b2cf41','built','built','','h1','off',1795288534059,1,'{"memoryMiB":512,"vcpus":1,"kernel":"/k","initrd":null,"cmdline":"x","image":null,"diskMiB":8,"display":null,"autostart":true}','building','');
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
CREATE INDEX sessions_client ON sessions (client_id) WHERE client_id IS NOT NULL;
DELETE FROM "sqlite_sequence";
COMMIT;
