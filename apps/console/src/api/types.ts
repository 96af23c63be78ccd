/** What the API answers, by name. */
import type { Answer } from './client.ts';

export type Session = Answer<'GET /session'>;
export type Overview = Answer<'GET /overview'>;
export type Vm = Answer<'GET /vms/{id}'>;
export type Client = Answer<'GET /clients/{id}'>;
export type Device = Answer<'GET /devices/{id}'>;
export type DeviceState = Device['state'];
export type Lease = Answer<'GET /leases'>['items'][number];
export type Assignment = Answer<'GET /assignments/{id}'>;
export type Policy = Answer<'GET /policy'>;
export type PolicyDocument = Policy['document'];
export type Rule = PolicyDocument['rules'][number];
export type Decision = Answer<'POST /policy/test'>;
export type DryRun = Answer<'POST /policy/dry-run'>;
export type User = Answer<'GET /users/{id}'>;
export type Role = User['role'];
export type Group = Answer<'GET /groups/{id}'>;
export type Token = Answer<'GET /tokens'>['items'][number];
export type SignInSession = Answer<'GET /sessions'>['items'][number];
export type AuditRecord = Answer<'GET /audit'>['items'][number];
export type Settings = Answer<'GET /settings'>;
