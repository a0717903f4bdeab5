import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import { readJsonFile } from '../../formats/json-file.ts';
import type { AuditHead } from '../../store/audit-log.ts';

const HeadSchema = z
  .map(z.string(), z.unknown())
  .transform((entries) => Object.fromEntries(entries))
  .pipe(z.object({ seq: z.int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/) }));

/** The audit head that the manifest of an export names. @throws AppError formats.*, exchange.no-manifest */
export async function readManifestHead(file: string): Promise<AuditHead> {
  const manifest = await readJsonFile(file);
  const head = HeadSchema.safeParse(manifest instanceof Map ? manifest.get('auditHead') : undefined);
  if (!head.success) throw new AppError('exchange.no-manifest', { file });
  return head.data;
}
