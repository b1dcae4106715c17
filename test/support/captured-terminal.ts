import { DiskHost } from '../../server/src/node/disk-host.js';
import { terminal } from '../../server/src/node/terminal.js';
import { typesetter } from './typesetter.js';

/**
 * A terminal that keeps what commands write.
 * @param out gets what they write, in order
 * @param error is called with each line of an error
 */
export function captureTerminal(out: Uint8Array[], error: (line: string) => void) {
  return {
    ...terminal,
    terminal: false,
    colour: false,
    out: (text: string) => void out.push(Buffer.from(text)),
    bytes: (data: Uint8Array) => void out.push(data),
    error,
    host: new DiskHost(),
    typesetter,
  };
}
