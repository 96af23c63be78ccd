-- A database as the agent of schema 3 wrote it. Never changed: what comes later must be able to read it.
PRAGMA application_id = 1180791376;
PRAGMA user_version = 3;
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
INSERT INTO "api_tokens" VALUES('287dda99-293e-4ce3-9f0a-d5bf52ea1067','tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt','c2438f7d-be57-4f15-9777-1947ffabe674','prometheus','["metrics:read"]',1795288533415,NULL,NULL);
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
INSERT INTO "assignments" VALUES('5b52de77-f3be-4c66-93c8-924343c1b585','{"kind":"port","clientId":"4bef7675-a8cc-4114-ad0f-ed14e4945ed9","portPath":"1-2"}','4bef7675-a8cc-4114-ad0f-ed14e4945ed9','b86531ae-2cca-4fcb-874e-36432f77144f',NULL,1,'by the door',1795288533421,1);
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
INSERT INTO "audit" VALUES(1,'{"action":"user.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288533404,"client":null,"details":{"role":"administrator","source":"local"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":1,"user":{"id":"c2438f7d-be57-4f15-9777-1947ffabe674","name":"alice"},"v":1,"vm":null}','0000000000000000000000000000000000000000000000000000000000000000','cef604d8478980f41f55a0eba824b0cdb01dfc21c6986f8cd9b2682a49b28bfe');
INSERT INTO "audit" VALUES(2,'{"action":"user.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288533406,"client":null,"details":{"role":"user","source":"local"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":2,"user":{"id":"225d8143-389b-4964-a8ed-d61044bb2e30","name":"bob"},"v":1,"vm":null}','cef604d8478980f41f55a0eba824b0cdb01dfc21c6986f8cd9b2682a49b28bfe','939cc51a9c528fa57d28bedcda5b590172b6198c50d8e131ddca1ad4e0ef72c0');
INSERT INTO "audit" VALUES(3,'{"action":"client.enrolled","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288533407,"client":{"id":"4bef7675-a8cc-4114-ad0f-ed14e4945ed9","name":"reception-3"},"details":{"platform":"linux x64","version":"0.1.0"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":3,"user":null,"v":1,"vm":null}','939cc51a9c528fa57d28bedcda5b590172b6198c50d8e131ddca1ad4e0ef72c0','e5daff0e5692b1635d5c7b261b117d669ac5e4508e92568854b9fe32d2a86d71');
INSERT INTO "audit" VALUES(4,'{"action":"vm.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288533409,"client":null,"details":{},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":4,"user":null,"v":1,"vm":{"id":"b86531ae-2cca-4fcb-874e-36432f77144f","name":"desktop-7"}}','e5daff0e5692b1635d5c7b261b117d669ac5e4508e92568854b9fe32d2a86d71','ecf5681e6e5ea2b0be18934ef781452f78ee5710e0be8ad343a600da269ad040');
INSERT INTO "audit" VALUES(5,'{"action":"vm.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288533410,"client":null,"details":{},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":5,"user":null,"v":1,"vm":{"id":"191b40d9-6e39-4859-93fe-aa3612c0d08e","name":"server-1"}}','ecf5681e6e5ea2b0be18934ef781452f78ee5710e0be8ad343a600da269ad040','bf00d9910ece7cb1d137ca58894cf828b934a992cb4697f559978755e37cd7e6');
INSERT INTO "audit" VALUES(6,'{"action":"user.password_set","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288533414,"client":null,"details":{},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":6,"user":{"id":"c2438f7d-be57-4f15-9777-1947ffabe674","name":"alice"},"v":1,"vm":null}','bf00d9910ece7cb1d137ca58894cf828b934a992cb4697f559978755e37cd7e6','9c7a3343997d92789b09ff8fd5d2a086834772c3e975e076c256dbd8ceedd352');
INSERT INTO "audit" VALUES(7,'{"action":"token.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288533416,"client":null,"details":{"scopes":"metrics:read","token":"prometheus"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":7,"user":{"id":"c2438f7d-be57-4f15-9777-1947ffabe674","name":"alice"},"v":1,"vm":null}','9c7a3343997d92789b09ff8fd5d2a086834772c3e975e076c256dbd8ceedd352','06274578ed01ae2addb4cd4f6af43cc3f3115354f28fa8a22be189b4041f705f');
INSERT INTO "audit" VALUES(8,'{"action":"enrolment.code_created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288533417,"client":null,"details":{"client":"kiosk-9","code":"1efabb58-5405-4783-aab3-7f3f107166ed"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":8,"user":null,"v":1,"vm":null}','06274578ed01ae2addb4cd4f6af43cc3f3115354f28fa8a22be189b4041f705f','c03770ad8331ee0788baf3d0988ce3a69f3aca2eaa10b9df6043a26b53722c94');
INSERT INTO "audit" VALUES(9,'{"action":"group.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288533418,"client":null,"details":{"group":"nights"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":9,"user":null,"v":1,"vm":null}','c03770ad8331ee0788baf3d0988ce3a69f3aca2eaa10b9df6043a26b53722c94','eafe5c1e69360a4a5fb26979c2511eb86581d8047cf3e2cfa5454b41b75ec6f9');
INSERT INTO "audit" VALUES(10,'{"action":"group.member_added","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288533419,"client":null,"details":{"group":"nights"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":10,"user":{"id":"225d8143-389b-4964-a8ed-d61044bb2e30","name":"bob"},"v":1,"vm":null}','eafe5c1e69360a4a5fb26979c2511eb86581d8047cf3e2cfa5454b41b75ec6f9','af7ffe8276c8a1eb1208517b55b9b9c4a237bb411df6bf0034f48dd34f87c775');
INSERT INTO "audit" VALUES(11,'{"action":"vm.granted","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288533420,"client":null,"details":{"group":"nights"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":11,"user":null,"v":1,"vm":{"id":"b86531ae-2cca-4fcb-874e-36432f77144f","name":"desktop-7"}}','af7ffe8276c8a1eb1208517b55b9b9c4a237bb411df6bf0034f48dd34f87c775','cf662b82e04b2a9aa5e5fdf0bc0b1713931e35903103bf100dbcd77af90c1737');
INSERT INTO "audit" VALUES(12,'{"action":"policy.changed","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288533420,"client":null,"details":{"comment":"at first","rules":"3","version":"1"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":12,"user":null,"v":1,"vm":null}','cf662b82e04b2a9aa5e5fdf0bc0b1713931e35903103bf100dbcd77af90c1737','ee4979f8d57782d33e57a0f576789b959895546c45a7d5c431bcdd9ec3a61a1d');
INSERT INTO "audit" VALUES(13,'{"action":"assignment.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288533422,"client":{"id":"4bef7675-a8cc-4114-ad0f-ed14e4945ed9","name":"reception-3"},"details":{"what":"port 1-2"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":13,"user":null,"v":1,"vm":{"id":"b86531ae-2cca-4fcb-874e-36432f77144f","name":"desktop-7"}}','ee4979f8d57782d33e57a0f576789b959895546c45a7d5c431bcdd9ec3a61a1d','ea355deea6aa4ea16adba6fb934a37ba64d7cd54e3e36cfa54890a2c26e29d48');
INSERT INTO "audit" VALUES(14,'{"action":"vm.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288533422,"client":null,"details":{"autostart":"true","cmdline":"x","diskMiB":"8","kernel":"/k","memoryMiB":"512","vcpus":"1"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":14,"user":null,"v":1,"vm":{"id":"93347ebc-1436-4ea4-970a-27f891b7e26c","name":"built"}}','ea355deea6aa4ea16adba6fb934a37ba64d7cd54e3e36cfa54890a2c26e29d48','e62a899e6885086cc56a40483228666ad0e3c2ea003cebe2cf99092aa4b3c53d');
INSERT INTO "audit" VALUES(15,'{"action":"user.created","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288533424,"client":null,"details":{"role":"operator","source":"oidc"},"device":null,"outcome":"ok","reason":null,"rule":null,"seq":15,"user":{"id":"8bb7b7c9-105d-4b38-84c6-1c0d942b04fa","name":"ada"},"v":1,"vm":null}','e62a899e6885086cc56a40483228666ad0e3c2ea003cebe2cf99092aa4b3c53d','c9214d7316044f31aea9ad6c3930659642f646bcad6dae75b7e653fb54a4e4f2');
INSERT INTO "audit" VALUES(16,'{"action":"device.attached","actor":{"id":"u-root","kind":"user","name":"root"},"address":"192.0.2.7","at":1795288533426,"client":{"id":"4bef7675-a8cc-4114-ad0f-ed14e4945ed9","name":"reception-3"},"details":{"fence":"1"},"device":{"id":"2c48f37a-f760-4244-a294-54c3baf81539","name":"SanDisk Ultra (0781:5583 S1 at 1-2)"},"outcome":"ok","reason":null,"rule":null,"seq":16,"user":{"id":"225d8143-389b-4964-a8ed-d61044bb2e30","name":"bob"},"v":1,"vm":{"id":"b86531ae-2cca-4fcb-874e-36432f77144f","name":"desktop-7"}}','c9214d7316044f31aea9ad6c3930659642f646bcad6dae75b7e653fb54a4e4f2','4ac56ee42ff114a37ea21ac205b96769a8badec80bb9010266537736f0c1096a');
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('created', 'updated', 'deleted'))
) STRICT;
INSERT INTO "changes" VALUES(1,1795288533403,'user','c2438f7d-be57-4f15-9777-1947ffabe674','created');
INSERT INTO "changes" VALUES(2,1795288533406,'user','225d8143-389b-4964-a8ed-d61044bb2e30','created');
INSERT INTO "changes" VALUES(3,1795288533407,'client','4bef7675-a8cc-4114-ad0f-ed14e4945ed9','created');
INSERT INTO "changes" VALUES(4,1795288533408,'device','2c48f37a-f760-4244-a294-54c3baf81539','created');
INSERT INTO "changes" VALUES(5,1795288533409,'vm','b86531ae-2cca-4fcb-874e-36432f77144f','created');
INSERT INTO "changes" VALUES(6,1795288533410,'vm','191b40d9-6e39-4859-93fe-aa3612c0d08e','created');
INSERT INTO "changes" VALUES(7,1795288533415,'session','0f25d251-6847-4146-89fd-4068390e358a','created');
INSERT INTO "changes" VALUES(8,1795288533416,'token','287dda99-293e-4ce3-9f0a-d5bf52ea1067','created');
INSERT INTO "changes" VALUES(9,1795288533417,'enrolment','1efabb58-5405-4783-aab3-7f3f107166ed','created');
INSERT INTO "changes" VALUES(10,1795288533418,'group','90cb0a7e-e022-4728-9762-4179619c2511','created');
INSERT INTO "changes" VALUES(11,1795288533419,'group','90cb0a7e-e022-4728-9762-4179619c2511','updated');
INSERT INTO "changes" VALUES(12,1795288533419,'vm','b86531ae-2cca-4fcb-874e-36432f77144f','updated');
INSERT INTO "changes" VALUES(13,1795288533420,'policy','1','created');
INSERT INTO "changes" VALUES(14,1795288533421,'assignment','5b52de77-f3be-4c66-93c8-924343c1b585','created');
INSERT INTO "changes" VALUES(15,1795288533422,'vm','93347ebc-1436-4ea4-970a-27f891b7e26c','created');
INSERT INTO "changes" VALUES(16,1795288533424,'user','8bb7b7c9-105d-4b38-84c6-1c0d942b04fa','created');
INSERT INTO "changes" VALUES(17,1795288533425,'lease','2c48f37a-f760-4244-a294-54c3baf81539','created');
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
INSERT INTO "clients" VALUES('4bef7675-a8cc-4114-ad0f-ed14e4945ed9','reception-3','reception-3','',1,'linux x64','0.1.0','k1',1795288533407,NULL,NULL,1);
CREATE TABLE credentials (
  user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  password_hash TEXT NOT NULL,
  must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),
  changed_at INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  locked_until INTEGER NOT NULL
) STRICT;
INSERT INTO "credentials" VALUES('c2438f7d-be57-4f15-9777-1947ffabe674','$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',0,1795288533414,0,0);
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
INSERT INTO "devices" VALUES('2c48f37a-f760-4244-a294-54c3baf81539','4bef7675-a8cc-4114-ad0f-ed14e4945ed9',1921,21891,'S1','1-2',272,'{"classCode":0,"subclass":0,"protocol":0}','[{"classCode":8,"subclass":6,"protocol":80}]','SanDisk','Ultra','super',1,'new',1795288533408,1795288533408,'as_assigned',NULL,NULL,1795288533408,1);
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
INSERT INTO "enrolment_codes" VALUES('1efabb58-5405-4783-aab3-7f3f107166ed','eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee','kiosk-9','alice',1795288533417,4102444800000,NULL,NULL);
CREATE TABLE group_members (
  group_id TEXT NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "group_members" VALUES('90cb0a7e-e022-4728-9762-4179619c2511','225d8143-389b-4964-a8ed-d61044bb2e30');
CREATE TABLE groups (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
INSERT INTO "groups" VALUES('90cb0a7e-e022-4728-9762-4179619c2511','nights','nights','',1795288533417,1);
CREATE TABLE leases (
  device_id TEXT PRIMARY KEY REFERENCES devices (id) ON DELETE RESTRICT,
  fence INTEGER NOT NULL UNIQUE,
  vm_id TEXT NOT NULL REFERENCES vms (id) ON DELETE RESTRICT,
  user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  host TEXT NOT NULL,
  acquired_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
INSERT INTO "leases" VALUES('2c48f37a-f760-4244-a294-54c3baf81539',1,'b86531ae-2cca-4fcb-874e-36432f77144f','225d8143-389b-4964-a8ed-d61044bb2e30','h1',1795288533425,1795288578424);
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  number INTEGER NOT NULL DEFAULT 0,
  text TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('audit_head',16,'4ac56ee42ff114a37ea21ac205b96769a8badec80bb9010266537736f0c1096a');
INSERT INTO "meta" VALUES('change',17,'');
INSERT INTO "meta" VALUES('epoch',0,'e6ec5a262462936f');
INSERT INTO "meta" VALUES('fence',1,'');
INSERT INTO "meta" VALUES('store_time',1795288533426,'');
CREATE TABLE oidc_identities (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  user_id TEXT NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO "oidc_identities" VALUES('https://idp.example','ada','8bb7b7c9-105d-4b38-84c6-1c0d942b04fa');
CREATE TABLE policies (
  version INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  comment TEXT NOT NULL
) STRICT;
INSERT INTO "policies" VALUES(1,'{"timeZone":"UTC","automatic":{"existing":true,"new":true},"rules":[{"id":"hubs","name":"Hubs stay out","enabled":true,"effect":"deny","device":{"classes":{"any":["09"]}}},{"id":"keyboards-and-mice","name":"Keyboards and mice stay with the client","enabled":true,"effect":"deny","device":{"classes":{"any":["03/01/01","03/01/02"]}}},{"id":"everything-else","name":"Everything else","enabled":true,"effect":"allow"}]}',1795288533420,'root','at first');
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
INSERT INTO "sessions" VALUES('0f25d251-6847-4146-89fd-4068390e358a','ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss','225d8143-389b-4964-a8ed-d61044bb2e30',1795288533415,4102444800000,4102444800000,1795288533415,'192.0.2.9','a browser');
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
INSERT INTO "users" VALUES('c2438f7d-be57-4f15-9777-1947ffabe674','alice','alice','Alice','administrator',1,'local',1795288533403,1);
INSERT INTO "users" VALUES('225d8143-389b-4964-a8ed-d61044bb2e30','bob','bob','Bob','user',1,'local',1795288533406,1);
INSERT INTO "users" VALUES('8bb7b7c9-105d-4b38-84c6-1c0d942b04fa','ada','ada','Ada','operator',1,'oidc',1795288533424,1);
CREATE TABLE vm_grants (
  vm_id TEXT NOT NULL REFERENCES vms (id) ON DELETE CASCADE,
  user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
  group_id TEXT REFERENCES groups (id) ON DELETE CASCADE,
  CHECK ((user_id IS NULL) <> (group_id IS NULL))
) STRICT;
INSERT INTO "vm_grants" VALUES('b86531ae-2cca-4fcb-874e-36432f77144f',NULL,'90cb0a7e-e022-4728-9762-4179619c2511');
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
INSERT INTO "vms" VALUES('b86531ae-2cca-4fcb-874e-36432f77144f','desktop-7','desktop-7','','h1','off',1795288533409,1,NULL,NULL,'');
INSERT INTO "vms" VALUES('191b40d9-6e39-4859-93fe-aa3612c0d08e','server-1','server-1','','h1','off',1795288533410,1,NULL,NULL,'');
INSERT INTO "vms" VALUES('93347ebc-1436-4ea4-970a-27f891b7e26c','built','built','','h1','off',1795288533422,1,'{"memoryMiB":512,"vcpus":1,"kernel":"/k","initrd":null,"cmdline":"x","image":null,"diskMiB":8,"display":null,"autostart":true}','building','');
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
