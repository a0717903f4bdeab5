import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenApp } from '../support/app.ts';
import { lookAt } from '../support/look.ts';
import { radgrounderPack, segmentationPack, writePack } from '../support/model-packs.ts';
import { onEachHost } from '../support/on-each-host.ts';

/** What models are computed with, and which there are. */
onEachHost('models on this machine', (open) => {
  let app: OpenApp;
  const packs = (): string => join(app.home, 'packs');

  beforeAll(async () => {
    app = await open();
    await app.page.waitForSelector('[data-testid=job-status]', { state: 'detached', timeout: 60_000 });
    mkdirSync(packs());
    writePack(join(packs(), 'segmentation'), segmentationPack());
    writePack(join(packs(), 'radgrounder'), radgrounderPack());
  });
  afterAll(() => app.close());

  const go = (screen: string): Promise<unknown> => app.page.click(`nav a[href="#/${screen}"]`);
  const provider = (name: string): string => `[data-testid=provider-${name}]`;

  it('tells for each provider whether it is used and why, by keyboard too', async () => {
    const { page } = app;
    await go('settings');
    await page.locator('[role=tab]', { hasText: 'General' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/#\/settings\/computing$/);
    await page.waitForSelector(provider('cpu'), { timeout: 60_000 });
    const order = await page.locator('[data-testid^=provider-] h3').allInnerTexts();
    expect(order).toEqual(['CUDA', 'WebGPU', 'Processor']);
    expect(await page.locator('[data-chosen=true]').count()).toBe(1);
    // The provider library of CUDA does not come with npm: on a machine that has it, this says something else.
    const cuda = await page.locator(provider('cuda')).innerText();
    expect(cuda).toMatch(/libonnxruntime_providers_cuda\.so|no such part|works/);
    await page.locator(`${provider('cpu')} summary`).press('Enter');
    expect(await page.locator(provider('cpu')).innerText()).toMatch(/Looked for in this order:/);
    await page.locator(`${provider('cpu')} summary`).press('Enter');
  });

  it('tests the processor and compares what comes out', async () => {
    const { page } = app;
    await page.locator(`${provider('cpu')} button`).click();
    await page.waitForSelector('[data-testid=self-test][data-right=true]', { timeout: 60_000 });
    expect(await page.locator('[data-testid=self-test]').innerText()).toMatch(
      /Convolution[\s\S]*GFLOPS · right/,
    );
    expect(await lookAt(page, 'computing')).toEqual([]);
  });

  it('does not replace a provider that was chosen and does not work', async () => {
    const { page } = app;
    if ((await page.locator(provider('cuda')).getAttribute('data-state')) === 'usable') return;
    const choose = (name: string): Promise<void> =>
      page.locator('[role=radiogroup] label', { hasText: name }).click();
    await choose('CUDA');
    await page.locator('[role=alert]', { hasText: 'CUDA was chosen and does not work here' }).waitFor();
    expect(await page.locator('[data-chosen=true]').count()).toBe(0);
    await choose('Processor');
    await page.locator(provider('cpu'), { hasText: 'because you chose it' }).waitFor();
    await choose('automatic');
    await page.locator(provider('cpu'), { hasText: /the first that works|another comes before/ }).waitFor();
    await page.selectOption('select', '1');
    await page.reload();
    await page.waitForSelector(provider('cpu'), { timeout: 60_000 });
    expect(await page.inputValue('select')).toBe('1');
  });

  it('adds a pack from a folder, as a job', async () => {
    const { page } = app;
    await go('models');
    for (const name of ['segmentation', 'radgrounder']) {
      await app.chooseFolder('[data-testid=add-pack] button[type=button]', join(packs(), name));
      await page.locator('[data-testid=add-pack] button[type=submit]').click();
      await page.waitForSelector(`[data-testid=pack-test-${name}]`, { timeout: 30_000 });
      await page.waitForSelector('[data-testid=pack-job-done]');
    }
    expect(await lookAt(page, 'models')).toEqual([]);
    const text = await page.locator('[data-testid=pack-test-segmentation]').innerText();
    expect(text).toMatch(
      /Test pack[\s\S]*Knows nothing\.[\s\S]*CC0-1\.0[\s\S]*written by a test[\s\S]*2 classes/,
    );
  });

  it('refuses a hostile folder with the file and the reason, and stays usable', async () => {
    const { page } = app;
    // Another version: a damaged copy of a pack that is there already and whole is nothing new.
    const base = segmentationPack();
    const dir = writePack(join(packs(), 'hostile'), {
      ...base,
      manifest: { ...base.manifest, version: '2.0.0' },
    });
    writeFileSync(join(dir, 'onnx/part0.onnx_data'), 'twelve bytes');
    await page.fill('[data-testid=add-pack] input', dir);
    await page.keyboard.press('Enter');
    const failed = page.locator('[data-testid=pack-job-failed]');
    await failed.waitFor();
    expect(await failed.getAttribute('data-code')).toBe('models.hash-differs');
    expect(await failed.innerText()).toMatch(/onnx\/part0\.onnx_data[\s\S]*Copy the pack again/);
    await page.locator('button', { hasText: /^Close$/ }).click();
    await failed.waitFor({ state: 'detached' });
  });

  it('finds damage when it checks a pack, and removes what is no pack any more', async () => {
    const { page } = app;
    const store = join(app.home, 'models');
    const [id] = readdirSync(store).filter((name) => readdirSync(join(store, name)).includes('LICENSE.txt'));
    await page.locator('[data-testid=pack-test-segmentation] button', { hasText: 'Check' }).click();
    await page.waitForSelector('[data-testid=pack-job-done]');
    const weights = join(store, id!, 'onnx/part0.onnx_data');
    chmodSync(weights, 0o644);
    writeFileSync(weights, 'twelve bytes');
    await page.locator('[data-testid=pack-test-segmentation] button', { hasText: 'Check' }).click();
    await page.waitForSelector('[data-code="models.hash-differs"]');
    const manifest = join(store, id!, 'manifest.json');
    chmodSync(manifest, 0o644);
    writeFileSync(manifest, '{}');
    await page.reload();
    const broken = page.locator('[data-testid=broken-pack]');
    await broken.waitFor();
    expect(await lookAt(page, 'models-broken')).toEqual([]);
    await broken.locator('button').click();
    await broken.waitFor({ state: 'detached' });
  });

  it('removes a pack after a question', async () => {
    const { page } = app;
    const card = page.locator('[data-testid=pack-test-radgrounder]');
    await card.locator('button', { hasText: 'Remove' }).click();
    await page.locator('[role=dialog]', { hasText: 'is deleted from this machine' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForSelector('[role=dialog]', { state: 'detached' });
    expect(await card.count()).toBe(1);
    await card.locator('button', { hasText: 'Remove' }).click();
    await page.locator('[role=dialog] button', { hasText: /^Remove$/ }).click();
    await card.waitFor({ state: 'detached' });
    expect(app.complaints).toEqual([]);
  });
});
