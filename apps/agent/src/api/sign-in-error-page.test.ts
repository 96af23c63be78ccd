import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signInErrorPage } from './sign-in-error-page.ts';

const error = { code: 'oidc.disabled', message: 'your account here is <off>' };

describe('the page for who is not signed in', () => {
  it('says it in the first of its languages that the browser asks for', () => {
    for (const asked of ['zh-CN,zh;q=0.9,en;q=0.8', 'de, zh-Hans', 'ZH']) {
      assert.match(
        signInErrorPage(error, asked),
        /lang="zh-Hans".*您在此处的帐户已被停用.*\[oidc\.disabled\].*返回控制台/,
      );
    }
    for (const asked of ['en-GB,en;q=0.9,zh;q=0.8', 'de', '', undefined]) {
      assert.match(signInErrorPage(error, asked), /lang="en".*You are not signed in.*Back to the console/);
    }
  });

  it('is never what somebody else wrote', () => {
    assert.match(signInErrorPage(error, 'en'), /your account here is &#60;off&#62;/);
    assert.match(signInErrorPage({ code: '<b>', message: '"' }, 'zh'), /&#34; \[&#60;b&#62;\]/);
    assert.match(signInErrorPage({ code: 'constructor', message: 'm' }, 'zh'), /<p>m \[constructor\]/);
  });
});
