import { fsyncSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type Init = NodeFS['init'];
type EmscriptenOptions = Parameters<Init>[1];

interface NodeFsStream {
  /** Node's file descriptor; a directory has none. */
  nfd?: number;
}
interface EmscriptenModule {
  FS: { filesystems: { NODEFS: { stream_ops: { fsync?: (stream: NodeFsStream) => number } } } };
}

/**
 * PGlite's directory on disk, with an fsync that reaches the disk. Emscripten's NODEFS has none and answers
 * PostgreSQL's with success, so that a commit would outlive a killed process but not a power failure.
 */
export class DurableNodeFs extends NodeFS {
  override async init(...[pglite, options]: Parameters<Init>): ReturnType<Init> {
    const prepared = await super.init(pglite, options);
    const emscriptenOpts: EmscriptenOptions = prepared.emscriptenOpts;
    // Before the first instruction of PostgreSQL: its recovery already relies on it.
    const before = emscriptenOpts.preRun;
    const steps = Array.isArray(before) ? before : before ? [before] : [];
    emscriptenOpts.preRun = [...steps, (module: unknown) => giveFsync(module as EmscriptenModule)];
    return prepared;
  }
}

function giveFsync({ FS }: EmscriptenModule): void {
  FS.filesystems.NODEFS.stream_ops.fsync = ({ nfd }) => {
    if (nfd !== undefined) fsyncSync(nfd);
    return 0;
  };
}
