/**
 * The page that says why somebody who came back from a sign-in service is not signed in, in the browser's language. Whole by
 * itself: the console may not be able to say it, for nobody is signed in.
 */
import type { FarportError } from '../errors.ts';

type ErrorFacts = Pick<FarportError, 'code' | 'message'>;

interface Words {
  readonly lang: string;
  readonly title: string;
  readonly heading: string;
  readonly back: string;
  /** By code; what is not here is said as the agent says it. */
  readonly errors: Readonly<Record<string, string>>;
}

const english: Words = {
  lang: 'en',
  title: 'Farport: not signed in',
  heading: 'You are not signed in',
  back: 'Back to the console',
  errors: {},
};

const chinese: Words = {
  lang: 'zh-Hans',
  title: 'Farport：未登录',
  heading: '您尚未登录',
  back: '返回控制台',
  errors: {
    'oidc.not_configured': '此代理未配置单点登录服务。',
    'oidc.secret': '代理无法读取其登录服务密钥：请联系管理员。',
    'oidc.unreachable': '登录服务没有响应：请稍后再试，或使用本地帐户登录。',
    'oidc.flow': '此登录不是在本浏览器中开始的，或已过期：请重新登录。',
    'oidc.refused': '登录服务拒绝了您的登录。',
    'oidc.answer': '登录服务的应答无法证明您的身份：请重新登录，或联系管理员。',
    'oidc.no_account': '您没有此系统的帐户或角色：请联系管理员。',
    'oidc.name_taken': '此处已有同名帐户：请联系管理员。',
    'oidc.disabled': '您在此处的帐户已被停用：请联系管理员。',
    'oidc.throttled': '来自此处的尝试过多：请稍候。',
    internal: '代理内部出错，详情请见日志。',
  },
};

/** Chinese where the browser asks for it before English: RFC 9110, section 12.5.4; weights are in order in practice. */
function wordsFor(acceptLanguage: string | undefined): Words {
  const wanted = (acceptLanguage ?? '').split(',').map((range) => range.trim().slice(0, 2).toLowerCase());
  const first = wanted.find((language) => language === 'zh' || language === 'en');
  return first === 'zh' ? chinese : english;
}

/** The whole page. */
export function signInErrorPage({ code, message }: ErrorFacts, acceptLanguage: string | undefined): string {
  const { lang, title, heading, back, errors } = wordsFor(acceptLanguage);
  const said = (Object.hasOwn(errors, code) ? errors[code] : undefined) ?? message;
  return `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${heading}</h1><p>${escaped(said)} [${escaped(code)}]</p><p><a href="/">${back}</a></p></html>\n`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
