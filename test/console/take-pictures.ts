/**
 * The console's pictures in the docs. A test takes them each time (pictures.test.ts); this puts new ones into docs/images:
 * node test/console/take-pictures.ts
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConsoleAgent, Person, startBrowser } from './console-under-test.ts';

/** Of the pages that are shown as they are: a place, something to wait for, and a height that shows what matters. */
const pages = [
  ['vms', '/vms', 'front-desk', 520],
  ['sessions', '/sessions', 'Epson TM-T88 Receipt Printer', 640],
  ['audit', '/audit', 'No sticks in the studio', 760],
] as const;

/** Writes console-NAME.png of each main page into a folder; gives the names. */
export async function takePictures(images: string): Promise<string[]> {
  const taken: string[] = [];
  mkdirSync(images, { recursive: true });
  const browser = await startBrowser();
  try {
    await using agent = await ConsoleAgent.start();
    for (const name of ['front-desk', 'design', 'accounting']) await agent.agent.admin.start(name);

    await using anna = await Person.at(browser, agent, { width: 1280, height: 860 });
    const take = async (person: Person, name: string): Promise<void> => {
      await person.page.locator('.loading').first().waitFor({ state: 'detached' });
      // A picture has no pointer over anything.
      await person.page.mouse.move(0, 0);
      await person.page.screenshot({ path: join(images, `console-${name}.png`) });
      taken.push(`console-${name}.png`);
    };
    await anna.signIn('anna', '/');
    await anna.sees('SanDisk Ultra Fit');
    await anna.sees('Kingston DataTraveler 3.0 (0951:1666)');
    await anna.page.getByText('Live', { exact: true }).waitFor();
    await take(anna, 'overview');
    for (const [name, path, text, height] of pages) {
      await anna.page.setViewportSize({ width: 1280, height });
      await anna.turnTo(path);
      await anna.sees(text);
      await take(anna, name);
    }
    await anna.page.setViewportSize({ width: 1280, height: 720 });
    await anna.turnTo(`/clients/${agent.office?.reception ?? ''}`);
    await anna.sees('Counter, left');
    await take(anna, 'client');

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
    await take(other, 'policy');
  } finally {
    await browser.close();
  }
  return taken;
}

if (import.meta.main) await takePictures(join(import.meta.dirname, '../../docs/images'));
