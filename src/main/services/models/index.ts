import { join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import { MANIFEST_FILE, type PackKind } from '../../formats/model-pack/manifest.ts';
import { readManifest } from '../../formats/model-pack/read-manifest.ts';
import type { Clock, Log } from '../../ports/index.ts';
import type { ComputeService } from '../compute/index.ts';
import { Catalogue, type BrokenPack, folderAt, readPack } from './catalogue.ts';
import { Claims } from './claims.ts';
import { type Pack, type PackWork, isOfKind, nameOf } from './pack.ts';
import { PackFolders } from './pack-folders.ts';
import { SeenPacks } from './seen-packs.ts';

export type { Manifest, PackKind } from '../../formats/model-pack/manifest.ts';
export { ADD_PACK, type ModelJobs, VERIFY_PACK, createModelJobs } from './jobs.ts';
export { summariesOf, summaryOf } from './summary.ts';
export type { BrokenPack } from './catalogue.ts';
export { type Pack, type PackOrigin, type PackWork, bytesOf, nameOf } from './pack.ts';

export interface ModelsDeps {
  /** The store of this machine, shared by all projects; made when the first pack is added. */
  readonly storeDir: string;
  /** Packs that come with the program, a folder each; may be missing. */
  readonly builtInDir: string;
  /** Checks and copies packs in its own process. */
  readonly compute: Pick<ComputeService, 'run'>;
  readonly clock: Clock;
  readonly log: Log;
}

const CHECKING_DEVICE = { provider: 'cpu', threads: 1 } as const;

/**
 * Model packs on this machine.
 *
 * Other services come here for a pack: `use` for work that takes long (nobody can remove the pack meanwhile), `resolve` to look
 * at its manifest. What they get was checked in full (hashes, sizes, graphs) since the program started and has not changed
 * since; `pack.dir` and the paths in `pack.manifest` may be given to a compute task as they are.
 */
export class ModelsService {
  private readonly deps: ModelsDeps;
  private readonly folders: PackFolders;
  private readonly catalogue: Catalogue;
  private readonly claims: Claims;
  private readonly seen = new SeenPacks();

  constructor(deps: ModelsDeps) {
    this.deps = deps;
    this.folders = new PackFolders(deps.storeDir);
    this.catalogue = new Catalogue({ builtInDir: deps.builtInDir, folders: this.folders });
    this.claims = new Claims(join(deps.storeDir, 'in-use'));
  }

  /** Everything that is there, by manifest, unchecked; those that come with the program first. */
  list(): Promise<{ packs: Pack[]; broken: BrokenPack[] }> {
    return this.catalogue.list();
  }

  /** A pack by its manifest, unchecked: what `resolve` would check. @throws AppError models.unknown, models.ambiguous, models.wrong-kind */
  async find<Kind extends PackKind>(reference: string, kind: Kind): Promise<Pack & Pack<Kind>> {
    const pack = await this.catalogue.find(reference);
    if (!isOfKind(pack, kind))
      throw new AppError('models.wrong-kind', {
        pack: nameOf(pack),
        found: pack.manifest.kind,
        needed: kind,
      });
    return pack;
  }

  /**
   * @param reference Name (its newest version), name@version, id or the first 8 or more characters of it, or a folder's path.
   * @param kind What the caller can work with.
   * @throws AppError models.unknown, models.ambiguous, models.wrong-kind, and whatever a check finds (models.*, compute.*)
   */
  async resolve<Kind extends PackKind>(
    reference: string,
    kind: Kind,
    work: PackWork = {},
  ): Promise<Pack<Kind>> {
    const pack = await this.find(reference, kind);
    await this.seen.ensure(pack, () => this.check(pack, work));
    return pack;
  }

  /** Resolves a pack and keeps it from being removed until the job is done. @throws as `resolve`, and whatever the job throws */
  async use<Kind extends PackKind, Result>(
    { reference, kind, ...work }: PackWork & { readonly reference: string; readonly kind: Kind },
    job: (pack: Pack<Kind>) => Promise<Result>,
  ): Promise<Result> {
    const { id } = await this.catalogue.find(reference);
    const release = this.claimUse(id);
    try {
      return await job(await this.resolve(reference, kind, work));
    } finally {
      release();
    }
  }

  /**
   * Copies a pack into the store and checks the copy. One that is there already and whole stays as it is; one that was damaged
   * there is replaced. Broken off, it leaves what was copied for the next try.
   *
   * @throws AppError models.*, compute.*; the signal's reason
   */
  async add(folder: string, work: PackWork = {}): Promise<{ pack: Pack; isNew: boolean }> {
    const from = await folderAt(folder);
    const { id } = await readManifest(from, { allowHardLinks: false });
    const known = await this.wholePack(id, work);
    if (known) return { pack: known, isNew: false };
    const release = this.claimAdding(id);
    try {
      return { pack: await this.copy({ id, from }, work), isNew: true };
    } finally {
      release();
    }
  }

  /** Reads every byte of a pack again, and tries it out where it carries reference results. @throws as `resolve` */
  async verify(reference: string, work: PackWork = {}): Promise<Pack> {
    const pack = await this.catalogue.find(reference);
    await this.check(pack, work);
    await this.tryOut(pack, work);
    return pack;
  }

  /**
   * Removes a pack from the store; a broken one by the whole name of its folder.
   *
   * @throws AppError models.unknown, models.ambiguous, models.built-in, models.in-use, models.not-writable
   */
  async remove(reference: string): Promise<{ id: string }> {
    const { id, origin } = await this.catalogue.findOrBroken(reference);
    if (origin === 'built-in') throw new AppError('models.built-in');
    if (this.claims.isClaimed(id)) throw new AppError('models.in-use');
    await this.writing(() => this.folders.remove(id));
    return { id };
  }

  private async copy({ id, from }: { id: string; from: string }, work: PackWork): Promise<Pack> {
    const to = this.folders.partial(id);
    await this.writing(() => this.folders.sweep(this.deps.clock.now()));
    try {
      await this.deps.compute.run('copy-pack', { from, to }, { ...work, device: CHECKING_DEVICE });
      await this.tryOut(await readPack(to, 'stored', id), work);
    } catch (error) {
      // What was refused is not kept; what was broken off is, for the next try.
      if (error instanceof AppError && isRefusal(error)) await this.folders.discardPartial(id);
      throw error;
    }
    if (this.claims.isClaimed(id)) throw new AppError('models.in-use');
    await this.writing(() => this.folders.finish(id));
    return readPack(this.folders.dir(id), 'stored', id);
  }

  /** @returns the pack of this id, checked; null where there is none or a damaged one */
  private async wholePack(id: string, work: PackWork): Promise<Pack | null> {
    const known = (await this.list()).packs.find((pack) => pack.id === id);
    if (!known) return null;
    try {
      await this.check(known, work);
      return known;
    } catch (error) {
      if (known.origin === 'stored' && error instanceof AppError && isRefusal(error)) return null;
      throw error;
    }
  }

  private async check({ id, dir, origin }: Pack, work: PackWork): Promise<void> {
    // Installers and package managers store files that are alike only once, so those of the program may have several names.
    const input = { dir, allowHardLinks: origin === 'built-in' };
    const found = await this.deps.compute.run('check-pack', input, { ...work, device: CHECKING_DEVICE });
    if (found.id !== id) throw new AppError('models.hash-differs', { file: MANIFEST_FILE });
  }

  /** Only text embeddings carry results to compute anew. @throws AppError models.self-test-failed, models.*, compute.* */
  private async tryOut(pack: Pack, { signal }: PackWork): Promise<void> {
    if (!isOfKind(pack, 'text-embedding')) return;
    const { dir, manifest } = pack;
    const input = { dir, plan: manifest.textEmbedding };
    const options = { ...(signal && { signal }), device: CHECKING_DEVICE };
    await this.deps.compute.run('test-embedding', input, options);
  }

  /** Where the store cannot be written to, nobody can remove anything from it either, and the work goes on. */
  private claimUse(id: string): () => void {
    try {
      return this.claims.make(id);
    } catch (error) {
      this.deps.log.warn('use of a model pack not noted', { error: String(error) });
      return () => undefined;
    }
  }

  private claimAdding(id: string): () => void {
    const adding = `adding-${id}`;
    if (this.claims.isClaimed(adding)) throw new AppError('models.being-added');
    try {
      return this.claims.make(adding);
    } catch (cause) {
      throw new AppError('models.not-writable', { folder: this.deps.storeDir }, { cause });
    }
  }

  private async writing(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      throw new AppError('models.not-writable', { folder: this.deps.storeDir }, { cause });
    }
  }
}

/** Whether the pack itself was at fault, and not the machine. */
const isRefusal = ({ code }: AppError): boolean =>
  code.startsWith('models.') && code !== 'models.no-space' && code !== 'models.not-writable';

export function createModelsService(deps: ModelsDeps): ModelsService {
  return new ModelsService(deps);
}
