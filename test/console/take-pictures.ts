/** Takes the console's pictures for the docs: node test/console/take-pictures.ts. Writes docs/images/console-*.png. */
import { join } from 'node:path';
import { ConsoleAgent, Person, startBrowser } from './console-under-test.ts';

const images = join(import.meta.dirname, '../../docs/images');

const browser = await startBrowser();
try {
  await using agent = await ConsoleAgent.start();
  for (const name of ['front-desk', 'design', 'accounting']) await agent.agent.admin.start(name);

  await using anna = await Person.at(browser, agent, { width: 1280, height: 860 });
  await anna.signIn('anna', '/');
  await anna.sees('SanDisk Ultra Fit');
  await anna.sees('Kingston DataTraveler 3.0 (0951:1666)');
  await anna.page.locator('.loading').first().waitFor({ state: 'detached' });
  await anna.page.getByText('Live', { exact: true }).waitFor();
  await anna.page.screenshot({ path: join(images, 'console-overview.png') });

  await using other = await Person.at(browser, agent, {
    width: 1280,
    height: 860,
    locale: 'zh-CN',
    colorScheme: 'dark',
  });
  await other.go('/policy');
  await other.field('用户名').fill('anna');
  await other.field('密码').fill('a kettle of green tea');
  await other.page.keyboard.press('Enter');
  await other.heading('策略').waitFor();
  const tester = other.page.locator('.card', { has: other.heading('能否通过？') });
  await other.choose(/设备/, /Kingston/, tester);
  await other.choose(/虚拟机/, 'design', tester);
  await tester.getByRole('button', { name: '测试' }).click();
  await tester.getByText('No sticks in the studio').first().waitFor();
  await other.page.screenshot({ path: join(images, 'console-policy.png') });
} finally {
  await browser.close();
}
