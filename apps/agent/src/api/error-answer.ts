/** Any error as the API tells it: {code, message} with a status. What is nobody's business stays in the log. */
import { FleetError } from '@farport/fleet';
import { FilterError } from '@farport/usb';
import { AccessError } from '../access/errors.ts';
import { errorCode, FarportError } from '../errors.ts';

export interface ErrorAnswer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  /** True where the error is a fault of ours, for the log. */
  readonly unexpected: boolean;
}

/** fastify's own errors, and those of its parsers. */
const FRAMEWORK: Readonly<Record<string, readonly [status: number, code: string, message: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'http.too_large', 'the body is larger than may be sent here'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'http.media_type', 'send the body as application/json'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'http.bad_json', 'the body is empty where JSON is needed'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'http.bad_json', 'the body is not JSON'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'http.bad_request', 'the body is not as long as was said'],
  FST_ERR_BAD_URL: [400, 'http.bad_request', 'the address cannot be read'],
  FST_ERR_MAX_PARAM_LENGTH: [414, 'http.bad_request', 'a part of the address is too long'],
};

export function errorAnswer(error: unknown): ErrorAnswer {
  const expected = { retryAfter: undefined, unexpected: false };
  if (error instanceof FarportError) {
    const retryAfter = error instanceof AccessError ? error.retryAfter : error.status === 503 ? 1 : undefined;
    const { status, code, message } = error;
    return { status, code, message, retryAfter, unexpected: status === 500 };
  }
  if (error instanceof FleetError || error instanceof FilterError) {
    return { ...expected, status: 400, code: error.code, message: error.message };
  }
  const known = FRAMEWORK[errorCode(error) ?? ''];
  if (known !== undefined) return { ...expected, status: known[0], code: known[1], message: known[2] };
  const status = statusOf(error);
  if (status >= 400 && status < 500) {
    const message = 'the request cannot be read: is the body JSON?';
    return { ...expected, status, code: 'http.bad_request', message };
  }
  return {
    status: 500,
    code: 'internal',
    message: 'an internal error; the agent’s log says more',
    retryAfter: undefined,
    unexpected: true,
  };
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500;
  return typeof error.statusCode === 'number' ? error.statusCode : 500;
}
