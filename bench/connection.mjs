// A client that costs little: it shares the cores with the servers that it measures, and every millisecond that it takes
// makes two servers look more alike. It reads what it must of HTTP/1.1: the status, and where a body ends.
import { connect } from 'node:net';

const END_OF_HEAD = '\r\n\r\n';
/** So much is taken from the socket at a time, always into the same memory. */
const READ_BYTES = 256 * 1024;

/** How much of a body is still to come: told by its length, or chunk by chunk (RFC 9112 section 7.1). */
class SizedBody {
  constructor(length) {
    this.left = length;
  }
  /** Takes `length` bytes of `buffer`; whether the body is whole. */
  take(buffer, start, end) {
    this.left -= end - start;
    return this.left <= 0;
  }
}

class ChunkedBody {
  line = '';
  /** Bytes of the current chunk and of its line end that are still to come. */
  left = 0;
  isLast = false;
  take(buffer, start, end) {
    for (let at = start; at < end;) {
      if (this.left > 0) {
        const taken = Math.min(this.left, end - at);
        this.left -= taken;
        at += taken;
        if (this.left === 0 && this.isLast) return true;
        continue;
      }
      this.line += String.fromCharCode(buffer[at++]);
      if (!this.line.endsWith('\r\n')) continue;
      const size = parseInt(this.line, 16);
      this.line = '';
      this.isLast = size === 0;
      this.left = size + 2;
    }
    return false;
  }
}

/** One connection that is kept alive and asks for one thing at a time. */
export class Connection {
  head = '';
  body = null;
  bytes = 0;
  status = 0;
  waiting = null;

  constructor(url) {
    const { hostname, port, host } = new URL(url);
    this.host = host;
    this.socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafe(READ_BYTES),
        callback: (length, buffer) => this.take(buffer, length) ?? true,
      },
    });
    this.socket.on('error', (error) => this.waiting?.reject(error));
    this.socket.on('close', () => this.waiting?.reject(new Error(`${host} closed the connection`)));
  }

  /** Status and length of the answer. */
  get(path, accept) {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(`GET ${path} HTTP/1.1\r\nHost: ${this.host}\r\nAccept: ${accept}\r\n\r\n`);
    });
  }

  close() {
    this.waiting = null;
    this.socket.destroy();
  }

  take(buffer, length) {
    let start = 0;
    if (!this.body) {
      start = this.takeHead(buffer, length);
      if (!this.body) return;
    }
    this.bytes += length - start;
    if (this.body.take(buffer, start, length)) this.finish();
  }

  /** Where the body begins in `buffer`. */
  takeHead(buffer, length) {
    const before = this.head.length;
    this.head += buffer.latin1Slice(0, Math.min(length, 8192));
    const end = this.head.indexOf(END_OF_HEAD);
    if (end < 0) return length;
    const told = /\r\ncontent-length: *(\d+)/i.exec(this.head);
    this.status = Number(this.head.slice(9, 12));
    this.body = told ? new SizedBody(Number(told[1])) : new ChunkedBody();
    return end + END_OF_HEAD.length - before;
  }

  finish() {
    const { status, bytes, waiting } = this;
    this.head = '';
    this.body = null;
    this.bytes = 0;
    waiting.resolve({ status, bytes });
  }
}
