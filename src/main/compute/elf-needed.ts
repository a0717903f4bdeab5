import { closeSync, openSync, readSync } from 'node:fs';

/** Constants of the ELF-64 format (elf.5): program header and dynamic entry types. */
const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const DT_NEEDED = 1;
const DT_STRTAB = 5;
const HEADER_BYTES = 64;
const PROGRAM_HEADER_BYTES = 56;
const ENTRY_BYTES = 16;
const MAX_ENTRIES = 4096;
const MAX_NAME_BYTES = 256;

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

/**
 * The shared libraries that a Linux library itself asks the loader for, in its order: what has to be on the machine
 * whichever version was installed. Empty for a file that is no little-endian ELF-64.
 */
export function neededLibraries(file: string): string[] {
  const fd = openSync(file, 'r');
  try {
    const read = (offset: number, length: number): DataView => {
      const bytes = Buffer.alloc(length);
      readSync(fd, bytes, 0, length, offset);
      return new DataView(bytes.buffer, bytes.byteOffset, length);
    };
    return neededBy(read);
  } finally {
    closeSync(fd);
  }
}

type Read = (offset: number, length: number) => DataView;

function neededBy(read: Read): string[] {
  const header = read(0, HEADER_BYTES);
  const isElf64 = header.getUint32(0) === 0x7f454c46 && header.getUint8(4) === 2 && header.getUint8(5) === 1;
  if (!isElf64) return [];
  const segments = segmentsOf(read, { offset: u64(header, 32), count: header.getUint16(56, true) });
  const dynamic = segments.find(({ type }) => type === PT_DYNAMIC);
  if (!dynamic) return [];
  const entries = entriesOf(read, dynamic);
  const names = entries.find(({ tag }) => tag === DT_STRTAB);
  const home = segments.find(
    ({ type, address, size }) =>
      type === PT_LOAD && names && names.value >= address && names.value < address + size,
  );
  if (!names || !home) return [];
  const table = names.value - home.address + home.offset;
  return entries.filter(({ tag }) => tag === DT_NEEDED).map(({ value }) => nameAt(read, table + value));
}

function segmentsOf(read: Read, { offset, count }: { offset: number; count: number }): Segment[] {
  return Array.from({ length: count }, (_, at) => {
    const view = read(offset + at * PROGRAM_HEADER_BYTES, PROGRAM_HEADER_BYTES);
    return {
      type: view.getUint32(0, true),
      offset: u64(view, 8),
      address: u64(view, 16),
      size: u64(view, 32),
    };
  });
}

function entriesOf(read: Read, { offset, size }: Segment): { tag: number; value: number }[] {
  const view = read(offset, Math.min(Math.floor(size / ENTRY_BYTES), MAX_ENTRIES) * ENTRY_BYTES);
  return Array.from({ length: view.byteLength / ENTRY_BYTES }, (_, at) => ({
    tag: u64(view, at * ENTRY_BYTES),
    value: u64(view, at * ENTRY_BYTES + 8),
  }));
}

function nameAt(read: Read, offset: number): string {
  const view = read(offset, MAX_NAME_BYTES);
  const text = new TextDecoder('latin1').decode(view);
  return text.slice(0, text.indexOf('\0'));
}

const u64 = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));
