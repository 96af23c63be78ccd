/** What a page must be however it looks: nothing serious for axe, not wider than its window, no text cut off. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Person } from './console-under-test.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe finds serious or worse. Not in what react-aria reads out: its texts name what may be gone by the time axe looks. */
export async function findings({ page }: Person): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<Finding[]>(
    `axe.run({ exclude: ['[data-live-announcer]'] }, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html}\n${node.failureSummary}`).join('\n')}`,
    );
}

/** Whether the page is wider than its window. */
export async function overflow({ page }: Person): Promise<number> {
  return Number(
    await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  );
}

/** Texts of which a part is behind the edge of something that does not scroll. */
export async function cutTexts({ page }: Person): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const cut = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent.trim();
      if (text === '' || node.parentElement.closest('script, style, .unseen, select, option') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { left, right, width } = range.getBoundingClientRect();
      if (width === 0) continue;
      for (let box = node.parentElement; box !== null && box !== document.body; box = box.parentElement) {
        const { overflowX, position } = getComputedStyle(box);
        if (overflowX === 'auto' || overflowX === 'scroll') break;
        if (overflowX === 'visible') continue;
        const edge = box.getBoundingClientRect();
        if (edge.width <= 1) break;
        if (right > edge.right + 1 || left < edge.left - 1) cut.add(text.slice(0, 60));
      }
    }
    return [...cut];
  })()`);
}
