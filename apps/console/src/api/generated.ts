// Made by apps/agent/src/api/console-types.ts of the API's description. Do not edit: run "npm run api-types".
export interface Routes {
  'POST /session': {
    params: undefined;
    query: undefined;
    body: { readonly name: string; readonly password: string };
    answer: { readonly user: { readonly id: string; readonly name: string; readonly displayName: string; readonly role: "administrator" | "operator" | "auditor" | "help_desk" | "user"; readonly enabled: boolean; readonly source: "local" | "oidc"; readonly createdAt: number; readonly version: number }; readonly mustChangePassword: boolean; readonly csrfToken: string };
  };
  'GET /session': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { readonly user: { readonly id: string; readonly name: string; readonly displayName: string; readonly role: "administrator" | "operator" | "auditor" | "help_desk" | "user"; readonly enabled: boolean; readonly source: "local" | "oidc"; readonly createdAt: number; readonly version: number }; readonly via: "session" | "token" | "local"; readonly mustChangePassword: boolean; readonly csrfToken: string | null; readonly permissions: Readonly<Record<string, "all" | "own" | "no">> };
  };
  'DELETE /session': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'PUT /session/client': {
    params: undefined;
    query: undefined;
    body: { readonly key: string };
    answer: undefined;
  };
  'DELETE /session/client': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'POST /session/password': {
    params: undefined;
    query: undefined;
    body: { readonly password: string; readonly newPassword: string };
    answer: undefined;
  };
  'GET /sessions': {
    params: undefined;
    query: { readonly after?: string | undefined; readonly limit?: number | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly id: string; readonly userId: string; readonly createdAt: number; readonly expiresAt: number; readonly idleExpiresAt: number; readonly seenAt: number; readonly address: string; readonly userAgent: string; readonly clientId: string | null })[]; readonly next: string | null };
  };
  'DELETE /sessions/{id}': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'GET /auth/methods': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { readonly password: boolean; readonly oidc: { readonly displayName: string; readonly href: string; readonly signOutHref: string } | null };
  };
  'GET /auth/oidc/start': {
    params: undefined;
    query: { readonly return?: string | undefined };
    body: undefined;
    answer: string;
  };
  'GET /auth/oidc/callback': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: string;
  };
  'GET /auth/oidc/sign-out': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: string;
  };
  'GET /users': {
    params: undefined;
    query: { readonly after?: string | undefined; readonly limit?: number | undefined; readonly search?: string | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly id: string; readonly name: string; readonly displayName: string; readonly role: "administrator" | "operator" | "auditor" | "help_desk" | "user"; readonly enabled: boolean; readonly source: "local" | "oidc"; readonly createdAt: number; readonly version: number; readonly lockedUntil: number | null })[]; readonly next: string | null };
  };
  'POST /users': {
    params: undefined;
    query: undefined;
    body: { readonly name: string; readonly displayName: string; readonly role: "administrator" | "operator" | "auditor" | "help_desk" | "user" };
    answer: { readonly user: { readonly id: string; readonly name: string; readonly displayName: string; readonly role: "administrator" | "operator" | "auditor" | "help_desk" | "user"; readonly enabled: boolean; readonly source: "local" | "oidc"; readonly createdAt: number; readonly version: number }; readonly password: string };
  };
  'GET /users/{id}': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: { readonly id: string; readonly name: string; readonly displayName: string; readonly role: "administrator" | "operator" | "auditor" | "help_desk" | "user"; readonly enabled: boolean; readonly source: "local" | "oidc"; readonly createdAt: number; readonly version: number; readonly lockedUntil: number | null };
  };
  'PATCH /users/{id}': {
    params: { readonly id: string };
    query: undefined;
    body: { readonly version?: number | undefined; readonly name?: string | undefined; readonly displayName?: string | undefined; readonly role?: "administrator" | "operator" | "auditor" | "help_desk" | "user" | undefined; readonly enabled?: boolean | undefined };
    answer: { readonly id: string; readonly name: string; readonly displayName: string; readonly role: "administrator" | "operator" | "auditor" | "help_desk" | "user"; readonly enabled: boolean; readonly source: "local" | "oidc"; readonly createdAt: number; readonly version: number };
  };
  'DELETE /users/{id}': {
    params: { readonly id: string };
    query: { readonly version?: string | undefined };
    body: undefined;
    answer: undefined;
  };
  'POST /users/{id}/password': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: { readonly user: { readonly id: string; readonly name: string; readonly displayName: string; readonly role: "administrator" | "operator" | "auditor" | "help_desk" | "user"; readonly enabled: boolean; readonly source: "local" | "oidc"; readonly createdAt: number; readonly version: number }; readonly password: string };
  };
  'POST /users/{id}/unlock': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'GET /groups': {
    params: undefined;
    query: { readonly after?: string | undefined; readonly limit?: number | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly id: string; readonly name: string; readonly description: string; readonly createdAt: number; readonly version: number })[]; readonly next: string | null };
  };
  'POST /groups': {
    params: undefined;
    query: undefined;
    body: { readonly name: string; readonly description: string };
    answer: { readonly id: string; readonly name: string; readonly description: string; readonly createdAt: number; readonly version: number };
  };
  'GET /groups/{id}': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: { readonly id: string; readonly name: string; readonly description: string; readonly createdAt: number; readonly version: number };
  };
  'PATCH /groups/{id}': {
    params: { readonly id: string };
    query: undefined;
    body: { readonly version?: number | undefined; readonly name?: string | undefined; readonly description?: string | undefined };
    answer: { readonly id: string; readonly name: string; readonly description: string; readonly createdAt: number; readonly version: number };
  };
  'DELETE /groups/{id}': {
    params: { readonly id: string };
    query: { readonly version?: string | undefined };
    body: undefined;
    answer: undefined;
  };
  'GET /groups/{id}/members': {
    params: { readonly id: string };
    query: { readonly after?: string | undefined; readonly limit?: number | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly id: string; readonly name: string; readonly displayName: string; readonly role: "administrator" | "operator" | "auditor" | "help_desk" | "user"; readonly enabled: boolean; readonly source: "local" | "oidc"; readonly createdAt: number; readonly version: number })[]; readonly next: string | null };
  };
  'PUT /groups/{id}/members/{userId}': {
    params: { readonly id: string; readonly userId: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'DELETE /groups/{id}/members/{userId}': {
    params: { readonly id: string; readonly userId: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'GET /tokens': {
    params: undefined;
    query: { readonly after?: string | undefined; readonly limit?: number | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly id: string; readonly userId: string; readonly name: string; readonly scopes: readonly ("fleet:read" | "metrics:read" | "vms:operate" | "vms:write" | "tickets:write" | "clients:write" | "devices:operate" | "assignments:write" | "policy:write" | "sessions:operate" | "users:write" | "tokens:write" | "audit:read" | "system:write")[]; readonly createdAt: number; readonly expiresAt: number | null; readonly lastUsedAt: number | null })[]; readonly next: string | null };
  };
  'POST /tokens': {
    params: undefined;
    query: undefined;
    body: { readonly name: string; readonly scopes: readonly ("fleet:read" | "metrics:read" | "vms:operate" | "vms:write" | "tickets:write" | "clients:write" | "devices:operate" | "assignments:write" | "policy:write" | "sessions:operate" | "users:write" | "tokens:write" | "audit:read" | "system:write")[]; readonly ttl: number | null; readonly userId?: string | undefined };
    answer: { readonly apiToken: { readonly id: string; readonly userId: string; readonly name: string; readonly scopes: readonly ("fleet:read" | "metrics:read" | "vms:operate" | "vms:write" | "tickets:write" | "clients:write" | "devices:operate" | "assignments:write" | "policy:write" | "sessions:operate" | "users:write" | "tokens:write" | "audit:read" | "system:write")[]; readonly createdAt: number; readonly expiresAt: number | null; readonly lastUsedAt: number | null }; readonly token: string };
  };
  'DELETE /tokens/{id}': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'GET /clients': {
    params: undefined;
    query: { readonly after?: string | undefined; readonly limit?: number | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly id: string; readonly name: string; readonly description: string; readonly enabled: boolean; readonly platform: string; readonly softwareVersion: string; readonly enrolledAt: number; readonly connectedHost: string | null; readonly seenAt: number | null; readonly users: readonly ({ readonly id: string; readonly name: string })[]; readonly version: number })[]; readonly next: string | null };
  };
  'GET /clients/{id}': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: { readonly id: string; readonly name: string; readonly description: string; readonly enabled: boolean; readonly platform: string; readonly softwareVersion: string; readonly enrolledAt: number; readonly connectedHost: string | null; readonly seenAt: number | null; readonly users: readonly ({ readonly id: string; readonly name: string })[]; readonly version: number };
  };
  'PATCH /clients/{id}': {
    params: { readonly id: string };
    query: undefined;
    body: { readonly version?: number | undefined; readonly name?: string | undefined; readonly description?: string | undefined; readonly enabled?: boolean | undefined };
    answer: { readonly id: string; readonly name: string; readonly description: string; readonly enabled: boolean; readonly platform: string; readonly softwareVersion: string; readonly enrolledAt: number; readonly connectedHost: string | null; readonly seenAt: number | null; readonly users: readonly ({ readonly id: string; readonly name: string })[]; readonly version: number };
  };
  'DELETE /clients/{id}': {
    params: { readonly id: string };
    query: { readonly version?: string | undefined };
    body: undefined;
    answer: undefined;
  };
  'GET /clients/{id}/ports': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: { readonly items: readonly ({ readonly clientId: string; readonly path: string; readonly label: string })[] };
  };
  'PUT /clients/{id}/ports/{path}': {
    params: { readonly id: string; readonly path: string };
    query: undefined;
    body: { readonly label: string };
    answer: undefined;
  };
  'GET /enrolment-codes': {
    params: undefined;
    query: { readonly after?: string | undefined; readonly limit?: number | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly id: string; readonly clientName: string | null; readonly createdBy: string; readonly createdAt: number; readonly expiresAt: number; readonly usedAt: number | null })[]; readonly next: string | null };
  };
  'POST /enrolment-codes': {
    params: undefined;
    query: undefined;
    body: { readonly clientName: string | null };
    answer: { readonly code: string; readonly enrolment: { readonly id: string; readonly clientName: string | null; readonly createdBy: string; readonly createdAt: number; readonly expiresAt: number; readonly usedAt: number | null }; readonly agent: string; readonly fingerprint: string };
  };
  'DELETE /enrolment-codes/{id}': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'POST /enrolments': {
    params: undefined;
    query: undefined;
    body: { readonly code: string; readonly name: string; readonly platform: string; readonly softwareVersion: string };
    answer: { readonly client: { readonly id: string; readonly name: string; readonly description: string; readonly enabled: boolean; readonly platform: string; readonly softwareVersion: string; readonly enrolledAt: number; readonly connectedHost: string | null; readonly seenAt: number | null; readonly users: readonly ({ readonly id: string; readonly name: string })[]; readonly version: number }; readonly key: string };
  };
  'GET /images': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { readonly items: readonly ({ readonly path: string; readonly name: string; readonly folder: string; readonly kind: "kernel" | "initrd" | "disk" | "other"; readonly bytes: number; readonly why: string; readonly code: string })[]; readonly folders: readonly (string)[] };
  };
  'GET /vms': {
    params: undefined;
    query: { readonly after?: string | undefined; readonly limit?: number | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly id: string; readonly name: string; readonly description: string; readonly host: string; readonly wantedPower: "on" | "off"; readonly createdAt: number; readonly version: number; readonly origin: "configuration" | "fleet" | "none"; readonly build: { readonly spec: { readonly memoryMiB: number; readonly vcpus: number; readonly kernel: string; readonly initrd: string | null; readonly cmdline: string; readonly image: string | null; readonly diskMiB: number | null; readonly display: { readonly heads: number; readonly width: number; readonly height: number } | null; readonly autostart: boolean }; readonly state: "building" | "ready" | "failed"; readonly message: string; readonly copied: number | null; readonly total: number | null } | null; readonly state: string; readonly configured: boolean; readonly memoryMiB: number | null; readonly vcpus: number | null; readonly uptime: number | null; readonly lastExit: { readonly reason: string; readonly code: string; readonly message: string } | null })[]; readonly next: string | null };
  };
  'POST /vms': {
    params: undefined;
    query: undefined;
    body: { readonly name: string; readonly description?: string | undefined; readonly spec: { readonly memoryMiB?: number | undefined; readonly vcpus?: number | undefined; readonly kernel: string; readonly initrd?: string | null | undefined; readonly cmdline?: string | undefined; readonly image?: string | null | undefined; readonly diskMiB?: number | null | undefined; readonly display?: { readonly heads?: number | undefined; readonly width?: number | undefined; readonly height?: number | undefined } | null | undefined; readonly autostart?: boolean | undefined } };
    answer: { readonly id: string; readonly name: string; readonly description: string; readonly host: string; readonly wantedPower: "on" | "off"; readonly createdAt: number; readonly version: number; readonly origin: "configuration" | "fleet" | "none"; readonly build: { readonly spec: { readonly memoryMiB: number; readonly vcpus: number; readonly kernel: string; readonly initrd: string | null; readonly cmdline: string; readonly image: string | null; readonly diskMiB: number | null; readonly display: { readonly heads: number; readonly width: number; readonly height: number } | null; readonly autostart: boolean }; readonly state: "building" | "ready" | "failed"; readonly message: string; readonly copied: number | null; readonly total: number | null } | null; readonly state: string; readonly configured: boolean; readonly memoryMiB: number | null; readonly vcpus: number | null; readonly uptime: number | null; readonly lastExit: { readonly reason: string; readonly code: string; readonly message: string } | null };
  };
  'GET /vms/{id}': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: { readonly id: string; readonly name: string; readonly description: string; readonly host: string; readonly wantedPower: "on" | "off"; readonly createdAt: number; readonly version: number; readonly origin: "configuration" | "fleet" | "none"; readonly build: { readonly spec: { readonly memoryMiB: number; readonly vcpus: number; readonly kernel: string; readonly initrd: string | null; readonly cmdline: string; readonly image: string | null; readonly diskMiB: number | null; readonly display: { readonly heads: number; readonly width: number; readonly height: number } | null; readonly autostart: boolean }; readonly state: "building" | "ready" | "failed"; readonly message: string; readonly copied: number | null; readonly total: number | null } | null; readonly state: string; readonly configured: boolean; readonly memoryMiB: number | null; readonly vcpus: number | null; readonly uptime: number | null; readonly lastExit: { readonly reason: string; readonly code: string; readonly message: string } | null };
  };
  'PATCH /vms/{id}': {
    params: { readonly id: string };
    query: undefined;
    body: { readonly version?: number | undefined; readonly description?: string | undefined; readonly spec?: { readonly memoryMiB?: number | undefined; readonly vcpus?: number | undefined; readonly kernel?: string | undefined; readonly initrd?: string | null | undefined; readonly cmdline?: string | undefined; readonly diskMiB?: number | undefined; readonly display?: { readonly heads?: number | undefined; readonly width?: number | undefined; readonly height?: number | undefined } | null | undefined; readonly autostart?: boolean | undefined } | undefined };
    answer: { readonly id: string; readonly name: string; readonly description: string; readonly host: string; readonly wantedPower: "on" | "off"; readonly createdAt: number; readonly version: number; readonly origin: "configuration" | "fleet" | "none"; readonly build: { readonly spec: { readonly memoryMiB: number; readonly vcpus: number; readonly kernel: string; readonly initrd: string | null; readonly cmdline: string; readonly image: string | null; readonly diskMiB: number | null; readonly display: { readonly heads: number; readonly width: number; readonly height: number } | null; readonly autostart: boolean }; readonly state: "building" | "ready" | "failed"; readonly message: string; readonly copied: number | null; readonly total: number | null } | null; readonly state: string; readonly configured: boolean; readonly memoryMiB: number | null; readonly vcpus: number | null; readonly uptime: number | null; readonly lastExit: { readonly reason: string; readonly code: string; readonly message: string } | null };
  };
  'DELETE /vms/{id}': {
    params: { readonly id: string };
    query: { readonly version?: string | undefined };
    body: undefined;
    answer: undefined;
  };
  'POST /vms/{id}/start': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: { readonly id: string; readonly name: string; readonly description: string; readonly host: string; readonly wantedPower: "on" | "off"; readonly createdAt: number; readonly version: number; readonly origin: "configuration" | "fleet" | "none"; readonly build: { readonly spec: { readonly memoryMiB: number; readonly vcpus: number; readonly kernel: string; readonly initrd: string | null; readonly cmdline: string; readonly image: string | null; readonly diskMiB: number | null; readonly display: { readonly heads: number; readonly width: number; readonly height: number } | null; readonly autostart: boolean }; readonly state: "building" | "ready" | "failed"; readonly message: string; readonly copied: number | null; readonly total: number | null } | null; readonly state: string; readonly configured: boolean; readonly memoryMiB: number | null; readonly vcpus: number | null; readonly uptime: number | null; readonly lastExit: { readonly reason: string; readonly code: string; readonly message: string } | null };
  };
  'POST /vms/{id}/stop': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: { readonly id: string; readonly name: string; readonly description: string; readonly host: string; readonly wantedPower: "on" | "off"; readonly createdAt: number; readonly version: number; readonly origin: "configuration" | "fleet" | "none"; readonly build: { readonly spec: { readonly memoryMiB: number; readonly vcpus: number; readonly kernel: string; readonly initrd: string | null; readonly cmdline: string; readonly image: string | null; readonly diskMiB: number | null; readonly display: { readonly heads: number; readonly width: number; readonly height: number } | null; readonly autostart: boolean }; readonly state: "building" | "ready" | "failed"; readonly message: string; readonly copied: number | null; readonly total: number | null } | null; readonly state: string; readonly configured: boolean; readonly memoryMiB: number | null; readonly vcpus: number | null; readonly uptime: number | null; readonly lastExit: { readonly reason: string; readonly code: string; readonly message: string } | null };
  };
  'POST /vms/{id}/force-off': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: { readonly id: string; readonly name: string; readonly description: string; readonly host: string; readonly wantedPower: "on" | "off"; readonly createdAt: number; readonly version: number; readonly origin: "configuration" | "fleet" | "none"; readonly build: { readonly spec: { readonly memoryMiB: number; readonly vcpus: number; readonly kernel: string; readonly initrd: string | null; readonly cmdline: string; readonly image: string | null; readonly diskMiB: number | null; readonly display: { readonly heads: number; readonly width: number; readonly height: number } | null; readonly autostart: boolean }; readonly state: "building" | "ready" | "failed"; readonly message: string; readonly copied: number | null; readonly total: number | null } | null; readonly state: string; readonly configured: boolean; readonly memoryMiB: number | null; readonly vcpus: number | null; readonly uptime: number | null; readonly lastExit: { readonly reason: string; readonly code: string; readonly message: string } | null };
  };
  'POST /vms/{id}/ticket': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: { readonly ticket: string; readonly expires: number };
  };
  'POST /vms/{id}/device-verdicts': {
    params: { readonly id: string };
    query: undefined;
    body: { readonly devices: readonly ({ readonly vendorId: number; readonly productId: number; readonly serial: string; readonly portPath: string; readonly deviceVersion: number; readonly deviceClass: { readonly classCode: number; readonly subclass: number; readonly protocol: number }; readonly interfaces: readonly ({ readonly classCode: number; readonly subclass: number; readonly protocol: number })[] })[] };
    answer: { readonly items: readonly ({ readonly outcome: "allow" | "deny" | "ask" | "hold"; readonly decidedBy: { readonly kind: "rule" | "switch" | "no_rule"; readonly switch?: "existing" | "new" | undefined; readonly ruleId?: string | undefined; readonly ruleName?: string | undefined } })[] };
  };
  'GET /vms/{id}/console-log': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: string;
  };
  'GET /vms/{id}/grants': {
    params: { readonly id: string };
    query: { readonly after?: string | undefined; readonly limit?: number | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly vmId: string; readonly subject: { readonly kind: "user" | "group"; readonly id: string } })[]; readonly next: string | null };
  };
  'PUT /vms/{id}/grants/{kind}/{subjectId}': {
    params: { readonly id: string; readonly kind: "user" | "group"; readonly subjectId: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'DELETE /vms/{id}/grants/{kind}/{subjectId}': {
    params: { readonly id: string; readonly kind: "user" | "group"; readonly subjectId: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'POST /vms/{id}/power-button': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'GET /vms/{id}/console': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: string;
  };
  'POST /vms/{id}/console': {
    params: { readonly id: string };
    query: undefined;
    body: { readonly bytes: string };
    answer: undefined;
  };
  'GET /tickets': {
    params: undefined;
    query: { readonly after?: string | undefined; readonly limit?: number | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly id: string; readonly vm: string; readonly created: number; readonly expires: number; readonly uses: number | null })[]; readonly next: string | null };
  };
  'POST /tickets': {
    params: undefined;
    query: undefined;
    body: { readonly vmId: string; readonly ttl: number; readonly uses: number | null };
    answer: { readonly ticket: string; readonly id: string; readonly vm: string; readonly expires: number; readonly uses: number | null };
  };
  'DELETE /tickets/{id}': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'GET /devices': {
    params: undefined;
    query: { readonly after?: string | undefined; readonly limit?: number | undefined; readonly client?: string | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly id: string; readonly clientId: string; readonly clientName: string; readonly vendorId: number; readonly productId: number; readonly serial: string; readonly portPath: string; readonly deviceVersion: number; readonly deviceClass: { readonly classCode: number; readonly subclass: number; readonly protocol: number }; readonly interfaces: readonly ({ readonly classCode: number; readonly subclass: number; readonly protocol: number })[]; readonly manufacturer: string; readonly product: string; readonly speed: "low" | "full" | "high" | "super" | "super-plus"; readonly plugged: boolean; readonly arrival: "existing" | "new"; readonly firstSeenAt: number; readonly lastSeenAt: number; readonly wanted: { readonly kind: "as_assigned" | "attached" | "detached"; readonly vmId?: string | undefined; readonly by?: string | null | undefined; readonly since?: number | undefined }; readonly state: { readonly word: "available" | "in_use_here" | "in_use_by" | "waiting" | "blocked_by" | "unplugged" | "client_offline"; readonly by?: string | null | undefined; readonly for?: "vm" | "permission" | "link" | undefined; readonly rule?: string | undefined }; readonly assignedVmId: string | null; readonly lease: { readonly deviceId: string; readonly fence: number; readonly vmId: string; readonly userId: string | null; readonly host: string; readonly brought: boolean; readonly acquiredAt: number; readonly expiresAt: number } | null; readonly version: number })[]; readonly next: string | null };
  };
  'GET /devices/{id}': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: { readonly id: string; readonly clientId: string; readonly clientName: string; readonly vendorId: number; readonly productId: number; readonly serial: string; readonly portPath: string; readonly deviceVersion: number; readonly deviceClass: { readonly classCode: number; readonly subclass: number; readonly protocol: number }; readonly interfaces: readonly ({ readonly classCode: number; readonly subclass: number; readonly protocol: number })[]; readonly manufacturer: string; readonly product: string; readonly speed: "low" | "full" | "high" | "super" | "super-plus"; readonly plugged: boolean; readonly arrival: "existing" | "new"; readonly firstSeenAt: number; readonly lastSeenAt: number; readonly wanted: { readonly kind: "as_assigned" | "attached" | "detached"; readonly vmId?: string | undefined; readonly by?: string | null | undefined; readonly since?: number | undefined }; readonly state: { readonly word: "available" | "in_use_here" | "in_use_by" | "waiting" | "blocked_by" | "unplugged" | "client_offline"; readonly by?: string | null | undefined; readonly for?: "vm" | "permission" | "link" | undefined; readonly rule?: string | undefined }; readonly assignedVmId: string | null; readonly lease: { readonly deviceId: string; readonly fence: number; readonly vmId: string; readonly userId: string | null; readonly host: string; readonly brought: boolean; readonly acquiredAt: number; readonly expiresAt: number } | null; readonly version: number };
  };
  'POST /devices/{id}/attach': {
    params: { readonly id: string };
    query: undefined;
    body: { readonly version?: number | undefined; readonly vmId: string };
    answer: { readonly id: string; readonly clientId: string; readonly clientName: string; readonly vendorId: number; readonly productId: number; readonly serial: string; readonly portPath: string; readonly deviceVersion: number; readonly deviceClass: { readonly classCode: number; readonly subclass: number; readonly protocol: number }; readonly interfaces: readonly ({ readonly classCode: number; readonly subclass: number; readonly protocol: number })[]; readonly manufacturer: string; readonly product: string; readonly speed: "low" | "full" | "high" | "super" | "super-plus"; readonly plugged: boolean; readonly arrival: "existing" | "new"; readonly firstSeenAt: number; readonly lastSeenAt: number; readonly wanted: { readonly kind: "as_assigned" | "attached" | "detached"; readonly vmId?: string | undefined; readonly by?: string | null | undefined; readonly since?: number | undefined }; readonly state: { readonly word: "available" | "in_use_here" | "in_use_by" | "waiting" | "blocked_by" | "unplugged" | "client_offline"; readonly by?: string | null | undefined; readonly for?: "vm" | "permission" | "link" | undefined; readonly rule?: string | undefined }; readonly assignedVmId: string | null; readonly lease: { readonly deviceId: string; readonly fence: number; readonly vmId: string; readonly userId: string | null; readonly host: string; readonly brought: boolean; readonly acquiredAt: number; readonly expiresAt: number } | null; readonly version: number };
  };
  'POST /devices/{id}/detach': {
    params: { readonly id: string };
    query: undefined;
    body: { readonly version?: number | undefined };
    answer: { readonly id: string; readonly clientId: string; readonly clientName: string; readonly vendorId: number; readonly productId: number; readonly serial: string; readonly portPath: string; readonly deviceVersion: number; readonly deviceClass: { readonly classCode: number; readonly subclass: number; readonly protocol: number }; readonly interfaces: readonly ({ readonly classCode: number; readonly subclass: number; readonly protocol: number })[]; readonly manufacturer: string; readonly product: string; readonly speed: "low" | "full" | "high" | "super" | "super-plus"; readonly plugged: boolean; readonly arrival: "existing" | "new"; readonly firstSeenAt: number; readonly lastSeenAt: number; readonly wanted: { readonly kind: "as_assigned" | "attached" | "detached"; readonly vmId?: string | undefined; readonly by?: string | null | undefined; readonly since?: number | undefined }; readonly state: { readonly word: "available" | "in_use_here" | "in_use_by" | "waiting" | "blocked_by" | "unplugged" | "client_offline"; readonly by?: string | null | undefined; readonly for?: "vm" | "permission" | "link" | undefined; readonly rule?: string | undefined }; readonly assignedVmId: string | null; readonly lease: { readonly deviceId: string; readonly fence: number; readonly vmId: string; readonly userId: string | null; readonly host: string; readonly brought: boolean; readonly acquiredAt: number; readonly expiresAt: number } | null; readonly version: number };
  };
  'POST /devices/{id}/as-assigned': {
    params: { readonly id: string };
    query: undefined;
    body: { readonly version?: number | undefined };
    answer: { readonly id: string; readonly clientId: string; readonly clientName: string; readonly vendorId: number; readonly productId: number; readonly serial: string; readonly portPath: string; readonly deviceVersion: number; readonly deviceClass: { readonly classCode: number; readonly subclass: number; readonly protocol: number }; readonly interfaces: readonly ({ readonly classCode: number; readonly subclass: number; readonly protocol: number })[]; readonly manufacturer: string; readonly product: string; readonly speed: "low" | "full" | "high" | "super" | "super-plus"; readonly plugged: boolean; readonly arrival: "existing" | "new"; readonly firstSeenAt: number; readonly lastSeenAt: number; readonly wanted: { readonly kind: "as_assigned" | "attached" | "detached"; readonly vmId?: string | undefined; readonly by?: string | null | undefined; readonly since?: number | undefined }; readonly state: { readonly word: "available" | "in_use_here" | "in_use_by" | "waiting" | "blocked_by" | "unplugged" | "client_offline"; readonly by?: string | null | undefined; readonly for?: "vm" | "permission" | "link" | undefined; readonly rule?: string | undefined }; readonly assignedVmId: string | null; readonly lease: { readonly deviceId: string; readonly fence: number; readonly vmId: string; readonly userId: string | null; readonly host: string; readonly brought: boolean; readonly acquiredAt: number; readonly expiresAt: number } | null; readonly version: number };
  };
  'GET /assignments': {
    params: undefined;
    query: { readonly after?: string | undefined; readonly limit?: number | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly id: string; readonly what: { readonly kind: "device" | "port" | "rule"; readonly clientId: string | null; readonly vendorId?: number | undefined; readonly productId?: number | undefined; readonly serial?: string | undefined; readonly portPath?: string | null | undefined; readonly filter?: Readonly<Record<string, unknown>> | undefined }; readonly to: { readonly kind: "vm" | "user"; readonly vmId?: string | undefined; readonly userId?: string | undefined }; readonly enabled: boolean; readonly note: string; readonly createdAt: number; readonly version: number })[]; readonly next: string | null };
  };
  'POST /assignments': {
    params: undefined;
    query: undefined;
    body: { readonly what: { readonly kind: "device"; readonly clientId: string | null; readonly vendorId: number; readonly productId: number; readonly serial: string; readonly portPath: string | null } | { readonly kind: "port"; readonly clientId: string; readonly portPath: string } | { readonly kind: "rule"; readonly clientId: string | null; readonly filter: { readonly ids?: readonly (string)[] | undefined; readonly exceptIds?: readonly (string)[] | undefined; readonly classes?: { readonly any: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | { readonly every: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | undefined; readonly serials?: readonly (string)[] | undefined; readonly ports?: readonly (string)[] | undefined } }; readonly to: { readonly kind: "vm"; readonly vmId: string } | { readonly kind: "user"; readonly userId: string }; readonly enabled: boolean; readonly note: string };
    answer: { readonly id: string; readonly what: { readonly kind: "device" | "port" | "rule"; readonly clientId: string | null; readonly vendorId?: number | undefined; readonly productId?: number | undefined; readonly serial?: string | undefined; readonly portPath?: string | null | undefined; readonly filter?: Readonly<Record<string, unknown>> | undefined }; readonly to: { readonly kind: "vm" | "user"; readonly vmId?: string | undefined; readonly userId?: string | undefined }; readonly enabled: boolean; readonly note: string; readonly createdAt: number; readonly version: number };
  };
  'GET /assignments/{id}': {
    params: { readonly id: string };
    query: undefined;
    body: undefined;
    answer: { readonly id: string; readonly what: { readonly kind: "device" | "port" | "rule"; readonly clientId: string | null; readonly vendorId?: number | undefined; readonly productId?: number | undefined; readonly serial?: string | undefined; readonly portPath?: string | null | undefined; readonly filter?: Readonly<Record<string, unknown>> | undefined }; readonly to: { readonly kind: "vm" | "user"; readonly vmId?: string | undefined; readonly userId?: string | undefined }; readonly enabled: boolean; readonly note: string; readonly createdAt: number; readonly version: number };
  };
  'PATCH /assignments/{id}': {
    params: { readonly id: string };
    query: undefined;
    body: { readonly version?: number | undefined; readonly what?: { readonly kind: "device"; readonly clientId: string | null; readonly vendorId: number; readonly productId: number; readonly serial: string; readonly portPath: string | null } | { readonly kind: "port"; readonly clientId: string; readonly portPath: string } | { readonly kind: "rule"; readonly clientId: string | null; readonly filter: { readonly ids?: readonly (string)[] | undefined; readonly exceptIds?: readonly (string)[] | undefined; readonly classes?: { readonly any: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | { readonly every: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | undefined; readonly serials?: readonly (string)[] | undefined; readonly ports?: readonly (string)[] | undefined } } | undefined; readonly to?: { readonly kind: "vm"; readonly vmId: string } | { readonly kind: "user"; readonly userId: string } | undefined; readonly enabled?: boolean | undefined; readonly note?: string | undefined };
    answer: { readonly id: string; readonly what: { readonly kind: "device" | "port" | "rule"; readonly clientId: string | null; readonly vendorId?: number | undefined; readonly productId?: number | undefined; readonly serial?: string | undefined; readonly portPath?: string | null | undefined; readonly filter?: Readonly<Record<string, unknown>> | undefined }; readonly to: { readonly kind: "vm" | "user"; readonly vmId?: string | undefined; readonly userId?: string | undefined }; readonly enabled: boolean; readonly note: string; readonly createdAt: number; readonly version: number };
  };
  'DELETE /assignments/{id}': {
    params: { readonly id: string };
    query: { readonly version?: string | undefined };
    body: undefined;
    answer: undefined;
  };
  'GET /leases': {
    params: undefined;
    query: { readonly after?: string | undefined; readonly limit?: number | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly deviceId: string; readonly fence: number; readonly vmId: string; readonly userId: string | null; readonly host: string; readonly brought: boolean; readonly acquiredAt: number; readonly expiresAt: number })[]; readonly next: string | null };
  };
  'POST /leases/{id}/force-release': {
    params: { readonly id: string };
    query: undefined;
    body: { readonly reason: string };
    answer: { readonly deviceId: string; readonly fence: number; readonly vmId: string; readonly userId: string | null; readonly host: string; readonly brought: boolean; readonly acquiredAt: number; readonly expiresAt: number };
  };
  'GET /device-sessions': {
    params: undefined;
    query: { readonly after?: string | undefined; readonly limit?: number | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly deviceId: string; readonly clientId: string; readonly vm: string; readonly fence: number; readonly since: number; readonly linked: boolean; readonly links: number; readonly toVm: number; readonly toClient: number; readonly brought: boolean; readonly roundTripMs: number | null })[]; readonly next: string | null };
  };
  'GET /channels': {
    params: undefined;
    query: { readonly after?: string | undefined; readonly limit?: number | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly id: string; readonly kind: "usb" | "display"; readonly vm: { readonly id: string; readonly name: string } | null; readonly user: { readonly id: string; readonly name: string } | null; readonly client: { readonly id: string; readonly name: string } | null; readonly device: { readonly id: string; readonly name: string } | null; readonly by: "order" | "account" | "ticket"; readonly address: string; readonly since: number; readonly toVm: number; readonly toClient: number; readonly roundTripMs: number | null })[]; readonly next: string | null };
  };
  'POST /channels/{id}/end': {
    params: { readonly id: string };
    query: undefined;
    body: { readonly reason: string };
    answer: undefined;
  };
  'GET /policy': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { readonly version: number; readonly document: { readonly timeZone: string; readonly automatic: { readonly existing: boolean; readonly new: boolean }; readonly rules: readonly ({ readonly id: string; readonly name: string; readonly enabled: boolean; readonly effect: "allow" | "deny" | "ask"; readonly device?: { readonly ids?: readonly (string)[] | undefined; readonly exceptIds?: readonly (string)[] | undefined; readonly classes?: { readonly any: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | { readonly every: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | undefined; readonly serials?: readonly (string)[] | undefined; readonly ports?: readonly (string)[] | undefined } | undefined; readonly clients?: readonly (string)[] | undefined; readonly users?: readonly (string)[] | undefined; readonly groups?: readonly (string)[] | undefined; readonly vms?: readonly (string)[] | undefined; readonly times?: readonly ({ readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]; readonly from: string; readonly to: string })[] | undefined })[] }; readonly createdAt: number; readonly createdBy: string; readonly comment: string };
  };
  'PUT /policy': {
    params: undefined;
    query: undefined;
    body: { readonly version?: number | undefined; readonly document: { readonly timeZone: string; readonly automatic: { readonly existing: boolean; readonly new: boolean }; readonly rules: readonly ({ readonly id: string; readonly name: string; readonly enabled: boolean; readonly effect: "allow" | "deny" | "ask"; readonly device?: { readonly ids?: readonly (string)[] | undefined; readonly exceptIds?: readonly (string)[] | undefined; readonly classes?: { readonly any: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | { readonly every: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | undefined; readonly serials?: readonly (string)[] | undefined; readonly ports?: readonly (string)[] | undefined } | undefined; readonly clients?: readonly (string)[] | undefined; readonly users?: readonly (string)[] | undefined; readonly groups?: readonly (string)[] | undefined; readonly vms?: readonly (string)[] | undefined; readonly times?: readonly ({ readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]; readonly from: string; readonly to: string })[] | undefined })[] }; readonly comment: string };
    answer: { readonly version: number; readonly document: { readonly timeZone: string; readonly automatic: { readonly existing: boolean; readonly new: boolean }; readonly rules: readonly ({ readonly id: string; readonly name: string; readonly enabled: boolean; readonly effect: "allow" | "deny" | "ask"; readonly device?: { readonly ids?: readonly (string)[] | undefined; readonly exceptIds?: readonly (string)[] | undefined; readonly classes?: { readonly any: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | { readonly every: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | undefined; readonly serials?: readonly (string)[] | undefined; readonly ports?: readonly (string)[] | undefined } | undefined; readonly clients?: readonly (string)[] | undefined; readonly users?: readonly (string)[] | undefined; readonly groups?: readonly (string)[] | undefined; readonly vms?: readonly (string)[] | undefined; readonly times?: readonly ({ readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]; readonly from: string; readonly to: string })[] | undefined })[] }; readonly createdAt: number; readonly createdBy: string; readonly comment: string };
  };
  'GET /policy/versions': {
    params: undefined;
    query: { readonly after?: string | undefined; readonly limit?: number | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly version: number; readonly createdAt: number; readonly createdBy: string; readonly comment: string })[]; readonly next: string | null };
  };
  'GET /policy/versions/{version}': {
    params: { readonly version: string };
    query: undefined;
    body: undefined;
    answer: { readonly version: number; readonly document: { readonly timeZone: string; readonly automatic: { readonly existing: boolean; readonly new: boolean }; readonly rules: readonly ({ readonly id: string; readonly name: string; readonly enabled: boolean; readonly effect: "allow" | "deny" | "ask"; readonly device?: { readonly ids?: readonly (string)[] | undefined; readonly exceptIds?: readonly (string)[] | undefined; readonly classes?: { readonly any: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | { readonly every: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | undefined; readonly serials?: readonly (string)[] | undefined; readonly ports?: readonly (string)[] | undefined } | undefined; readonly clients?: readonly (string)[] | undefined; readonly users?: readonly (string)[] | undefined; readonly groups?: readonly (string)[] | undefined; readonly vms?: readonly (string)[] | undefined; readonly times?: readonly ({ readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]; readonly from: string; readonly to: string })[] | undefined })[] }; readonly createdAt: number; readonly createdBy: string; readonly comment: string };
  };
  'POST /policy/test': {
    params: undefined;
    query: undefined;
    body: { readonly deviceId: string; readonly vmId: string; readonly userId: string | null; readonly trigger: "manual" | "existing" | "new"; readonly at?: number | undefined; readonly document?: { readonly timeZone: string; readonly automatic: { readonly existing: boolean; readonly new: boolean }; readonly rules: readonly ({ readonly id: string; readonly name: string; readonly enabled: boolean; readonly effect: "allow" | "deny" | "ask"; readonly device?: { readonly ids?: readonly (string)[] | undefined; readonly exceptIds?: readonly (string)[] | undefined; readonly classes?: { readonly any: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | { readonly every: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | undefined; readonly serials?: readonly (string)[] | undefined; readonly ports?: readonly (string)[] | undefined } | undefined; readonly clients?: readonly (string)[] | undefined; readonly users?: readonly (string)[] | undefined; readonly groups?: readonly (string)[] | undefined; readonly vms?: readonly (string)[] | undefined; readonly times?: readonly ({ readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]; readonly from: string; readonly to: string })[] | undefined })[] } | undefined };
    answer: { readonly outcome: "allow" | "deny" | "ask" | "hold"; readonly decidedBy: { readonly kind: "rule" | "switch" | "no_rule"; readonly switch?: "existing" | "new" | undefined; readonly ruleId?: string | undefined; readonly ruleName?: string | undefined }; readonly passedOver: readonly ({ readonly ruleId: string; readonly ruleName: string; readonly because: { readonly condition: string; readonly wanted: string; readonly actual: string } })[]; readonly message: string };
  };
  'POST /policy/dry-run': {
    params: undefined;
    query: undefined;
    body: { readonly document: { readonly timeZone: string; readonly automatic: { readonly existing: boolean; readonly new: boolean }; readonly rules: readonly ({ readonly id: string; readonly name: string; readonly enabled: boolean; readonly effect: "allow" | "deny" | "ask"; readonly device?: { readonly ids?: readonly (string)[] | undefined; readonly exceptIds?: readonly (string)[] | undefined; readonly classes?: { readonly any: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | { readonly every: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | undefined; readonly serials?: readonly (string)[] | undefined; readonly ports?: readonly (string)[] | undefined } | undefined; readonly clients?: readonly (string)[] | undefined; readonly users?: readonly (string)[] | undefined; readonly groups?: readonly (string)[] | undefined; readonly vms?: readonly (string)[] | undefined; readonly times?: readonly ({ readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]; readonly from: string; readonly to: string })[] | undefined })[] }; readonly examples?: number | undefined };
    answer: { readonly examined: number; readonly transitions: readonly ({ readonly before: "allow" | "deny" | "ask" | "hold"; readonly after: "allow" | "deny" | "ask" | "hold"; readonly count: number })[]; readonly otherRule: number; readonly examples: readonly ({ readonly at: number; readonly device: { readonly vendorId: number; readonly productId: number; readonly serial: string; readonly portPath: string }; readonly client: { readonly id: string; readonly name: string }; readonly user: { readonly id: string; readonly name: string } | null; readonly vm: { readonly id: string; readonly name: string }; readonly before: { readonly outcome: "allow" | "deny" | "ask" | "hold"; readonly decidedBy: { readonly kind: "rule" | "switch" | "no_rule"; readonly switch?: "existing" | "new" | undefined; readonly ruleId?: string | undefined; readonly ruleName?: string | undefined } }; readonly after: { readonly outcome: "allow" | "deny" | "ask" | "hold"; readonly decidedBy: { readonly kind: "rule" | "switch" | "no_rule"; readonly switch?: "existing" | "new" | undefined; readonly ruleId?: string | undefined; readonly ruleName?: string | undefined } } })[] };
  };
  'POST /policy/usbredir/import': {
    params: undefined;
    query: undefined;
    body: { readonly filter: string; readonly name: string; readonly idPrefix: string; readonly defaultAllow?: boolean | undefined };
    answer: { readonly rules: readonly ({ readonly id: string; readonly name: string; readonly enabled: boolean; readonly effect: "allow" | "deny" | "ask"; readonly device?: { readonly ids?: readonly (string)[] | undefined; readonly exceptIds?: readonly (string)[] | undefined; readonly classes?: { readonly any: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | { readonly every: readonly (string)[]; readonly ignoreSecondaryHid?: boolean | undefined } | undefined; readonly serials?: readonly (string)[] | undefined; readonly ports?: readonly (string)[] | undefined } | undefined; readonly clients?: readonly (string)[] | undefined; readonly users?: readonly (string)[] | undefined; readonly groups?: readonly (string)[] | undefined; readonly vms?: readonly (string)[] | undefined; readonly times?: readonly ({ readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]; readonly from: string; readonly to: string })[] | undefined })[] };
  };
  'GET /policy/usbredir/export': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { readonly filter: string };
  };
  'GET /audit': {
    params: undefined;
    query: { readonly after?: string | undefined; readonly limit?: number | undefined; readonly action?: string | undefined; readonly outcome?: "ok" | "denied" | "failed" | undefined; readonly user?: string | undefined; readonly client?: string | undefined; readonly device?: string | undefined; readonly vm?: string | undefined; readonly from?: string | undefined; readonly to?: string | undefined };
    body: undefined;
    answer: { readonly items: readonly ({ readonly seq: number; readonly at: number; readonly actor: { readonly kind: "user" | "token" | "client" | "system"; readonly id: string | null; readonly name: string }; readonly address: string | null; readonly action: string; readonly outcome: "ok" | "denied" | "failed"; readonly user: { readonly id: string; readonly name: string } | null; readonly client: { readonly id: string; readonly name: string } | null; readonly device: { readonly id: string; readonly name: string } | null; readonly vm: { readonly id: string; readonly name: string } | null; readonly rule: { readonly id: string; readonly name: string; readonly policyVersion: number } | null; readonly reason: string | null; readonly details: Readonly<Record<string, string>> })[]; readonly next: string | null };
  };
  'GET /audit.csv': {
    params: undefined;
    query: { readonly action?: string | undefined; readonly outcome?: "ok" | "denied" | "failed" | undefined; readonly user?: string | undefined; readonly client?: string | undefined; readonly device?: string | undefined; readonly vm?: string | undefined; readonly from?: string | undefined; readonly to?: string | undefined };
    body: undefined;
    answer: string;
  };
  'GET /audit/head': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { readonly seq: number; readonly hash: string; readonly text: string };
  };
  'POST /audit/verify': {
    params: undefined;
    query: undefined;
    body: { readonly anchor?: string | undefined };
    answer: { readonly ok: boolean; readonly records?: number | undefined; readonly head?: { readonly seq: number; readonly hash: string } | undefined; readonly fault?: "missing" | "edited" | "chain" | "tail" | "anchor" | undefined; readonly seq?: number | undefined; readonly message?: string | undefined };
  };
  'GET /database/backups': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { readonly items: readonly ({ readonly name: string; readonly path: string; readonly bytes: number; readonly at: number })[] };
  };
  'POST /database/backups': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { readonly name: string; readonly path: string; readonly bytes: number; readonly at: number };
  };
  'POST /database/backups/{name}/check': {
    params: { readonly name: string };
    query: undefined;
    body: undefined;
    answer: { readonly ok: boolean; readonly problems: readonly (string)[] };
  };
  'GET /health': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { readonly ok: boolean };
  };
  'GET /openapi.json': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: Readonly<Record<string, unknown>>;
  };
  'GET /overview': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { readonly host: string; readonly uptime: number; readonly vms: { readonly known: number; readonly running: number }; readonly clients: { readonly enrolled: number; readonly online: number }; readonly devices: { readonly plugged: number; readonly inUse: number }; readonly changes: { readonly epoch: string; readonly seq: number } };
  };
  'GET /settings': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { readonly host: string; readonly version: string; readonly listen: { readonly address: string; readonly port: number }; readonly fingerprint: string; readonly dataDir: string; readonly runDir: string; readonly logLevel: string; readonly leaseSeconds: number; readonly attemptDays: number; readonly policyVersion: number };
  };
  'POST /database/check': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { readonly ok: boolean; readonly problems: readonly (string)[] };
  };
  'GET /metrics': {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: string;
  };
  'GET /events': {
    params: undefined;
    query: { readonly last?: string | undefined };
    body: undefined;
    answer: string;
  };
}
