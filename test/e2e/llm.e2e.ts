import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenApp } from '../support/app.ts';
import { goodAnswer } from '../support/llm-task-answers.ts';
import { type LlmServer, answer, startLlmServer } from '../support/llm-server.ts';
import { lookAt } from '../support/look.ts';
import { onEachHost } from '../support/on-each-host.ts';

const KEY = 'sk-planted';

/** The language model is set up, tried out, and set to work while review goes on. */
onEachHost('the language model', (open) => {
  let app: OpenApp;
  let server: LlmServer;
  beforeAll(async () => {
    server = await startLlmServer({ act: (body) => answer(goodAnswer(body), { latencyMs: 300 }), key: KEY });
    app = await open();
    await app.page.waitForSelector('[data-testid=job-status]', { state: 'detached', timeout: 60_000 });
  });
  afterAll(async () => {
    await app.close();
    await server.close();
  });

  const health = '[data-testid=llm-health]';

  it('is set up with address, key and model, and says clearly what is wrong until it can be used', async () => {
    const { page } = app;
    await page.click('nav a[href="#/settings"]');
    await page.locator('[role=tab]', { hasText: 'Language model' }).click();
    await page.getByLabel('Address').fill('http://llm.example/v1');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForSelector('[data-testid=plain-http]');
    expect(await lookAt(page, 'llm-consent')).toEqual([]);
    await page.getByLabel('Address').fill(server.url);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForSelector('[data-testid=plain-http]', { state: 'detached' });
    await page.getByRole('button', { name: 'Test the connection' }).click();
    expect(await page.locator(health).innerText()).toMatch(/key/i);
    await page.getByLabel('Key', { exact: true }).fill(KEY);
    await page.getByRole('button', { name: 'Use this key' }).click();
    await page.getByText('A key is set until the program ends.').waitFor();
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.getByText('1 model on the server').waitFor();
    await page.getByLabel('Model', { exact: true }).selectOption('test-model');
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.waitForSelector(`${health}[data-usable=true]`);
    expect(await lookAt(page, 'llm-settings')).toEqual([]);
    expect(await page.content()).not.toContain(KEY);
  });

  it('works on the project from its page, with progress', async () => {
    const { page } = app;
    await page.click('nav a[href="#/overview"]');
    const task = page.locator('[data-testid=text-work] [data-task=mentions]');
    await task.getByRole('button', { name: /^Start/ }).click();
    await page.waitForSelector('main [data-testid=job]');
    await page.locator('main [data-testid=job]').scrollIntoViewIfNeeded();
    await page.locator('main [data-testid=job]').waitFor({ state: 'detached', timeout: 60_000 });
    await expect.poll(() => task.innerText()).toMatch(/texts done · [\d,]+ tokens/);
    await task.scrollIntoViewIfNeeded();
    expect(await lookAt(page, 'llm-work')).toEqual([]);
  });

  it('shows beside the captions what its judge thinks of them', async () => {
    const { page } = app;
    const judging = page.locator('[data-testid=text-work] [data-task=judging]');
    await judging.getByRole('button', { name: /^Start/ }).click();
    await expect.poll(() => judging.innerText(), { timeout: 60_000 }).toMatch(/texts? done/);
    await page.click('nav a[href="#/review"]');
    const made = page.locator('[data-testid=made-texts]');
    await made.locator('summary', { hasText: '5 of 5' }).click();
    await made.getByText('no faults found').waitFor();
    expect(await lookAt(page, 'llm-made')).toEqual([]);
  });
});
