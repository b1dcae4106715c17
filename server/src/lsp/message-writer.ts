import { AbstractMessageWriter, type Message, type MessageWriter } from 'vscode-languageserver/node';
import { encodeMessage } from './prepared-answer.js';

/** A stream that holds back what is written until it is uncorked, as those of Node do. */
interface CorkedStream extends NodeJS.WritableStream {
  cork(): void;
  uncork(): void;
}

/**
 * Writes messages to a stream as the base protocol of the language server protocol asks: a header
 * with the length, and JSON. The pieces of a prepared answer go out as they are, in one go with
 * their header: joining them would copy a megabyte at each keystroke.
 */
export class PieceWriter extends AbstractMessageWriter implements MessageWriter {
  private faults = 0;

  constructor(private readonly stream: CorkedStream) {
    super();
    stream.on('error', (error) => this.fireError(error));
    stream.on('close', () => this.fireClose());
  }

  /** Resolves once the stream has taken the message. */
  async write(message: Message): Promise<void> {
    try {
      const pieces = encodeMessage(message);
      const length = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
      await new Promise<void>((resolve, reject) => {
        this.stream.cork();
        this.stream.write(`Content-Length: ${length}\r\n\r\n`, 'ascii');
        pieces.forEach((piece, i) => {
          if (i < pieces.length - 1) this.stream.write(piece);
          else this.stream.write(piece, (error) => (error ? reject(error) : resolve()));
        });
        this.stream.uncork();
      });
      this.faults = 0;
    } catch (error) {
      this.fireError(error, message, ++this.faults);
      throw error;
    }
  }

  end(): void {
    this.stream.end();
  }
}
